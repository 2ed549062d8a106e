package charts

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
	for i, s := range []string{c.title(), c.inWords()} {
		page.write(text{
			at: point{edge, page.top + ascent*textSize + float64(i)*lineHeight}, size: textSize, fill: darkGrey,
			string: shortened(page.face, s, textSize, room),
		})
	}
	return page.top + 2*lineHeight + 8 + c.room()
}

// drawTarget draws the target as a level line.
func (c control) drawTarget(f frame) {
	if c.target.isNumber() {
		y := f.y(c.target.value)
		f.canvas.add(line{points: []point{{f.plot.left, y}, {f.plot.right, y}}, stroke: goalStroke(), class: "target"})
	}
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
