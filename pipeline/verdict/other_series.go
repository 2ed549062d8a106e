package verdict

import (
	"fmt"
	"math"
	"slices"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/series"
)

// OtherSeries is a series of figures that others supply, of one authority.
type OtherSeries struct {
	AuthorityCode, AuthorityName string
	Name, Unit, SuppliedBy       string
	Picture                      string // stem of its chart's files
	Better                       evidence.Direction
	Target                       *float64     // of a share in per cent
	Points                       []OtherPoint // in order of their dates
}

// OtherPoint is one of its figures: a value, or the part and the whole of a share.
type OtherPoint struct {
	Date        time.Time
	Value       *float64
	Part, Whole *int64
	Rebase      string // why limits begin anew with it
}

func (p OtherPoint) isShare() bool { return p.Part != nil && p.Whole != nil }

// Sparing is what the public may see of numbers of people: none from 1 to below the
// minimum, or all of them to the nearest multiple of a base.
type Sparing struct{ MinimumCount, RoundTo int64 }

// otherChart is a series with its control chart, as far as its periods are over.
type otherChart struct {
	OtherSeries
	sparing Sparing
	isShare bool
	pace    series.Pace
	points  map[time.Time]OtherPoint
	open    []OtherPoint // of periods that are not over
	charted series.Charted
	why     string // there is no chart
}

// HiddenDates are those of the points that the public may not see.
func (o OtherSeries) HiddenDates(sparing Sparing) (dates []time.Time) {
	c := o.spared(sparing)
	for _, p := range o.Points {
		if c.isHidden(p) {
			dates = append(dates, p.Date)
		}
	}
	return dates
}

// spared is the series as the public may see it, without its chart.
func (o OtherSeries) spared(sparing Sparing) otherChart {
	return otherChart{
		OtherSeries: o, sparing: sparing, isShare: slices.ContainsFunc(o.Points, OtherPoint.isShare), points: map[time.Time]OtherPoint{},
	}
}

// chart works out the control chart, from the figures that the public may see where
// these are rounded. Its limits come from the baseline where those of spc would.
func (o OtherSeries) chart(asAt time.Time, b Baseline, sparing Sparing) otherChart {
	c := o.spared(sparing)
	var all series.Series
	for _, p := range o.Points {
		all.Points = append(all.Points, evidence.Missing(p.Date))
	}
	c.pace = all.Pace()
	over := series.Series{Proportions: c.isShare}
	options := evidence.ChartOptions{Improvement: o.Better, LenientRebases: true, Target: c.target()}
	mixed := 0
	for _, p := range o.Points {
		if c.isShare && !p.isShare() && p.Value != nil {
			mixed++
		}
		p = c.rounded(p)
		c.points[p.Date] = p
		if c.pace.End(p.Date).After(asAt) {
			c.open = append(c.open, p)
			continue
		}
		over.Points = append(over.Points, c.evidence(p))
		if p.Rebase != "" {
			options.Rebases = append(options.Rebases, evidence.Rebase{Date: p.Date, Reason: p.Rebase})
		}
	}
	if mixed > 0 {
		over.Notes = append(over.Notes,
			fmt.Sprintf("%d of %d rows have a value in place of a numerator and a denominator: taken as gaps", mixed, len(o.Points)))
	}
	if base := sparing.RoundTo; base > 0 && (c.isShare || !registry.IsOfNoPeople(o.Unit)) {
		over.Notes = append(over.Notes, fmt.Sprintf("numbers of people are rounded to the nearest multiple of %d before anything is worked out", base))
	}
	over = over.WithGaps()
	if options.Baseline = baselineOfPoints(over.Points, b); options.Baseline > 0 {
		over.Notes = append(over.Notes, "the limits come from the points up to "+b.To.Format("2 January 2006")+", the end of the baseline")
	}
	options.Method = evidence.Suits(over.Points)
	options.ScreenOutliers = options.Method != evidence.PPrime // as Laney has it
	charted, err := over.Charted(options)
	if err != nil {
		c.why = "There is no chart: " + err.Error() + "."
	}
	c.charted = charted
	return c
}

// baselineOfPoints is how many of the first points give the limits: see
// baselinePoints.
func baselineOfPoints(points []evidence.Point, b Baseline) int {
	first, known := 0, 0
	for _, p := range points {
		switch {
		case b.From.IsZero() || p.Known && p.Date.Before(b.From):
			return 0
		case !p.Date.After(b.To):
			first++
			if p.Known {
				known++
			}
		}
	}
	if known < evidence.LeastForLimits {
		return 0
	}
	return first
}

// target is that of the chart, whose shares run from 0 to 1.
func (c otherChart) target() *float64 {
	if c.Target == nil || math.IsNaN(*c.Target) || math.IsInf(*c.Target, 0) {
		return nil
	}
	value := *c.Target
	if c.isShare {
		value /= 100
	}
	return &value
}

// evidence is a point as charts take it.
func (c otherChart) evidence(p OtherPoint) evidence.Point {
	switch {
	case c.isShare && p.isShare():
		return evidence.RateOf(p.Date, *p.Part, *p.Whole)
	case !c.isShare && p.Value != nil:
		return evidence.Measured(p.Date, *p.Value)
	}
	return evidence.Missing(p.Date)
}

// isOfPeople says whether a value is a number of people, or of what befell them.
func (c otherChart) isOfPeople(value float64) bool {
	return !registry.IsOfNoPeople(c.Unit) && value == math.Trunc(value)
}

// rounded is a point with its numbers of people rounded, where the public sees
// them so.
func (c otherChart) rounded(p OtherPoint) OtherPoint {
	base := c.sparing.RoundTo
	if base == 0 {
		return p
	}
	if p.isShare() {
		part, whole := protect.Rounded(*p.Part, base), protect.Rounded(*p.Whole, base)
		p.Part, p.Whole = &part, &whole
	}
	if p.Value != nil && c.isOfPeople(*p.Value) {
		size := protect.Rounded(int64(math.Abs(*p.Value)), base)
		value := math.Copysign(float64(size), *p.Value)
		p.Value = &value
	}
	return p
}

// isHidden says whether the public may not see a point: it is a small number of
// people, or a share of which the part or the rest is one. Of rounded numbers a
// share of very few is.
func (c otherChart) isHidden(p OtherPoint) bool {
	few := func(n int64) bool { return 0 < n && n < c.sparing.MinimumCount }
	switch {
	case c.isShare && p.isShare() && c.sparing.RoundTo > 0:
		return 0 < *p.Whole && *p.Whole < protect.FewestOfPercent
	case c.isShare && p.isShare():
		return few(*p.Part) || few(*p.Whole-*p.Part)
	case !c.isShare && p.Value != nil:
		return c.isOfPeople(*p.Value) && few(int64(math.Abs(*p.Value)))
	}
	return false
}

// hidesAny says whether the public may not see a point that the lines come from:
// it could be worked out from them.
func (c otherChart) hidesAny() bool {
	for _, p := range c.charted.Chart.Points {
		if c.isHidden(c.points[p.Date]) {
			return true
		}
	}
	return false
}
