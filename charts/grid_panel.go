package charts

import "slices"

// drawPanel draws one panel: its name and latest figure, the lines of all cases and its own, and marks.
func (g grid) drawPanel(f frame, p gridPanel, l gridLayout, isFirst bool) {
	c := f.canvas
	names := c.titleLines(p.name, l.width)
	baseline := f.plot.top - 5 - descent*smallText
	c.write(text{at: point{f.plot.left, baseline}, size: smallText, fill: darkGrey, string: g.latest(p, len(g.periods)-1)})
	for _, s := range slices.Backward(names) {
		baseline -= smallStep
		c.write(text{at: point{f.plot.left, baseline}, size: textSize, fill: black, string: s})
	}
	for i, tick := range f.scale.ticks {
		y := f.y(tick)
		c.add(line{points: []point{{f.plot.left, y}, {f.plot.right, y}}, stroke: gridStroke(), class: "grid"})
		if isFirst {
			c.write(text{
				at: point{f.plot.left - 5, y + smallText*0.36}, anchor: anchorEnd, size: smallText, fill: darkGrey, string: f.scale.labels()[i],
			})
		}
	}
	f.zeroLine()
	if g.hasAverage() {
		series{cells: g.all.drawn(), stroke: averageStroke()}.drawLine(f)
	}
	own := g.style()
	own.cells = p.drawn()
	own.drawLine(f)
	radius := min(2.6, markerRadius(f.slotWidth()))
	for i, value := range own.cells {
		if value.isNumber() {
			hollow := g.periods[i].provisional || p.isUnsettled(i)
			own.point(c, point{f.x(i), f.y(value.value)}, radius, hollow)
		}
	}
	g.drawPanelMarks(f, p)
}

// latest is a panel's figure of a period, with what it is of.
func (g grid) latest(p gridPanel, slot int) string {
	said := p.value[slot].shown()
	switch {
	case p.value[slot].absent:
		return "no figure"
	case p.isTooFew(slot):
		said = "too few"
	case p.value[slot].isNumber():
		said += g.measure.unit
	}
	if p.count != nil {
		said += " (n = " + p.count[slot].shown() + ")"
	}
	return said
}

// drawPanelMarks writes the marks of slots without a figure, and "too few" once under each run of such slots.
func (g grid) drawPanelMarks(f frame, p gridPanel) {
	marked := slices.Clone(p.value)
	for i := range marked {
		if p.isTooFew(i) {
			marked[i] = absentCell()
		}
	}
	for i := 0; i < f.slots; i++ {
		first := i
		for i < f.slots && p.isTooFew(i) {
			i++
		}
		if i == first {
			continue
		}
		t := text{size: smallText, fill: darkGrey, string: "too few", anchor: anchorMiddle}
		half := f.canvas.face.width(t.string, smallText) / 2
		t.at = point{(f.x(first) + f.x(i-1)) / 2, f.plot.bottom - 4}
		t.at.x = max(f.plot.left+half, min(f.plot.right-half, t.at.x))
		t.at.y = freeHeight(f, t)
		f.canvas.write(t)
	}
	drawMarks(f, marked)
}

// drawSmallPeriods writes the first and the last period under a panel.
func (g grid) drawSmallPeriods(f frame) {
	baseline := f.plot.bottom + footingGap + ascent*smallText
	write := func(slot int, anchor anchor, x float64) {
		tick := []point{{f.x(slot), f.plot.bottom}, {f.x(slot), f.plot.bottom + 3}}
		f.canvas.add(line{points: tick, stroke: axisStroke(), class: "tick"})
		for k, s := range g.periods[slot].axisLines() {
			f.canvas.write(text{
				at: point{x, baseline + smallStep*float64(k)}, anchor: anchor, size: smallText, fill: darkGrey, string: s,
			})
		}
	}
	last := len(g.periods) - 1
	if last == 0 {
		write(0, anchorMiddle, f.x(0))
		return
	}
	write(0, anchorStart, f.plot.left)
	write(last, anchorEnd, f.plot.right)
}
