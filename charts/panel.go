package charts

import "slices"

// panel is a chart of one plot area: columns behind, target lines, then lines in front.
type panel struct {
	title   string
	scale   scale
	periods []period
	// counts is the row of denominators, or nil.
	counts []cell
	// bands are stacked columns, the first at the bottom.
	bands []band
	// totals are what stands above the columns, or nil.
	totals []cell
	// lines are drawn in order, the last on top.
	lines   []series
	targets []targetLine
	// signals are those of the last line, where there are any.
	signals signals
	// milestones are the levels to reach on the way.
	milestones []milestone
	// actions are those of the plan that were done.
	actions actionMarks
	// isTight says that the labels at the right have few lines, because there is no room for more.
	isTight bool
}

// page draws the panel over a whole page.
func (p panel) page(s Setting) (drawing, error) {
	c, err := newCanvas(s, standardSize())
	if err != nil {
		return drawing{}, err
	}
	foot := footing{periods: p.periods, counts: p.counts}
	above := p.drawKey(c) + p.signals.room() + p.actions.room()
	p.isTight = labelsHeight(p.labelTexts()) > c.bottom-foot.height()-c.top-headroom-above
	f := newFrame(c, frameSpec{
		title:  p.title,
		above:  above,
		top:    c.top,
		bottom: c.bottom - foot.height(),
		right:  endRoom(c.face, p.labelTexts()...),
		slots:  len(p.periods),
		scale:  p.scale,
	})
	p.drawData(f)
	foot.drawUnder(f)
	drawMilestones(f, p.periods, p.milestones)
	drawMarks(f, p.cells()...)
	drawEndLabels(f, p.endLabels(f))
	return c.drawing(), nil
}

// drawData draws columns, the axis at zero, targets and lines.
func (p panel) drawData(f frame) {
	drawStack(f, p.bands, p.periods)
	f.zeroLine()
	p.actions.draw(f, p.signals.room())
	p.signals.drawRebases(f)
	p.signals.draw(f)
	for _, t := range p.targets {
		t.draw(f)
	}
	for _, l := range slices.Backward(p.lines) {
		l.drawSmall(f)
	}
	for _, l := range p.lines {
		l.draw(f, p.periods)
	}
	if p.totals != nil {
		drawTotals(f, p.bands, p.totals)
	}
}

// cells gives the values of every series, for the marks.
func (p panel) cells() [][]cell {
	var all [][]cell
	for _, l := range p.lines {
		all = append(all, l.cells)
	}
	for _, b := range p.bands {
		all = append(all, b.unmarked())
	}
	return all
}

// labelTexts gives the lines of every label at the right, to find the room they need.
func (p panel) labelTexts() [][]string {
	var texts [][]string
	for _, l := range p.lines {
		texts = append(texts, l.labelLines(p.periods))
	}
	for _, b := range p.bands {
		texts = append(texts, labelled(b.name, b.cells, b.unit, p.periods))
	}
	for _, t := range p.targets {
		texts = append(texts, t.lines)
	}
	for _, l := range p.signals.labels(p.scale.unit) {
		texts = append(texts, l.lines)
	}
	for i := range texts {
		texts[i] = p.fewerLines(texts[i])
	}
	return texts
}

// endLabels gives the labels at the right.
func (p panel) endLabels(f frame) []endLabel {
	labels := stackLabels(f, p.bands, p.periods)
	for _, l := range p.lines {
		labels = append(labels, l.endLabel(f, p.periods))
	}
	for _, t := range p.targets {
		labels = append(labels, t.endLabel(f))
	}
	for _, l := range p.signals.labels(p.scale.unit) {
		labels = append(labels, l.placed(f))
	}
	for i := range labels {
		labels[i].lines = p.fewerLines(labels[i].lines)
	}
	return labels
}

// fewerLines puts a label's value on the last line of its name where there is no room for a line of its own.
func (p panel) fewerLines(lines []string) []string {
	const fewest = 2
	if !p.isTight || len(lines) <= fewest {
		return lines
	}
	last := len(lines) - 1
	return append(slices.Clone(lines[:last-1]), lines[last-1]+" "+lines[last])
}

// highest gives the highest of some cells and target lines, or zero.
func highest(targets []targetLine, columns ...[]cell) float64 {
	top := 0.0
	for _, t := range targets {
		top = max(top, t.value)
	}
	for _, cells := range columns {
		for _, c := range cells {
			if c.isNumber() {
				top = max(top, c.value)
			}
		}
	}
	return top
}
