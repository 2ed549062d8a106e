package charts

// drawIcons draws the signs of variation and assurance in the top right corner, and gives the room that they take.
func (c control) drawIcons(page *canvas) float64 {
	at := point{page.width - edge - iconRadius, page.top + iconRadius}
	room := 0.0
	if c.spec.Assurance != "" {
		drawAssurance(page, at, c.spec.Assurance)
		at.x -= 2*iconRadius + iconGap
		room = 2*iconRadius + iconGap
	}
	drawVariation(page, at, c.spec.Variation, isHigh(c.spec.Variation, c.spec.Better))
	return room + 2*iconRadius + 2*iconGap
}

// isHigh says whether a special cause is on the high side, by which side is better.
func isHigh(variation, better string) bool {
	switch variation {
	case "improvement":
		return better != "decrease"
	case "concern":
		return better == "decrease"
	}
	return variation == "neutral_high"
}

// variationColour is the colour of a type of variation.
func variationColour(kind string) colour {
	switch kind {
	case "improvement":
		return darkBlue
	case "concern":
		return orange
	case "neutral_high", "neutral_low":
		return darkPink
	}
	return darkGrey
}

// drawVariation draws a ring with an arrow up or down, or with a level bar for common cause.
func drawVariation(page *canvas, at point, kind string, high bool) {
	ink := variationColour(kind)
	page.add(disc{centre: at, radius: iconRadius - 1, fill: white, stroke: stroke{colour: ink, width: 2}})
	if kind == "common_cause" {
		page.add(line{points: []point{{at.x - 5, at.y}, {at.x + 5, at.y}}, stroke: stroke{colour: ink, width: 2.5}, class: "icon"})
		return
	}
	way := -1.0
	if !high {
		way = 1
	}
	page.add(
		line{points: []point{{at.x, at.y - 5*way}, {at.x, at.y}}, stroke: stroke{colour: ink, width: 2.5}, class: "icon"},
		area{points: []point{{at.x, at.y + 7*way}, {at.x + 5, at.y}, {at.x - 5, at.y}}, fill: ink},
	)
}

// drawAssurance draws a ring with a tick, a cross or a question mark.
func drawAssurance(page *canvas, at point, kind string) {
	ink, strokes := darkGrey, [][]point(nil)
	switch kind {
	case "consistent_pass":
		ink = darkBlue
		strokes = [][]point{{{at.x - 5, at.y}, {at.x - 1.5, at.y + 4}, {at.x + 5, at.y - 4}}}
	case "consistent_fail":
		ink = orange
		strokes = [][]point{{{at.x - 4, at.y - 4}, {at.x + 4, at.y + 4}}, {{at.x - 4, at.y + 4}, {at.x + 4, at.y - 4}}}
	}
	page.add(
		disc{centre: at, radius: iconRadius - 1, fill: white, stroke: stroke{colour: ink, width: 2}},
		disc{centre: at, radius: iconRadius - 3.5, fill: noColour, stroke: stroke{colour: ink, width: 0.75}},
	)
	for _, points := range strokes {
		page.add(line{points: points, stroke: stroke{colour: ink, width: 2.5}, class: "icon"})
	}
	if strokes == nil {
		page.write(text{at: point{at.x, at.y + 4.5}, anchor: anchorMiddle, size: 12, fill: ink, string: "?"})
	}
}
