package evidence

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// LeastForLimits is how many known values a series needs for limits; below it
// a run chart is drawn. Limits from as few as this are trial limits.
const LeastForLimits = 12

// ChartOptions say how a control chart is worked out.
type ChartOptions struct {
	// Method is empty for the one that suits: see Suits.
	Method Method
	// Improvement is empty for Increase.
	Improvement Direction
	// Target is in the series' unit (0 to 1 for proportions); nil for none.
	Target *float64
	// Baseline is how many points of each segment its limits come from, 12 or
	// more; 0 for all of them.
	Baseline int
	// Rebases begin segments with lines of their own.
	Rebases []Rebase
	// ScreenOutliers leaves out moving ranges of 3.267 times their mean or more,
	// once (Nelson 1982). For PPrime these are the ranges of z.
	ScreenOutliers bool
	// LenientRebases passes over, with a warning, a rebase that would leave no point
	// on one side of it or begins where another does, which is else an error.
	LenientRebases bool
	// BeyondIsNear lets a point outside the limits count as near them in the
	// rule of two in three, as Making Data Count has it since 2023. Without it
	// such a point does not count, as in NHSRplotthedots.
	BeyondIsNear bool
	// PlotTheDots does as the R package NHSRplotthedots 0.2.2 does, with its
	// quirks: a trend's direction is that of one step, a rebase on a day
	// without a point is passed over, the variation is the last row's even
	// where it has no value, and a target without limits is inconsistent.
	PlotTheDots bool
}

// Rebase begins a new segment at the first point on or after a day.
type Rebase struct {
	Date   time.Time
	Reason string
}

// Segment is a part of a series with a centre line of its own.
type Segment struct {
	// From is the day of its first point, Rebased the day given for its beginning
	// and Reason why; the first segment has neither.
	From, Rebased time.Time
	Reason        string
	// SigmaZ is Laney's factor on a p-prime chart's limits; 0 where there is none.
	SigmaZ float64
	// Trial says that its limits come from 12 known points or fewer, or from a
	// chosen baseline with fewer than 12.
	Trial bool
	// Runs are the run chart's counts; zero on other charts.
	Runs Runs
}

// ChartPoint is a point with its lines and what it shows.
type ChartPoint struct {
	Point
	// Mean is the centre line: a mean, or a run chart's median.
	Mean    float64
	HasMean bool
	// Lower and Upper are the limits. Those of proportions lie in 0 to 1.
	Lower, Upper float64
	HasLimits    bool
	Rule         Rule
	Type         Variation
	// Segment is how many rebases stand before the point.
	Segment int
}

// ControlChart is a series with its lines, its special points and what they
// say together.
type ControlChart struct {
	Method   Method
	Points   []ChartPoint
	Segments []Segment
	// Variation is the type of the last known point.
	Variation Variation
	Assurance Assurance
	// Warnings are sentences without a full stop.
	Warnings []string
}

// Suits gives the method that suits a series: a run chart for fewer than 12
// known values, else PPrime for proportions and XmR for values.
func Suits(points []Point) Method {
	known, proportions := 0, 0
	for _, p := range points {
		if p.Known {
			known++
		}
		if p.Known && p.Denominator > 0 {
			proportions++
		}
	}
	switch {
	case known < LeastForLimits:
		return RunChart
	case proportions == known:
		return PPrime
	}
	return XmR
}

// Chart works out a control chart. The order of points does not matter; a day
// that stands twice, a series without a known value and options that do not fit
// the series are errors. A point without a value breaks every run.
func Chart(points []Point, o ChartOptions) (ControlChart, error) {
	sorted, err := ordered(points)
	if err != nil {
		return ControlChart{}, err
	}
	if o, err = o.completed(sorted); err != nil {
		return ControlChart{}, err
	}
	chart := ControlChart{Method: o.Method}
	segments, err := chart.split(sorted, o)
	if err != nil {
		return ControlChart{}, err
	}
	for i, part := range segments {
		if err := chart.addSegment(i, part, o); err != nil {
			return ControlChart{}, err
		}
	}
	chart.Variation = chart.judgedBy(o).Type
	chart.Assurance = assurance(chart.judgedBy(o), o)
	chart.warnOfGaps(o)
	return chart, chart.warnOfRebases(sorted, o)
}

// completed fills in defaults and refuses what does not fit the series.
func (o ChartOptions) completed(sorted []Point) (ChartOptions, error) {
	if o.Method == "" && o.PlotTheDots {
		o.Method = XmR
	}
	if o.Method == "" {
		o.Method = Suits(sorted)
	}
	if o.Improvement == "" {
		o.Improvement = Increase
	}
	switch {
	case !slices.Contains([]Method{XmR, P, PPrime, RunChart}, o.Method):
		return o, fmt.Errorf("there is no chart %q", o.Method)
	case !slices.Contains([]Direction{Increase, Decrease, Neutral}, o.Improvement):
		return o, fmt.Errorf("%q is no direction of improvement", o.Improvement)
	case o.PlotTheDots && (o.Method != XmR || o.BeyondIsNear):
		return o, errors.New("NHSRplotthedots draws XmR charts alone, and counts no point beyond the limits as near them")
	case o.Baseline != 0 && o.Baseline < LeastForLimits:
		return o, fmt.Errorf("a baseline of %s is too short; it needs %d or more", plural(o.Baseline, "point", "points"), LeastForLimits)
	case o.Baseline > len(sorted):
		return o, fmt.Errorf("a baseline of %d points is longer than the series, which has %d", o.Baseline, len(sorted))
	case o.Target != nil && !usable(*o.Target):
		return o, fmt.Errorf("the target %v is not a number that can be compared", *o.Target)
	}
	if o.Method == P || o.Method == PPrime {
		return o, onlyProportions(sorted, o.Method)
	}
	return o, nil
}

// addSegment works out one segment's lines and signals.
func (c *ControlChart) addSegment(number int, part []Point, o ChartOptions) error {
	fit, err := fitted(part, o)
	if err != nil {
		return err
	}
	s := &c.Segments[number]
	s.SigmaZ = fit.sigmaZ
	s.Trial = fit.isTrial(part, o)
	var signals []signal
	if o.Method == RunChart {
		s.Runs, signals = anhoej(part, fit)
	} else {
		signals = specialCauses(part, fit, o)
	}
	for i, p := range part {
		l := fit.limits[i]
		c.Points = append(c.Points, ChartPoint{
			Point: p, Mean: fit.centre, HasMean: fit.hasCentre,
			Lower: l.lower, Upper: l.upper, HasLimits: l.known,
			Rule: signals[i].rule, Type: signals[i].variation(o.Improvement), Segment: number,
		})
	}
	c.warnOfSegment(number, part, fit, o)
	return nil
}

// judgedBy is the point that variation and assurance are taken from: the last
// known one, for a gap has no value, and on a chart of proportions no limits; to
// the letter, the last row.
func (c ControlChart) judgedBy(o ChartOptions) ChartPoint {
	for _, p := range slices.Backward(c.Points) {
		if p.Known || o.PlotTheDots {
			return p
		}
	}
	return ChartPoint{Type: CommonCause}
}
