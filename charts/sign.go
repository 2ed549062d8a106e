package charts

// drawSign draws the marker of a type and takes its place: a circle; for an improvement a diamond; for a concern a
// triangle; for a special cause without a better side a square. Hollow ones are provisional.
func drawSign(c *canvas, at point, radius float64, kind string, hollow bool) {
	s := series{stroke: stroke{colour: darkGrey}, marker: circle}
	radius *= 1.25
	switch kind {
	case "improvement":
		r := radius * 1.25
		corners := []point{{at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}}
		fill, outline := paint(darkBlue, hollow)
		c.add(area{points: corners, fill: fill, stroke: outline})
		c.marks = append(c.marks, box{at.x, at.y, at.x, at.y}.grown(r))
		return
	case "concern":
		s.stroke.colour, s.marker = orange, triangle
	case "neutral_high", "neutral_low":
		s.stroke.colour, s.marker = darkPink, square
	default:
		radius /= 1.5
	}
	s.point(c, at, radius, hollow)
}

// paint gives the fill and the outline of a marker: hollow ones are white inside.
func paint(ink colour, hollow bool) (fill colour, outline stroke) {
	if hollow {
		return white, stroke{colour: ink, width: 1.5}
	}
	return ink, stroke{}
}
