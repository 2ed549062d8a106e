package charts

import "fmt"

// Sizes of small charts in points.
const (
	smallText = 9.0
	smallStep = 11.0
	// panelGap is the room between two panels, and leastPanel the least height of a plot area.
	panelGap   = 12.0
	leastPanel = 36.0
	// tallPanel is the height from which every 20% has a gridline.
	tallPanel = 110.0
	mostTitle = 2
)

// cells is how many places the page has: one for each panel, and one that says what is left out.
func (g grid) cells() int {
	if g.leftOut > 0 {
		return len(g.panels) + 1
	}
	return len(g.panels)
}

// columns is how many panels stand side by side.
func (g grid) columns() int {
	switch n := g.cells(); {
	case n <= 2:
		return 1
	case n <= 6:
		return 2
	}
	return 3
}

// style is the line of a panel's own figures.
func (g grid) style() series {
	return series{unit: g.measure.unit, marker: circle, stroke: stroke{colour: darkBlue, width: 1.5}}
}

// averageStroke is the line of all cases.
func averageStroke() stroke { return stroke{colour: darkGrey, width: 1, dash: []float64{4, 2.5}} }

// hasAverage says whether the figures of all cases compare with those of a panel.
func (g grid) hasAverage() bool { return g.measure.unit == "%" }

// page draws the panels over a whole page.
func (g grid) page(s Setting) (drawing, error) {
	c, err := newCanvas(s, gridSize())
	if err != nil {
		return drawing{}, err
	}
	g.drawKey(c)
	l, err := g.layout(c)
	if err != nil {
		return drawing{}, err
	}
	for i, p := range g.panels {
		f := l.frame(c, i, len(g.periods))
		g.drawPanel(f, p, l, i%l.columns == 0)
		if i+l.columns >= len(g.panels) {
			g.drawSmallPeriods(f)
		}
	}
	if g.leftOut > 0 {
		f := l.frame(c, len(g.panels), len(g.periods))
		for k, s := range c.face.wrapped(g.leftOutText(), smallText, f.plot.right-f.plot.left) {
			c.write(text{at: point{f.plot.left, f.plot.top + smallStep*float64(k)}, size: smallText, fill: darkGrey, string: s})
		}
	}
	return c.drawing(), nil
}

// leftOutText says which values are not drawn, or nothing.
func (g grid) leftOutText() string {
	switch g.leftOut {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("1 more, that with the fewest cases, is not drawn. Its figures are in the table %s, by %s.",
			g.measure.table, g.spec.Noun)
	}
	return fmt.Sprintf("%d more, those with the fewest cases, are not drawn. Their figures are in the table %s, by %s.",
		g.leftOut, g.measure.table, g.spec.Noun)
}

// drawKey writes the title, what the lines and the markers are, and takes their room.
func (g grid) drawKey(c *canvas) {
	title := text{at: point{edge, c.top + ascent*textSize}, size: textSize, fill: darkGrey}
	lines := c.face.wrapped(g.measure.title, textSize, c.width-2*edge)
	c.writeLines(title, lines)
	c.top += lineHeight*float64(len(lines)) + 3
	at := point{edge, c.top + ascent*smallText}
	entry := func(words string, sample func(middle point)) {
		const gap = 12.0
		width := sampleWidth + sampleGap + c.face.width(words, smallText)
		if at.x > edge && at.x+width > c.width-edge {
			at = point{edge, at.y + smallStep}
		}
		sample(point{at.x + sampleWidth/2, at.y - 0.36*smallText})
		c.write(text{at: point{at.x + sampleWidth + sampleGap, at.y}, size: smallText, fill: darkGrey, string: words})
		at.x += width + gap
	}
	own := g.style()
	named := func(m point) {
		lineSample(own.stroke)(c, m)
		own.point(c, m, 3, false)
	}
	entry("The "+g.spec.Noun+" named", named)
	if g.hasAverage() {
		entry("All cases", func(m point) { lineSample(averageStroke())(c, m) })
		hollow := fmt.Sprintf("Fewer than %d cases", settled)
		if g.periods[len(g.periods)-1].provisional {
			hollow += ", or provisional"
		}
		entry(hollow, func(m point) {
			lineSample(own.stroke)(c, m)
			own.point(c, m, 3, true)
		})
	}
	c.top = at.y + descent*smallText + 8
}

// gridLayout is where the panels stand.
type gridLayout struct {
	columns    int
	left       float64
	top        float64
	width      float64
	step       float64
	titleLines int
	plotHeight float64
	scale      scale
}

// layout finds the places of the panels.
func (g grid) layout(c *canvas) (gridLayout, error) {
	l := gridLayout{columns: g.columns(), top: c.top, scale: g.scale()}
	l.left = edge + c.face.widest(l.scale.labels(), smallText) + 5
	l.width = (c.width - edge - l.left - panelGap*float64(l.columns-1)) / float64(l.columns)
	for _, p := range g.panels {
		l.titleLines = max(l.titleLines, len(c.titleLines(p.name, l.width)))
	}
	rows := (g.cells() + l.columns - 1) / l.columns
	axis := smallStep*float64(g.axisLines()) + footingGap
	l.step = (c.bottom - axis - c.top + panelGap) / float64(rows)
	l.plotHeight = l.step - panelGap - smallStep*float64(l.titleLines+1) - 5
	if g.hasAverage() && l.plotHeight < tallPanel {
		l.scale.ticks = []float64{0, 50, 100}
	}
	if l.plotHeight < leastPanel || l.width < 2*leastPanel {
		return l, fmt.Errorf("a picture of %g by %g mm has no room for %d panels; ask for a larger one, such as 160 by 200 mm",
			c.size.Width, c.size.Height, g.cells())
	}
	return l, nil
}

// titleLines are the lines of a panel's name, two at most.
func (c *canvas) titleLines(name string, room float64) []string {
	lines := c.face.wrapped(name, textSize, room)
	if len(lines) > mostTitle {
		lines[mostTitle-1] += " " + lines[mostTitle]
		lines = lines[:mostTitle]
	}
	for i, s := range lines {
		lines[i] = shortened(c.face, s, textSize, room)
	}
	return lines
}

// axisLines is how many lines the labels of periods take.
func (g grid) axisLines() int {
	most := 0
	for _, p := range []period{g.periods[0], g.periods[len(g.periods)-1]} {
		most = max(most, len(p.axisLines()))
	}
	return most
}

// scale is the same for all panels.
func (g grid) scale() scale {
	if g.hasAverage() {
		return percentScale()
	}
	columns := make([][]cell, len(g.panels))
	for i, p := range g.panels {
		columns[i] = p.drawn()
	}
	const steps = 3
	return countScale(highest(nil, columns...), steps)
}

// frame gives the plot area of a place.
func (l gridLayout) frame(c *canvas, place, slots int) frame {
	left := l.left + float64(place%l.columns)*(l.width+panelGap)
	top := l.top + float64(place/l.columns)*l.step + smallStep*float64(l.titleLines+1) + 5
	return frame{canvas: c, plot: box{left, top, left + l.width, top + l.plotHeight}, slots: slots, scale: l.scale}
}
