package verdict

import (
	"math"
	"strconv"
	"time"
)

// The marks that stand for a figure, as DfE uses them.
const (
	hiddenMark    = "c" // it could show a small count
	notAvailable  = "x" // no denominator, not collected or not covered
	notApplicable = "z" // there can be none
)

// Figure is a figure of the published tables: that of a measure in a month or
// an increment.
type Figure struct {
	Measure, PeriodType string
	Start               time.Time
}

// Hidden says which figures of an authority the public tables hide.
type Hidden map[Figure]bool

// Told gives the words for those of them that sentences say to be small, such as
// fewer than 5.
type Told map[Figure]string

// Cell is one cell of a row: its text, or the mark that stands for it where it
// is empty, and the figures that it must not give away.
type Cell struct {
	Text, Mark string
	rests      []Figure
	small      bool // it stands on a count that may not be shown
	tells      bool // words may stand for a number that is hidden
}

// public is the cell as anyone may see it.
func (c Cell) public(hidden Hidden, told Told) string {
	for _, f := range c.rests {
		if hidden[f] && c.tells && told[f] != "" {
			return told[f]
		}
		if hidden[f] {
			return hiddenMark
		}
	}
	if c.small {
		return hiddenMark
	}
	if c.Text == "" {
		return c.Mark
	}
	return c.Text
}

// word is a cell that says the same to everybody; one that is empty stays so.
func word(text string) Cell { return Cell{Text: text} }

// number is a figure with one decimal, rounded half away from zero, that rests
// on others.
func number(value float64, rests ...Figure) Cell {
	return Cell{Text: oneDecimal(value), rests: rests}
}

// none is a cell without a figure.
func none(mark string) Cell { return Cell{Mark: mark} }

// optional is a number, or not available where it is not known.
func optional(value float64, isKnown bool, rests ...Figure) Cell {
	if !isKnown {
		return none(notAvailable)
	}
	return number(value, rests...)
}

// tenths is a number times ten, rounded half away from zero. What a division
// leaves behind the twelfth digit does not decide it.
func tenths(value float64) int64 {
	scaled := value * 10
	return int64(math.Round(scaled + math.Copysign(1e-9, scaled)))
}

func oneDecimal(value float64) string { return ofTenths(tenths(value)) }

// ofTenths writes tenths with one decimal.
func ofTenths(n int64) string {
	return strconv.FormatFloat(float64(n)/10, 'f', 1, 64)
}

// Row is one row of a judged table.
type Row struct {
	Cells []Cell
	// Say gives the text of one more cell, behind the others, from what is shown
	// in them and of other figures; nil where there is none.
	Say func(shown []string, show func(Cell) string) string
}

// Restricted is the row as the Department may see it: empty where there is no
// figure.
func (r Row) Restricted() []string {
	return r.shown(func(c Cell) string { return c.Text })
}

// Public is the row as anyone may see it.
func (r Row) Public(hidden Hidden) []string { return r.Telling(hidden, nil) }

// Telling is the row as anyone may see it, with words in its sentence for some of
// the figures that are hidden. The figures themselves are marked.
func (r Row) Telling(hidden Hidden, told Told) []string {
	return r.shown(func(c Cell) string { return c.public(hidden, told) })
}

// Marks are what stands for the cells that are empty in Restricted: not
// available or not applicable, and nothing where a word is not said.
func (r Row) Marks() []string {
	marks := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		if c.Text == "" {
			marks[i] = c.Mark
		}
	}
	return marks
}

func (r Row) shown(show func(Cell) string) []string {
	cells := make([]string, len(r.Cells), len(r.Cells)+1)
	for i, c := range r.Cells {
		cells[i] = show(c)
	}
	if r.Say != nil {
		cells = append(cells, r.Say(cells, show))
	}
	return cells
}
