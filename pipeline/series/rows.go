package series

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/fault"
)

// Bounds of what a cell may hold: beyond these it is a slip of the pen.
const (
	firstYear, lastYear = 1900, 2199
	mostCount           = 1_000_000_000_000
	mostValue           = 1e12
	leastValue          = 1e-9 // but for 0
)

// line is a row of the file that is not blank, with its number.
type line struct {
	row   int
	cells []string
}

// lines reads every row.
func (p *parser) lines() ([]line, error) {
	var all []line
	for {
		cells, err := p.reader.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fault.Wrap(fault.Extract, err, p.name+" cannot be read as CSV"+lineOf(err), "look for a stray quotation mark there")
		}
		row, _ := p.reader.FieldPos(0)
		switch {
		case blank(cells):
			continue
		case len(cells) != p.cells:
			return nil, p.wrong(row, fmt.Sprintf("has %d cells and the header %d", len(cells), p.cells), "make them the same number")
		}
		if all = append(all, line{row, cells}); len(all) > mostPoints {
			return nil, fault.New(fault.Extract, fmt.Sprintf("%s has more than %d rows", p.name, mostPoints), "chart weeks or months instead of days")
		}
	}
}

// rows reads the points, row by row.
func (p *parser) rows() error {
	lines, err := p.lines()
	if err != nil {
		return err
	}
	if err := p.tellOrder(lines); err != nil {
		return err
	}
	seen := map[time.Time]int{}
	for _, l := range lines {
		point, err := p.point(l.row, l.cells)
		if err != nil {
			return err
		}
		if earlier, twice := seen[point.Date]; twice {
			return p.wrong(l.row, fmt.Sprintf("has the date of row %d, %s", earlier, point.Date.Format(time.DateOnly)),
				"give each date one row")
		}
		seen[point.Date] = l.row
		p.series.Points = append(p.series.Points, point)
	}
	if len(p.empty) > 0 {
		slices.SortFunc(p.empty, time.Time.Compare)
		p.note("not available on %s: the denominator is 0", days(p.empty))
	}
	if p.marked > 0 {
		p.note("%d of %d rows have a mark for no figure (%s): taken as gaps", p.marked, len(lines),
			strings.Join(slices.Sorted(maps.Keys(p.marks)), ", "))
	}
	return nil
}

// tellOrder settles the order of days in numbers.
func (p *parser) tellOrder(lines []line) error {
	if p.order != "" {
		return nil
	}
	written := make([]string, len(lines))
	for i, l := range lines {
		written[i] = strings.TrimSpace(l.cells[p.day])
	}
	order, ok := orderOf(written)
	if !ok {
		return fault.New(fault.Extract, p.name+" has dates such as 03/04/2024, and they do not tell whether day or month comes first",
			"add --dates dmy where the day does and --dates mdy where the month does, or write them as 2024-01-31")
	}
	p.order = order
	return nil
}

// lineOf says in which row CSV cannot be read.
func lineOf(err error) string {
	if parse, ok := errors.AsType[*csv.ParseError](err); ok {
		return fmt.Sprintf(" in row %d", parse.Line)
	}
	return ""
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

func (p *parser) wrong(row int, what, try string) error {
	return fault.New(fault.Extract, fmt.Sprintf("%s row %d %s", p.name, row, what), try)
}

// point reads one row.
func (p *parser) point(row int, cells []string) (evidence.Point, error) {
	day, ok := dayWritten(cells[p.day], p.order)
	if !ok {
		return evidence.Point{}, p.wrong(row, "has no date that can be read, in the column date",
			"write it as 2024-01-31 or 31/01/2024, without a time of day")
	}
	if p.value >= 0 {
		return p.measured(row, day, strings.TrimSpace(cells[p.value]))
	}
	return p.proportion(row, day, strings.TrimSpace(cells[p.numerator]), strings.TrimSpace(cells[p.denominator]))
}

// noFigure are the marks of published tables and programs for no figure, in
// lower case.
func noFigure() []string {
	return []string{"na", "n/a", "null", "c", "x", "z", "[c]", "[x]", "[z]", "-", "--", "..", "."}
}

// isMark says whether a cell holds a mark for no figure, and counts it.
func (p *parser) isMark(cells ...string) bool {
	found := false
	for _, cell := range cells {
		if slices.Contains(noFigure(), strings.ToLower(cell)) {
			p.marks[cell], found = true, true
		}
	}
	if found {
		p.marked++
	}
	return found
}

func (p *parser) measured(row int, day time.Time, cell string) (evidence.Point, error) {
	if cell == "" || p.isMark(cell) {
		return evidence.Missing(day), nil
	}
	value, err := strconv.ParseFloat(cell, 64)
	if err != nil || strings.ContainsAny(cell, "xX_nN") || math.Abs(value) > mostValue {
		return evidence.Point{}, p.wrong(row, "has no number in the column value", "write it in digits, such as 48.9, or leave it empty")
	}
	if value != 0 && math.Abs(value) < leastValue {
		return evidence.Point{}, p.wrong(row, "has a number too near 0 to be shown, in the column value", "write the values in a smaller unit")
	}
	return evidence.Measured(day, value), nil
}

func (p *parser) proportion(row int, day time.Time, part, whole string) (evidence.Point, error) {
	if (part == "" && whole == "") || p.isMark(part, whole) {
		return evidence.Missing(day), nil
	}
	counts := [2]int64{}
	for i, cell := range []string{part, whole} {
		count, err := strconv.ParseInt(cell, 10, 64)
		if err != nil || count < 0 || count > mostCount {
			return evidence.Point{}, p.wrong(row, "has no count in the column "+[]string{"numerator", "denominator"}[i],
				"write a whole number of 0 or more; leave both empty where there is no figure")
		}
		counts[i] = count
	}
	if counts[0] > counts[1] {
		return evidence.Point{}, p.wrong(row, "has a numerator over its denominator",
			"the numerator is a part of the denominator; chart other rates as date,value")
	}
	if counts[1] == 0 {
		p.empty = append(p.empty, day)
	}
	return evidence.RateOf(day, counts[0], counts[1]), nil
}
