package verdict

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
)

// Rebase begins new limits of a measure on a day, for a reason.
type Rebase struct {
	Measure, Reason string
	Date            time.Time
}

// Target is a value that a measure should reach by a day.
type Target struct {
	Value float64
	By    time.Time
}

// Settings are what the figures are judged by.
type Settings struct {
	Baseline Baseline // zero for the usual one
	Rebases  []Rebase
	Targets  map[string]Target // by measure
	AsAt     time.Time
	// MinimumCount is the smallest count but 0 that the public may see.
	MinimumCount int64
}

// Control is a series with its control chart by month; a stock has none, for
// its months are not independent.
type Control struct {
	Series  Series
	Chart   evidence.ControlChart
	HasOne  bool
	Why     string // there is none
	Target  *Target
	Rebases []Rebase
}

// Controlled works out the control chart of a series: Laney's p' for rates, XmR
// for numbers, a run chart below 12 months. Months that are not over, or that
// the extract does not wholly hold, are gaps.
func Controlled(s Series, b Baseline, settings Settings) Control {
	c := Control{Series: s}
	if target, found := settings.Targets[s.Measure.Name]; found {
		c.Target = &target
	}
	if s.Measure.Kind == registry.Stock {
		c.Why = "open cases carry over from month to month"
		return c
	}
	options := evidence.ChartOptions{
		Improvement: s.Measure.Direction, Baseline: baselinePoints(s, b),
		ScreenOutliers: s.Measure.Kind != registry.Rate, // Laney's formula has none
		LenientRebases: true,
	}
	if c.Target != nil {
		value := c.Target.Value / unit(s.Measure)
		options.Target = &value
	}
	for _, r := range settings.Rebases {
		if r.Measure == s.Measure.Name {
			c.Rebases = append(c.Rebases, r)
			options.Rebases = append(options.Rebases, evidence.Rebase{Date: r.Date, Reason: r.Reason})
		}
	}
	points := make([]evidence.Point, len(s.Months))
	for i, p := range s.Months {
		points[i] = pointOf(p, s.Measure.Kind)
	}
	chart, err := evidence.Chart(points, options)
	if err != nil {
		c.Why = err.Error()
		return c
	}
	c.Chart, c.HasOne = chart, true
	return c
}

// baselinePoints is how many of the first months give the limits: those up to the
// baseline's end, where nothing comes before it and enough of them can be
// evidence; else 0 for all. Limits that took later months in would hide a change.
func baselinePoints(series Series, b Baseline) int {
	if b.From.IsZero() || len(series.Months) == 0 || len(known(within(series.Months, time.Time{}, b.From.AddDate(0, 0, -1)))) > 0 {
		return 0
	}
	first := within(series.Months, series.Months[0].Start, b.To)
	if len(known(first)) < evidence.LeastForLimits {
		return 0
	}
	return len(first)
}

// unit is what a shown value is divided by for the chart: rates are percentages.
func unit(m registry.Measure) float64 {
	if m.Kind == registry.Rate {
		return 100
	}
	return 1
}

func pointOf(p Period, kind registry.Kind) evidence.Point {
	switch {
	case !p.usable():
		return evidence.Missing(p.Start)
	case kind == registry.Rate:
		return evidence.RateOf(p.Start, p.Part, p.Whole)
	}
	return evidence.Measured(p.Start, p.Value)
}

// Rows are the rows of the table spc, in order of time.
func (c Control) Rows(a *Authority) []Row {
	rows := make([]Row, len(c.Series.Months))
	for i, p := range c.Series.Months {
		figure := Figure{c.Series.Measure.Name, "month", p.Start}
		rows[i].Cells = slices.Concat(periodKeys(a, c.Series.Measure.Name, p, "month"), c.counts(p, figure), c.lines(i))
	}
	return rows
}

// periodKeys are the cells that open a row, up to the name of what it is about.
func periodKeys(a *Authority, name string, p Period, periodType string) []Cell {
	return []Cell{
		word(a.Code), word(a.Name), word(periodType), word(p.Start.Format(time.DateOnly)),
		word(p.End.Format(time.DateOnly)), word(p.Label), word(strconv.FormatBool(p.IsComplete)), word("All"), word("All"),
		word(name),
	}
}

// counts are value, numerator and denominator.
func (c Control) counts(p Period, figure Figure) []Cell {
	if !p.IsKnown || !p.IsSound {
		return []Cell{none(notAvailable), none(notAvailable), none(notAvailable)}
	}
	value := number(p.Value, figure)
	if c.Series.Measure.Kind != registry.Rate {
		return []Cell{value, none(notApplicable), none(notApplicable)}
	}
	count := func(n int64) Cell { return Cell{Text: strconv.FormatInt(n, 10), rests: []Figure{figure}} }
	return []Cell{value, count(p.Part), count(p.Whole)}
}

// lines are chart, mean, lower, upper, rule, type, variation, assurance, target
// and rebase. Lines rest on every month of their segment.
func (c Control) lines(i int) []Cell {
	target := none(notApplicable)
	if c.Target != nil {
		target = word(oneDecimal(c.Target.Value))
	}
	if !c.HasOne {
		blank := none(notApplicable)
		if c.Series.Measure.Kind != registry.Stock {
			blank = none(notAvailable)
		}
		return []Cell{word("none"), blank, blank, blank, word(""), word(""), word(""), word(""), target, word("")}
	}
	p := c.Chart.Points[i]
	rule, kind := string(p.Rule), string(p.Type)
	if !p.Known {
		rule, kind = "", ""
	}
	var rests []Figure
	for k, other := range c.Chart.Points {
		if other.Segment == p.Segment {
			rests = append(rests, Figure{c.Series.Measure.Name, "month", c.Series.Months[k].Start})
		}
	}
	scale := unit(c.Series.Measure)
	last := slices.IndexFunc(c.Chart.Points, func(other evidence.ChartPoint) bool { return other.Segment > p.Segment }) < 0
	variation, assurance := "", ""
	if last { // the icons are of the newest lines
		variation, assurance = string(c.Chart.Variation), string(c.Chart.Assurance)
	}
	return []Cell{
		word(string(c.Chart.Method)),
		optional(p.Mean*scale, p.HasMean, rests...),
		optional(p.Lower*scale, p.HasLimits, rests...),
		optional(p.Upper*scale, p.HasLimits, rests...),
		word(rule), word(kind), word(variation), word(assurance), target,
		word(c.Chart.Segments[p.Segment].Reason),
	}
}

// Notes say why there is no chart, or what a reader should know of limits that
// begin anew.
func (c Control) Notes() []string {
	switch {
	case c.Series.Measure.Kind == registry.Stock || len(c.Series.Months) == 0:
		return nil
	case !c.HasOne:
		return []string{fmt.Sprintf("%s has no control chart: %s", c.Series.Measure.Name, c.Why)}
	case len(c.Rebases) == 0:
		return nil
	}
	notes := make([]string, len(c.Chart.Warnings))
	for i, warning := range c.Chart.Warnings {
		notes[i] = "the control chart of " + c.Series.Measure.Name + ": " + warning
	}
	return notes
}
