package charts

import "slices"

// controlLabel is a label at the right: its lines, the level it stands at and the sample before it.
type controlLabel struct {
	lines  []string
	level  cell
	sample func(*canvas, point)
}

// placed puts a label at its level, or at the foot where it has none.
func (l controlLabel) placed(f frame) endLabel {
	y := f.plot.bottom
	if l.level.isNumber() {
		y = f.y(l.level.value)
	}
	return endLabel{lines: l.lines, y: y, sample: l.sample}
}

// labels names the mean and the limits at the right, with their latest values.
func (g signals) labels(unit string) []controlLabel {
	var labels []controlLabel
	current := func(cells []cell) int {
		last := lastNumber(cells)
		if last >= 0 && g.rebasedAfter(last) {
			return -1
		}
		return last
	}
	if at := current(g.mean); at >= 0 {
		name := "Mean "
		if g.method == "run" {
			name = "Median "
		}
		labels = append(labels, controlLabel{[]string{name + g.mean[at].shown() + unit}, g.mean[at], lineSample(meanStroke())})
	}
	at := current(g.upper)
	if at < 0 || !g.lower[at].isNumber() {
		return labels
	}
	name := "Limits "
	if g.trial {
		name = "Trial limits "
	}
	return append(labels, controlLabel{
		[]string{name + g.lower[at].shown() + unit, "to " + g.upper[at].shown() + unit}, g.upper[at], lineSample(limitStroke()),
	})
}

// drawKey names the forms of the signals, at the right of the title where there is room, else on a line of its own,
// and gives the room that this takes.
func (p panel) drawKey(c *canvas) float64 {
	const gap, size = 6.0, 3.4
	var kinds []string
	width := 0.0
	for _, kind := range []string{"improvement", "concern"} {
		if slices.Contains(p.signals.kinds, kind) {
			kinds = append(kinds, kind)
			width += sampleWidth + c.face.width(capital(kind), textSize) + gap
		}
	}
	if len(kinds) == 0 {
		return 0
	}
	at := point{c.width - edge - width + gap, c.top + ascent*textSize}
	room := 0.0
	if edge+c.face.width(p.title, textSize)+2*gap > at.x {
		room = lineHeight
		at = point{edge, at.y + room}
	}
	for _, kind := range kinds {
		drawSign(c, point{at.x + sampleWidth/2 - 2, at.y - 0.36*textSize}, size, kind, false)
		t := text{at: point{at.x + sampleWidth, at.y}, size: textSize, fill: darkGrey, string: capital(kind)}
		c.write(t)
		at.x += sampleWidth + c.face.width(t.string, textSize) + gap
	}
	return room
}
