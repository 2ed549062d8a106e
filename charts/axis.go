package charts

import "slices"

// footing is what stands under the plot area: ticks, a row of denominators where there is one, and period labels.
type footing struct {
	periods []period
	// counts is the row "n =", one a period, or nil.
	counts []cell
}

// footingGap is the room in points between the axis and the text under it.
const footingGap = 7.0

// height gives the room in points that the footing needs.
func (f footing) height() float64 {
	lines := 0
	for _, p := range f.periods {
		lines = max(lines, len(p.axisLines()))
	}
	if f.counts != nil {
		lines++
	}
	return float64(lines)*lineHeight + footingGap
}

// drawUnder writes the footing under a panel.
func (f footing) drawUnder(panel frame) {
	c := panel.canvas
	labels := make([][]string, len(f.periods))
	for i, p := range f.periods {
		labels[i] = p.axisLines()
	}
	labelled := spread(panel, labels)
	baseline := panel.plot.bottom + footingGap + ascent*textSize
	if f.counts != nil {
		f.drawCounts(panel, labelled, baseline)
		baseline += lineHeight
	}
	if panel.scale.low == 0 || panel.scale.offZero {
		drawTicks(panel, labelled)
	}
	for _, i := range labelled {
		c.writeLines(middleText(point{panel.x(i), baseline}), labels[i])
	}
}

// drawTicks draws a tick under every slot, longer where it has a label.
func drawTicks(panel frame, labelled []int) {
	for i := range panel.slots {
		length := 2.0
		if slices.Contains(labelled, i) {
			length = 4
		}
		top := point{panel.x(i), panel.plot.bottom}
		panel.canvas.add(line{points: []point{top, {top.x, top.y + length}}, stroke: axisStroke(), class: "tick"})
	}
}

// drawCounts writes the row of denominators: every one where they fit, else those with a period label.
func (f footing) drawCounts(panel frame, labelled []int, baseline float64) {
	c := panel.canvas
	if every := spread(panel, singleLines(f.counts, cell.shown)); len(every) == len(f.counts) {
		labelled = every
	}
	c.write(text{
		at: point{edge, baseline}, size: textSize, fill: darkGrey, string: "n =",
	})
	for _, i := range labelled {
		t := middleText(point{panel.x(i), baseline})
		t.string = f.counts[i].shown()
		c.write(t)
	}
}

// middleText gives the style of text centred over a point.
func middleText(at point) text {
	return text{at: at, anchor: anchorMiddle, size: textSize, fill: darkGrey}
}

// singleLines gives the labels of one line each that show makes of cells.
func singleLines(cells []cell, show func(cell) string) [][]string {
	labels := make([][]string, len(cells))
	for i, c := range cells {
		labels[i] = []string{show(c)}
	}
	return labels
}

// spread chooses the slots whose labels, of one line or more, fit side by side: every one, every second, every fourth
// and so on, counted back from the last. The first and the last are always among them.
func spread(panel frame, labels [][]string) []int {
	last := len(labels) - 1
	for step := 1; ; step *= 2 {
		chosen := []int{0}
		for i := last % step; i <= last; i += step {
			if i > 0 && (i == last || sideBySide(panel, labels, 0, i)) {
				chosen = append(chosen, i)
			}
		}
		if step > last || allSideBySide(panel, labels, chosen) {
			return chosen
		}
	}
}

// allSideBySide says whether the labels of the chosen slots keep clear of their neighbours.
func allSideBySide(panel frame, labels [][]string, chosen []int) bool {
	for k := 1; k < len(chosen); k++ {
		if !sideBySide(panel, labels, chosen[k-1], chosen[k]) {
			return false
		}
	}
	return true
}

// sideBySide says whether the labels of two slots keep clear of each other, line by line.
func sideBySide(panel frame, labels [][]string, a, b int) bool {
	const gap = 3
	face := panel.canvas.face
	for k := range min(len(labels[a]), len(labels[b])) {
		needed := (face.width(labels[a][k], textSize)+face.width(labels[b][k], textSize))/2 + gap
		if panel.x(b)-panel.x(a) < needed {
			return false
		}
	}
	return true
}
