package evidence

import "slices"

const (
	// rangeFactor makes limits of the mean moving range: 3 / 1.128 as Wheeler
	// and Making Data Count round it.
	rangeFactor = 2.66
	// screenFactor is the limit of a moving range in mean ranges (Nelson 1982).
	screenFactor = 3.267
)

// fit is a segment's lines: one centre, and limits for each point.
type fit struct {
	centre    float64
	hasCentre bool
	limits    []limits
	sigmaZ    float64
	// still says that the points the lines come from do not vary, and alone that no
	// two of them that are neighbours have a value.
	still, alone bool
}

// limits are a point's: the outer ones, and the near ones at two thirds.
type limits struct {
	lower, upper, nearLower, nearUpper float64
	known                              bool
}

// baselineOf are the points that a segment's lines come from.
func baselineOf(part []Point, o ChartOptions) []Point {
	if o.Baseline > 0 && o.Baseline < len(part) {
		return part[:o.Baseline]
	}
	return part
}

// fitted works out the lines of a segment.
func fitted(part []Point, o ChartOptions) (fit, error) {
	f := fit{limits: make([]limits, len(part))}
	baseline := baselineOf(part, o)
	if len(valuesOf(baseline)) == 0 {
		return f, nil
	}
	switch o.Method {
	case P, PPrime:
		return f.proportions(part, baseline, o)
	case RunChart:
		f.centre, f.hasCentre = median(valuesOf(baseline)), true
	default:
		f.individuals(baseline, o)
	}
	return f, nil
}

// isTrial says whether there are limits that come from few known points: those of
// a whole part change with the next point, those of a complete baseline do not.
func (f fit) isTrial(part []Point, o ChartOptions) bool {
	known := len(valuesOf(baselineOf(part, o)))
	isFixed := o.Baseline > 0 && len(part) >= o.Baseline
	return f.hasLimits() && (known < LeastForLimits || (known == LeastForLimits && !isFixed))
}

func (f fit) hasLimits() bool {
	return slices.ContainsFunc(f.limits, func(l limits) bool { return l.known })
}

// individuals works out an XmR chart's lines: the mean of the baseline and the
// limits at 2.66 mean moving ranges. A baseline that does not vary has none;
// nor has a single point. Source: Wheeler 1993; NHSRplotthedots 0.2.2.
func (f *fit) individuals(baseline []Point, o ChartOptions) {
	f.centre, f.hasCentre = mean(valuesOf(baseline)), true
	ranges := steps(baseline, func(i int) float64 { return baseline[i].Value })
	if f.alone = len(ranges) == 0; f.alone {
		return
	}
	f.still = slices.Max(ranges) == 0
	if o.ScreenOutliers {
		ranges = screened(ranges)
	}
	// Without screening the package draws limits of no width; with it, none.
	if len(ranges) == 0 || (f.still && !o.PlotTheDots) {
		return
	}
	l := around(f.centre, rangeFactor, mean(ranges))
	for i := range f.limits {
		f.limits[i] = l
	}
}

// around gives the limits at some widths from a centre, and the near ones at
// two thirds of it. The products are rounded by themselves on every machine.
func around(centre, factor, width float64) limits {
	near := 2 * (factor / 3)
	outer, inner := float64(factor*width), float64(near*width)
	return limits{centre - outer, centre + outer, centre - inner, centre + inner, true}
}

// screened leaves out, once, ranges of 3.267 times their mean or more; all of
// them when all are 0.
func screened(ranges []float64) []float64 {
	limit := screenFactor * mean(ranges)
	var kept []float64
	for _, r := range ranges {
		if r < limit {
			kept = append(kept, r)
		}
	}
	return kept
}
