package charts

// page draws the two panels, one above the other over the same periods.
func (m movements) page(s Setting) (drawing, error) {
	c, err := newCanvas(s, standardSize())
	if err != nil {
		return drawing{}, err
	}
	foot := footing{periods: m.periods}
	lines := m.lines()
	names := make([][]string, len(lines))
	for i, l := range lines {
		names[i] = l.labelLines(m.periods)
	}
	right := endRoom(c.face, names...)
	bottom := c.bottom - foot.height()
	// The top panel has a little more than half of the room, because its lines need more detail than columns.
	const topShare = 0.52
	const between = 4.0
	middle := c.top + (bottom-c.top)*topShare

	top := newFrame(c, frameSpec{
		title: m.topTitle(), top: c.top, bottom: middle - between, right: right,
		slots: len(m.periods), scale: countScale(highest(nil, m.entries, m.exits), panelSteps),
	})
	top.zeroLine()
	for _, l := range lines {
		l.draw(top, m.periods)
	}
	drawMarks(top, m.entries, m.exits)
	labels := make([]endLabel, len(lines))
	for i, l := range lines {
		labels[i] = l.endLabel(top, m.periods)
	}
	drawEndLabels(top, labels)

	below := newFrame(c, frameSpec{
		title: "Net change in open cases", top: middle + between, bottom: bottom, right: right,
		slots: len(m.periods), scale: m.changeScale(bottom - middle - between - headroom),
	})
	m.drawChanges(below)
	foot.drawUnder(below)
	return c.drawing(), nil
}

// topTitle gives the title of the top panel.
func (m movements) topTitle() string {
	if m.partial {
		return "New requests and plans issued in each period"
	}
	return "Cases started and closed in each period"
}

// lines gives the two lines of the top panel in drawing order.
func (m movements) lines() []series {
	return []series{
		{
			name: m.lower.name, cells: m.exits, marker: triangle,
			stroke: stroke{colour: orange, width: 2, dash: []float64{6, 3}},
		},
		{
			name: m.upper.name, cells: m.entries, marker: circle,
			stroke: stroke{colour: darkBlue, width: 2},
		},
	}
}

// changeScale gives the scale of the bottom panel, with room for the columns' labels in a height in points.
func (m movements) changeScale(height float64) scale {
	lowest, highest := 0.0, 0.0
	for _, c := range m.changes {
		if c.isNumber() {
			lowest, highest = min(lowest, c.value), max(highest, c.value)
		}
	}
	const labelRoom = lineHeight + 2
	return changeScale(lowest, highest, labelRoom/height)
}

// drawChanges draws the columns of net change, each with its sign, and the dark line at zero.
func (m movements) drawChanges(f frame) {
	for i, c := range m.changes {
		if c.isNumber() {
			drawColumn(f, i, 0, c.value, 0, darkBlue, m.periods[i].provisional)
		}
	}
	f.zeroLine()
	for _, i := range spread(f, singleLines(m.changes, func(c cell) string { return signed(c.value) })) {
		c := m.changes[i]
		if !c.isNumber() {
			continue
		}
		t := middleText(point{f.x(i), f.y(c.value) - 3})
		if c.value < 0 {
			t.at.y = f.y(c.value) + 3 + ascent*textSize
		}
		t.string = signed(c.value)
		f.canvas.writeClear(t)
	}
	drawMarks(f, m.changes)
}
