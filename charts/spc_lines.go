package charts

import "strings"

// Sizes of the head of a control chart, in points.
const (
	iconRadius  = 11.0
	iconGap     = 5.0
	reasonStep  = 11.0
	mostReasons = 3
)

// meanStroke, limitStroke and goalStroke are the styles of a control chart's lines, no two alike without colour.
func meanStroke() stroke  { return stroke{colour: darkGrey, width: 1} }
func limitStroke() stroke { return stroke{colour: darkGrey, width: 1, dash: []float64{3, 2}} }
func goalStroke() stroke  { return stroke{colour: darkPink, width: 1.25, dash: []float64{9, 3}} }

// partStroke is the style of the upright line where a chart is rebased.
func partStroke() stroke { return stroke{colour: darkGrey, width: 0.75, dash: []float64{1, 2}} }

// drawHead writes the title, what the chart says in words and the icons, and gives where the plot area can begin.
func (c control) drawHead(page *canvas) float64 {
	icons := c.drawIcons(page)
	room := page.width - 2*edge - icons
	for i, s := range []string{c.title(), c.inWords()} {
		page.write(text{
			at: point{edge, page.top + ascent*textSize + float64(i)*lineHeight}, size: textSize, fill: darkGrey,
			string: shortened(page.face, s, textSize, room),
		})
	}
	return page.top + 2*lineHeight + 8 + reasonStep*float64(min(c.parts(), mostReasons))
}

// shortened cuts a text to a width, with three dots for what is left out.
func shortened(face typeface, s string, size, room float64) string {
	if face.width(s, size) <= room {
		return s
	}
	for len(s) > 0 && face.width(s+"...", size) > room {
		s = s[:len(s)-1]
	}
	return strings.TrimSpace(s) + "..."
}

// parts gives how many rebases are drawn.
func (c control) parts() int {
	parts := 0
	for i, reason := range c.rebases {
		if i > 0 && reason != "" {
			parts++
		}
	}
	return parts
}

// drawRebases draws an upright line where each part begins, with its reason above the plot area: the first reason
// highest, so that no later line runs through it. A reason that finds no room is in the description alone.
func (c control) drawRebases(f frame) {
	row := min(c.parts(), mostReasons)
	for i, reason := range c.rebases {
		if reason == "" || i == 0 {
			continue
		}
		row = max(0, row-1)
		x := f.x(i) - f.slotWidth()/2
		t := text{at: point{x + 2, f.plot.top - 4 - reasonStep*float64(row)}, size: footSize, fill: darkGrey}
		t.string = "Rebased: " + reason
		room := f.canvas.width - edge - x - 2
		if leftRoom := x - 2 - f.plot.left; f.canvas.face.width(t.string, footSize) > room && leftRoom > room {
			t.at.x, t.anchor, room = x-2, anchorEnd, leftRoom
		}
		t.string = shortened(f.canvas.face, t.string, footSize, room)
		f.canvas.add(line{points: []point{{x, f.plot.bottom}, {x, t.at.y - 7}}, stroke: partStroke(), class: "rebase"})
		if !f.canvas.overText(f.canvas.boxOf(t)) {
			f.canvas.writeClear(t)
		}
	}
}

// drawLines draws the limits, the mean and the target.
func (c control) drawLines(f frame) {
	for _, level := range []struct {
		cells []cell
		style stroke
		class string
	}{{c.lower, limitStroke(), "limit"}, {c.upper, limitStroke(), "limit"}, {c.mean, meanStroke(), "mean"}} {
		c.drawLevel(f, level.cells, level.style, level.class)
	}
	if c.target.isNumber() {
		y := f.y(c.target.value)
		f.canvas.add(line{points: []point{{f.plot.left, y}, {f.plot.right, y}}, stroke: goalStroke(), class: "target"})
	}
}

// drawLevel draws a line that is level over each slot, broken where there is none and where the chart is rebased.
func (c control) drawLevel(f frame, cells []cell, s stroke, class string) {
	var run []point
	flush := func() {
		if len(run) > 0 {
			f.canvas.add(line{points: run, stroke: s, class: class})
		}
		run = nil
	}
	half := f.slotWidth() / 2
	for i, level := range cells {
		if c.rebases[i] != "" || !level.isNumber() {
			flush()
		}
		if level.isNumber() {
			y := f.y(level.value)
			run = append(run, point{f.x(i) - half, y}, point{f.x(i) + half, y})
		}
	}
	flush()
}

// drawPoints draws the values in a line, with a marker of its own form for each type.
func (c control) drawPoints(f frame) {
	plain := series{cells: c.value, stroke: stroke{colour: darkGrey, width: 1.25}}
	plain.drawLine(f)
	radius := markerRadius(f.slotWidth())
	for i, value := range c.value {
		if value.isNumber() {
			drawSign(f.canvas, point{f.x(i), f.y(value.value)}, radius, c.types[i])
		}
	}
}

// drawSign draws the marker of a type and takes its place: a circle; for an improvement a diamond; for a concern a
// triangle; for a special cause without a better side a square.
func drawSign(c *canvas, at point, radius float64, kind string) {
	s := series{stroke: stroke{colour: darkGrey}, marker: circle}
	radius *= 1.25
	switch kind {
	case "improvement":
		r := radius * 1.25
		c.add(area{points: []point{{at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}}, fill: darkBlue})
		c.marks = append(c.marks, box{at.x, at.y, at.x, at.y}.grown(r))
		return
	case "concern":
		s.stroke.colour, s.marker = orange, triangle
	case "neutral_high", "neutral_low":
		s.stroke.colour, s.marker = darkPink, square
	default:
		radius /= 1.5
	}
	s.point(c, at, radius, false)
}
