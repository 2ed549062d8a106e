package charts

import (
	"math"
	"slices"
)

// band is one part of a stacked column: a value for each slot, and its name and colour.
type band struct {
	name   []string
	unit   string
	cells  []cell
	colour colour
	// small says of which slots the hidden number is drawn as a band of small counts; nil for none.
	small  []bool
	hidden smallCount
}

// isSmall says whether the band is drawn as a band of small counts in a slot.
func (b band) isSmall(slot int) bool { return b.small != nil && b.small[slot] }

// height gives how high the band stands in a slot: its number, or as far as a small count can reach.
func (b band) height(slot int) cell {
	if b.isSmall(slot) {
		return countCell(b.hidden.upTo)
	}
	return b.cells[slot]
}

// unmarked gives the cells without those that a band of small counts stands for, whose mark is above it.
func (b band) unmarked() []cell {
	cells := slices.Clone(b.cells)
	for slot := range cells {
		if b.isSmall(slot) {
			cells[slot] = absentCell()
		}
	}
	return cells
}

// columnShare is the share of a slot that its column takes.
const columnShare = 0.66

// widestColumn is the width in points of a column where there are few.
const widestColumn = 45.0

// drawStack draws the bands from zero upwards, the first at the bottom, with a white gap of 1 pt between them.
// A slot with a band that is not a number has no column. Provisional columns are lighter, with an outline.
func drawStack(f frame, bands []band, periods []period) {
	for slot := range f.slots {
		if !isWhole(bands, slot) {
			continue
		}
		base := 0.0
		for i, b := range bands {
			value := b.height(slot).value
			gap := 0.0
			if i > 0 {
				gap = 1
			}
			if b.isSmall(slot) {
				drawSmallBand(f, slot, base, b)
			} else {
				drawColumn(f, slot, base, base+value, gap, b.colour, periods[slot].provisional)
			}
			base += value
		}
	}
}

// isWhole says whether every band of a slot is a number.
func isWhole(bands []band, slot int) bool {
	for _, b := range bands {
		if !b.height(slot).isNumber() {
			return false
		}
	}
	return true
}

// drawSmallBand draws the marked band of a small count over a base.
func drawSmallBand(f frame, slot int, base float64, b band) {
	const outline = 1.25
	half := min(f.slotWidth()*columnShare, widestColumn)/2 - outline/2
	top, bottom := b.hidden.place(f, base)
	f.canvas.add(rectangle(box{f.x(slot) - half, top, f.x(slot) + half, bottom - 1}, white, stroke{colour: b.colour, width: outline}))
}

// drawColumn draws one part of a column between two values. A part of no height is not drawn.
func drawColumn(f frame, slot int, from, to, gap float64, fill colour, provisional bool) {
	half := min(f.slotWidth()*columnShare, widestColumn) / 2
	top, bottom := f.y(max(from, to)), f.y(min(from, to))
	if bottom-top <= 0 {
		return
	}
	if bottom-top > 2*gap {
		bottom -= gap
	}
	b := box{f.x(slot) - half, top, f.x(slot) + half, bottom}
	outline := fill.outline()
	if provisional {
		outline, fill = stroke{colour: outline.colour, width: 1}, fill.lighter()
	}
	inset := outline.width / 2
	b = box{b.left + inset, b.top + inset, b.right - inset, max(b.top+inset, b.bottom-inset)}
	f.canvas.add(rectangle(b, fill, outline))
}

// stackHeights gives the height of each column, or the mark of the band that has none.
func stackHeights(bands []band, slots int) []cell {
	totals := make([]cell, slots)
	for slot := range totals {
		parts := make([]cell, len(bands))
		for i, b := range bands {
			parts[i] = b.height(slot)
		}
		totals[slot] = sum(parts...)
	}
	return totals
}

// drawTotals writes the total above each column, or above some where they do not all fit; over a band of small counts
// first the mark.
func drawTotals(f frame, bands []band, totals []cell) {
	heights := stackHeights(bands, f.slots)
	chosen := spread(f, singleLines(totals, cell.shown))
	for slot, height := range heights {
		if !height.isNumber() {
			continue
		}
		t := middleText(point{f.x(slot), f.y(clearHeight(f, heights, slot, totals[slot].shown())) - 3})
		if slices.ContainsFunc(bands, func(b band) bool { return b.isSmall(slot) }) {
			t.at.y -= 2
			t.string = "[c]"
			f.canvas.writeClear(t)
			t.at.y -= lineHeight - 1
		}
		if totals[slot].isNumber() && slices.Contains(chosen, slot) {
			t.string = totals[slot].shown()
			f.canvas.writeClear(t)
		}
	}
}

// clearHeight gives the height of the highest column that a label over a slot reaches.
func clearHeight(f frame, heights []cell, slot int, label string) float64 {
	half := f.canvas.face.width(label, textSize)/2 + 0.5
	highest := 0.0
	for i, h := range heights {
		reach := min(f.slotWidth()*columnShare, widestColumn)/2 + half
		if h.isNumber() && (i == slot || math.Abs(f.x(i)-f.x(slot)) < reach) {
			highest = max(highest, h.value)
		}
	}
	return highest
}

// stackLabels gives the labels at the right of the last column, each at the middle of its band.
func stackLabels(f frame, bands []band, periods []period) []endLabel {
	last := lastNumber(stackHeights(bands, f.slots))
	base := 0.0
	labels := make([]endLabel, len(bands))
	for i, b := range bands {
		y := f.y(0) - float64(i)*lineHeight
		if last >= 0 {
			value := b.height(last).value
			// The last part keeps bands of no height in the order of the stack.
			y = f.y(base+value/2) - float64(i)*0.01
			base += value
		}
		labels[i] = endLabel{lines: labelled(b.name, b.cells, b.unit, periods), y: y, sample: boxSample(b.colour)}
	}
	return labels
}
