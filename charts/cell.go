package charts

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// cell is one value of a published table: a number, or a mark that stands for one.
type cell struct {
	value float64
	// text is the cell as published, so that nothing drawn differs from the table.
	text string
	// mark is "c" for a hidden number, "x" or "z" for none, and "" for a number.
	mark string
	// absent says that the table has no such row, so that neither a number nor a mark is drawn.
	absent bool
}

// absentCell stands for a row that the table doesn't have.
func absentCell() cell { return cell{absent: true} }

// parseCell reads a published cell. An empty cell has no denominator, as "x" has none.
func parseCell(s string) (cell, error) {
	switch s {
	case "c", "x", "z":
		return cell{text: s, mark: s}, nil
	case "":
		return cell{mark: "x"}, nil
	}
	value, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
		return cell{}, fmt.Errorf("%q is neither a number nor one of the marks c, x and z", s)
	}
	return cell{value: value, text: s}, nil
}

// countCell makes the cell of a count worked out from other cells.
func countCell(value float64) cell {
	return cell{value: value, text: strconv.FormatFloat(value, 'f', -1, 64)}
}

// isNumber says whether the cell holds a number to draw.
func (c cell) isNumber() bool { return !c.absent && c.mark == "" }

// isHidden says whether the number is hidden to protect people.
func (c cell) isHidden() bool { return !c.absent && c.mark == "c" }

// somethingToDraw says whether any cell is a number or is hidden. A chart of nothing else would be an empty frame.
func somethingToDraw(columns ...[]cell) bool {
	return slices.ContainsFunc(columns, func(cells []cell) bool {
		return slices.ContainsFunc(cells, func(c cell) bool { return c.isNumber() || c.isHidden() })
	})
}

// shown gives the cell for people: a number with thousands separated, or a mark in brackets.
func (c cell) shown() string {
	switch {
	case c.absent:
		return ""
	case c.mark != "":
		return "[" + c.mark + "]"
	}
	return thousands(c.value)
}

// firstMark gives a cell with the first mark among cells, "c" before any other, and whether there is one.
func firstMark(cells ...cell) (cell, bool) {
	var found cell
	marked := false
	for _, c := range cells {
		if c.isNumber() || (marked && !c.isHidden()) {
			continue
		}
		found, marked = c, true
		if c.isHidden() {
			return found, true
		}
	}
	return found, marked
}

// sum adds cells. A mark among them is the sum's mark.
func sum(cells ...cell) cell {
	if marked, found := firstMark(cells...); found {
		return marked
	}
	total := 0.0
	for _, c := range cells {
		total += c.value
	}
	return countCell(total)
}

// difference takes one cell from another. A mark in either is the difference's mark.
func difference(from, take cell) cell {
	if marked, found := firstMark(from, take); found {
		return marked
	}
	return countCell(from.value - take.value)
}

// share gives part of whole as a percentage with one decimal, rounded half up. It is "x" of nothing.
func share(part, whole cell) cell {
	if marked, found := firstMark(part, whole); found {
		return marked
	}
	if whole.value <= 0 {
		return cell{text: "x", mark: "x"}
	}
	tenths := math.Floor(part.value*1000/whole.value + 0.5)
	return cell{value: tenths / 10, text: strconv.FormatFloat(tenths/10, 'f', 1, 64)}
}

// thousands gives a number for people, with a comma in every thousand and no ".0".
func thousands(value float64) string {
	short := strings.TrimSuffix(strconv.FormatFloat(math.Abs(value), 'f', 1, 64), ".0")
	whole, decimals, _ := strings.Cut(short, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if decimals != "" {
		whole += "." + decimals
	}
	if value < 0 && short != "0" {
		return "-" + whole
	}
	return whole
}

// signed gives a change for people: "+24", "-36" or "0".
func signed(value float64) string {
	if value > 0 {
		return "+" + thousands(value)
	}
	return thousands(value)
}
