package charts

// marker is the form of the points of a line, so that lines differ without colour.
type marker int

const (
	circle marker = iota
	triangle
	square
	cross
)

// series is one line of a chart: a value for each slot, and its style.
type series struct {
	// name is the label at the right, in lines, to which the latest value is added.
	name   []string
	unit   string
	cells  []cell
	stroke stroke
	marker marker
	// signs are the types of the points of a line with signals, which have forms of their own; nil for none.
	signs []string
	// small says of which slots the hidden number is drawn as a band of small counts; nil for none.
	small  []bool
	hidden smallCount
}

// labelLines gives the label at the right: the name, then the value of the last period.
func (s series) labelLines(periods []period) []string {
	return labelled(s.name, s.cells, s.unit, periods)
}

// labelled adds the value of the last period to a name: a number, provisional or not, or a mark.
func labelled(name []string, cells []cell, unit string, periods []period) []string {
	lines := append([]string(nil), name...)
	last := len(cells) - 1
	for last > 0 && periods[last].isAhead {
		last--
	}
	switch {
	case cells[last].absent:
		return lines
	case !cells[last].isNumber():
		return append(lines, cells[last].shown())
	case periods[last].provisional:
		return append(lines, cells[last].shown()+unit+" provisional")
	}
	return append(lines, cells[last].shown()+unit)
}

// lastNumber gives the last slot with a number, or -1.
func lastNumber(cells []cell) int {
	for i := len(cells) - 1; i >= 0; i-- {
		if cells[i].isNumber() {
			return i
		}
	}
	return -1
}

// draw draws the line and the points, hollow where provisional.
func (s series) draw(f frame, periods []period) {
	s.drawLine(f)
	radius := markerRadius(f.slotWidth())
	for i, value := range s.cells {
		if value.isNumber() {
			s.sign(f.canvas, point{f.x(i), f.y(value.value)}, radius, i, periods[i].provisional)
		}
	}
}

// sign draws the marker of a slot: that of its signal, else the line's own.
func (s series) sign(c *canvas, at point, radius float64, slot int, hollow bool) {
	if s.signs != nil && kindWords(s.signs[slot]) != "" {
		drawSign(c, at, radius, s.signs[slot], hollow)
		return
	}
	s.point(c, at, radius, hollow)
}

// drawLine draws the line with a gap wherever there is no number.
func (s series) drawLine(f frame) {
	var run []point
	flush := func() {
		if len(run) > 1 {
			l := line{points: run, stroke: s.stroke, class: "data"}
			f.canvas.add(l)
			f.canvas.lines = append(f.canvas.lines, l)
		}
		run = nil
	}
	for i, value := range s.cells {
		if !value.isNumber() {
			flush()
			continue
		}
		run = append(run, point{f.x(i), f.y(value.value)})
	}
	flush()
}

// point draws one marker and takes its place.
func (s series) point(c *canvas, at point, radius float64, hollow bool) {
	fill, outline := paint(s.stroke.colour, hollow)
	switch s.marker {
	case circle:
		c.add(disc{centre: at, radius: radius, fill: fill, stroke: outline})
	case triangle:
		r := radius * 1.25
		corners := []point{{at.x, at.y - r}, {at.x + r, at.y + 0.8*r}, {at.x - r, at.y + 0.8*r}}
		c.add(area{points: corners, fill: fill, stroke: outline})
	case cross:
		ink := stroke{colour: s.stroke.colour, width: 1.5}
		if hollow {
			ink.width = 0.75
		}
		for _, way := range []float64{-1, 1} {
			c.add(line{points: []point{{at.x - radius, at.y - way*radius}, {at.x + radius, at.y + way*radius}}, stroke: ink, class: "marker"})
		}
	case square:
		r := radius * 0.9
		c.add(rectangle(box{at.x - r, at.y - r, at.x + r, at.y + r}, fill, outline))
	}
	c.marks = append(c.marks, box{at.x, at.y, at.x, at.y}.grown(radius+1))
}

// markerRadius gives smaller markers where slots are narrow, in points.
func markerRadius(slotWidth float64) float64 {
	const largest, smallest = 3.4, 1.6
	return min(largest, max(smallest, slotWidth/4))
}

// endLabel gives the label at the right of the line.
func (s series) endLabel(f frame, periods []period) endLabel {
	y := f.plot.bottom
	if last := lastNumber(s.cells); last >= 0 {
		y = f.y(s.cells[last].value)
	}
	return endLabel{lines: s.labelLines(periods), y: y, sample: func(c *canvas, middle point) {
		lineSample(s.stroke)(c, middle)
		s.point(c, middle, markerRadius(f.slotWidth()), false)
	}}
}
