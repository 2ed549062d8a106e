package charts

import (
	"fmt"
	"slices"
)

// curves is what the chart of time to plan draws: cohorts in order of time.
type curves struct{ cohorts []cohort }

// weekTick is a label under the axis of weeks, with a line over the panel where the week is a limit.
type weekTick struct {
	week    int
	isLimit bool
}

func (t weekTick) label() string {
	if t.isLimit {
		return fmt.Sprintf("%d weeks", t.week)
	}
	return fmt.Sprint(t.week)
}

func weekTicks() []weekTick {
	return []weekTick{{0, false}, {10, false}, {20, true}, {30, true}, {40, false}, {52, true}, {60, false}}
}

// curveStyles are those of the newest cohort and of the ones before it, in turn.
func curveStyles() []series {
	return []series{
		{marker: circle, stroke: stroke{colour: darkBlue, width: 2}},
		{marker: triangle, stroke: stroke{colour: darkGrey, width: 1.25, dash: []float64{6, 3}}},
		{marker: square, stroke: stroke{colour: darkGrey, width: 1.25, dash: []float64{3, 3}}},
		{marker: circle, stroke: stroke{colour: darkGrey, width: 1.25, dash: []float64{1.5, 2.5}}},
	}
}

// page draws the curves over a whole page.
func (c curves) page(s Setting) (drawing, error) {
	canvas, err := newCanvas(s, standardSize())
	if err != nil {
		return drawing{}, err
	}
	labels := make([][]string, len(c.cohorts))
	for i, own := range c.cohorts {
		labels[i] = own.labelLines()
	}
	f := newFrame(canvas, frameSpec{
		title:  "Percentage of each period's requests that had a plan, by weeks since the request",
		top:    canvas.top,
		bottom: canvas.bottom - lineHeight - footingGap,
		right:  endRoom(canvas.face, labels...),
		slots:  lastWeek + 1,
		scale:  percentScale(),
	})
	drawWeeks(f)
	f.zeroLine()
	ends := make([]endLabel, len(c.cohorts))
	for i, own := range c.cohorts {
		style := curveStyles()[len(c.cohorts)-1-i]
		own.draw(f, style)
		ends[i] = own.endLabel(f, style, labels[i])
	}
	// Of two curves that end level the newer one's label stands above.
	slices.Reverse(ends)
	drawEndLabels(f, ends)
	return canvas.drawing(), nil
}

// drawWeeks draws the axis of weeks, and a line at each limit.
func drawWeeks(f frame) {
	for _, t := range weekTicks() {
		x := f.x(t.week)
		if t.isLimit {
			limit := stroke{colour: darkGrey, width: 0.75, dash: []float64{2, 2}}
			if t.week == mainWeek {
				limit = stroke{colour: darkGrey, width: 1.25}
			}
			f.canvas.add(line{points: []point{{x, f.plot.top}, {x, f.plot.bottom}}, stroke: limit, class: "limit"})
		}
		tick := []point{{x, f.plot.bottom}, {x, f.plot.bottom + 4}}
		f.canvas.add(line{points: tick, stroke: axisStroke(), class: "tick"})
		under := middleText(point{x, f.plot.bottom + footingGap + ascent*textSize})
		under.string = t.label()
		f.canvas.write(under)
	}
}

// draw draws a curve through the weeks whose number is shown, a point at the 20-week limit, and one where it ends,
// hollow where not every case was followed so far.
func (c cohort) draw(f frame, style series) {
	var shown []point
	for week, value := range c.percent {
		if value.isNumber() {
			shown = append(shown, point{f.x(week), f.y(value.value)})
		}
	}
	if len(shown) > 1 {
		l := line{points: shown, stroke: style.stroke, class: "data"}
		f.canvas.add(l)
		f.canvas.lines = append(f.canvas.lines, l)
	}
	const radius = 3
	end := c.end()
	if value := c.percent[mainWeek]; value.isNumber() && end > mainWeek {
		style.point(f.canvas, point{f.x(mainWeek), f.y(value.value)}, radius, false)
	}
	if end >= 0 {
		style.point(f.canvas, point{f.x(end), f.y(c.percent[end].value)}, radius, !c.followed[end])
	}
}

// labelLines names a curve and says how far it came.
func (c cohort) labelLines() []string {
	const mostOnALine = len("Apr to Jun 2024")
	lines := []string{c.period.label}
	if len(c.period.label) > mostOnALine || c.period.provisional {
		lines = c.period.axisLines()
	}
	end := c.end()
	if end < 0 {
		return append(lines, "[c]")
	}
	return append(lines, fmt.Sprintf("%s%% by week %d", c.percent[end].shown(), end))
}

// endLabel gives the label at the right of a curve.
func (c cohort) endLabel(f frame, style series, lines []string) endLabel {
	y := f.plot.bottom
	if end := c.end(); end >= 0 {
		y = f.y(c.percent[end].value)
	}
	return endLabel{lines: lines, y: y, sample: func(canvas *canvas, middle point) {
		lineSample(style.stroke)(canvas, middle)
		style.point(canvas, middle, 3, false)
	}}
}
