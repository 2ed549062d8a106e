package charts

import (
	"math"
	"slices"
)

// Sizes of the head of a control chart, in points.
const (
	iconRadius = 11.0
	iconGap    = 5.0
)

// goalStroke is the style of a control chart's target.
func goalStroke() stroke { return stroke{colour: darkPink, width: 1.25, dash: []float64{9, 3}} }

// drawHead writes the title, what the chart says in words and the icons, and gives where the plot area can begin.
func (c control) drawHead(page *canvas) float64 {
	icons := c.drawIcons(page)
	room := page.width - 2*edge - icons
	lines := append([]string{c.title()}, page.face.wrapped(c.inWords(), textSize, room)...)
	for i, s := range lines {
		page.write(text{
			at: point{edge, page.top + ascent*textSize + float64(i)*lineHeight}, size: textSize, fill: darkGrey,
			string: shortened(page.face, s, textSize, room),
		})
	}
	return page.top + float64(len(lines))*lineHeight + 8 + c.room()
}

// drawTarget draws the target as a level line.
func (c control) drawTarget(f frame) {
	if c.target.isNumber() {
		y := f.y(c.target.value)
		f.canvas.add(line{points: []point{{f.plot.left, y}, {f.plot.right, y}}, stroke: goalStroke(), class: "target"})
	}
}

// gapStroke is the style of the cross at a point without a value.
func gapStroke() stroke { return stroke{colour: darkGrey, width: 1} }

// drawGaps draws a small cross at the foot of the plot area for each point without a value, clear of the lines.
func (c control) drawGaps(f frame) {
	const foot, step, most = 6.0, 8.0, 2.5
	size := min(most, f.slotWidth()/2-0.25)
	for i, value := range c.value {
		if value.isNumber() {
			continue
		}
		at := point{f.x(i), f.plot.bottom - foot}
		for c.isOnLine(f, i, at.y) && at.y-step > f.plot.top {
			at.y -= step
		}
		drawCross(f.canvas, at, size)
	}
}

// isOnLine says whether a line of the chart lies near a height at a point.
func (c control) isOnLine(f frame, i int, y float64) bool {
	const room = 4
	return slices.ContainsFunc([]cell{c.mean[i], c.lower[i], c.upper[i], c.target}, func(level cell) bool {
		return level.isNumber() && math.Abs(f.y(level.value)-y) < room
	})
}

func drawCross(page *canvas, at point, size float64) {
	page.add(
		line{points: []point{{at.x - size, at.y - size}, {at.x + size, at.y + size}}, stroke: gapStroke(), class: "gap"},
		line{points: []point{{at.x - size, at.y + size}, {at.x + size, at.y - size}}, stroke: gapStroke(), class: "gap"},
	)
}

// drawPoints draws the values in a line, with a marker of its own form for each type.
func (c control) drawPoints(f frame) {
	plain := series{cells: c.value, stroke: stroke{colour: darkGrey, width: 1.25}}
	plain.drawLine(f)
	radius := markerRadius(f.slotWidth())
	for i, value := range c.value {
		if value.isNumber() {
			drawSign(f.canvas, point{f.x(i), f.y(value.value)}, radius, c.types[i], false)
		}
	}
}
