package charts

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// ControlSpec says what a control chart shows besides its points.
type ControlSpec struct {
	// Name is the stem of the chart's files, in ASCII, and Title what is measured.
	Name, Title string
	// Unit stands after every number: "%", or nothing.
	Unit string
	// Method is xmr, p, pprime or run.
	Method string
	// Better is increase, decrease or neutral.
	Better string
	// Variation is common_cause, improvement, concern, neutral_high or neutral_low, and Assurance consistent_pass,
	// consistent_fail, inconsistent, or empty or a mark where there is none.
	Variation, Assurance string
	// Target is the level to reach as a number, or empty or a mark where there is none.
	Target string
	// Trial says that the latest limits come from so few points that each further one changes them.
	Trial bool
	// Findings are sentences for the description, and Source is its source line.
	Findings []string
	Source   string
}

// mostDrawn is the most points that can be told apart at 160 mm.
const mostDrawn = 120

// controlColumns are those that SPC reads: a day; numbers; the words of the rule and the type; and the reason of a
// rebase at the first point of its part.
func controlColumns() []string {
	return []string{"date", "value", "mean", "lower", "upper", "rule", "type", "rebase"}
}

// SPC draws a control chart: the values in a line with its mean, limits and special causes, which differ in form as
// well as colour. Lines break where the chart is rebased. It reads a table with one row a point, in order of their days;
// at most the last 120 points are drawn. Form after Making Data Count, with our palette.
func SPC(points Table, spec ControlSpec, s Setting) (Chart, error) {
	return build(spec.Name, s, func(s Setting) (Chart, error) {
		face, err := newTypeface()
		if err != nil {
			return Chart{}, err
		}
		if err := errors.Join(face.canBeDrawn("the title", spec.Title), onlyASCII("the name", spec.Name)); err != nil {
			return Chart{}, err
		}
		spec.Assurance, spec.Target = unmarked(spec.Assurance), unmarked(spec.Target)
		c, err := newControl(points, spec)
		if err != nil {
			return Chart{}, err
		}
		for _, reason := range c.rebases {
			if err := face.canBeDrawn("the reason of a rebase", reason); err != nil {
				return Chart{}, err
			}
		}
		drawing, err := c.page(s)
		if err != nil {
			return Chart{}, err
		}
		chart := c.text(s)
		chart.drawing = drawing
		return chart, nil
	})
}

// unmarked is a word or a number of a table, or nothing where a mark says that there is none.
func unmarked(cell string) string {
	if cell == "x" || cell == "z" {
		return ""
	}
	return cell
}

// control is what a control chart draws.
type control struct {
	spec ControlSpec
	days []time.Time
	// leftOut is how many earlier points are not drawn.
	leftOut int
	value   []cell
	levels
	rules, types []string
	target       cell
}

// newControl reads the points.
func newControl(points Table, spec ControlSpec) (control, error) {
	c := control{spec: spec, target: absentCell()}
	src, err := newSource(points, controlColumns(), nil, "point")
	if err != nil {
		return c, err
	}
	c.leftOut = max(0, len(src.rows)-mostDrawn)
	rows := src.rows[c.leftOut:]
	cells, err := src.columns(rows, "value", "mean", "lower", "upper")
	if err != nil {
		return c, err
	}
	c.value, c.mean, c.lower, c.upper = cells["value"], cells["mean"], cells["lower"], cells["upper"]
	for i, r := range rows {
		day, err := parseDay(src, r, "date")
		if err != nil {
			return c, err
		}
		if i > 0 && !day.After(c.days[i-1]) {
			return c, fmt.Errorf("row %d is not later than the row before it", r.line)
		}
		c.days = append(c.days, day)
		c.rules, c.types = append(c.rules, src.text(r, "rule")), append(c.types, src.text(r, "type"))
		c.rebases = append(c.rebases, src.text(r, "rebase"))
	}
	if !somethingToDraw(c.value) {
		return c, errors.New("the points have no value to draw")
	}
	if lastNumber(c.value) < 0 {
		// Unlike a column, a point that is hidden leaves no place where a mark could stand.
		return c, errors.New("every one of its values is hidden to protect people")
	}
	if spec.Target != "" {
		if c.target, err = parseCell(spec.Target); err != nil {
			return c, fmt.Errorf("the target: %w", err)
		}
	}
	return c, nil
}

// periods gives the points as places on the x axis, a day named by its month where all days are month starts or ends.
func (c control) periods() []period {
	monthly := !slices.ContainsFunc(c.days, func(d time.Time) bool { return d.Day() != 1 }) ||
		!slices.ContainsFunc(c.days, func(d time.Time) bool { return d.AddDate(0, 0, 1).Day() != 1 })
	form := shortDate
	if monthly {
		form = "Jan 2006"
	}
	places := make([]period, len(c.days))
	for i, day := range c.days {
		places[i] = period{start: day, end: day, label: day.Format(form)}
	}
	return places
}

// page draws the whole page.
func (c control) page(s Setting) (drawing, error) {
	page, err := newCanvas(s, standardSize())
	if err != nil {
		return drawing{}, err
	}
	plotTop := c.drawHead(page)
	labels := c.labels()
	names := make([][]string, len(labels))
	for i, l := range labels {
		names[i] = l.lines
	}
	foot := footing{periods: c.periods()}
	values := dataScale(c.extent())
	values.unit = c.spec.Unit
	f := newFrame(page, frameSpec{
		top: plotTop - headroom, bottom: page.bottom - foot.height(), right: endRoom(page.face, names...),
		slots: len(c.days), scale: values,
	})
	f.baseLine()
	c.drawRebases(f)
	c.draw(f)
	c.drawTarget(f)
	c.drawPoints(f)
	foot.drawUnder(f)
	c.drawGaps(f)
	placed := make([]endLabel, len(labels))
	for i, l := range labels {
		placed[i] = l.placed(f)
	}
	drawEndLabels(f, placed)
	return page.drawing(), nil
}

// extent gives the lowest and the highest number drawn, with a little room.
func (c control) extent() (low, high float64) {
	first := true
	for _, cells := range [][]cell{c.value, c.mean, c.lower, c.upper, {c.target}} {
		for _, v := range cells {
			if !v.isNumber() {
				continue
			}
			if first {
				low, high, first = v.value, v.value, false
			}
			low, high = min(low, v.value), max(high, v.value)
		}
	}
	return low, high
}
