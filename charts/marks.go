package charts

import "slices"

// drawMarks writes the marks of cells without a number, "[c]" or "[x]", at the foot of their slots.
// A mark that several series share in a slot is written once. A mark keeps clear of the data by standing higher,
// and is left out where slots are too narrow to write one in each.
func drawMarks(f frame, columns ...[]cell) {
	var written []box
	for slot := range f.slots {
		earlier := written
		for _, s := range slotMarks(slot, columns) {
			t := middleText(point{f.x(slot), f.plot.bottom - 4})
			t.string = s
			own := f.canvas.boxOf(t).grown(1)
			beside := func(b box) bool { return b.left < own.right && own.left < b.right }
			if slices.ContainsFunc(earlier, beside) {
				continue
			}
			t.at.y = freeHeight(f, t)
			f.canvas.write(t)
			written = append(written, own)
		}
	}
}

// slotMarks gives the different marks of one slot, in the order of the series.
func slotMarks(slot int, columns [][]cell) []string {
	var marks []string
	for _, cells := range columns {
		c := cells[slot]
		if c.isNumber() || c.absent || slices.Contains(marks, c.shown()) {
			continue
		}
		marks = append(marks, c.shown())
	}
	return marks
}

// freeHeight gives the lowest baseline at or above a text's own where it touches neither data nor text.
func freeHeight(f frame, t text) float64 {
	const step = 4
	start := t.at.y
	for ; t.at.y-textSize > f.plot.top; t.at.y -= step {
		b := f.canvas.boxOf(t).grown(1)
		if !f.canvas.overText(b) && !f.canvas.overData(b) {
			return t.at.y
		}
	}
	return start
}
