package evidence

import (
	"errors"
	"math"
	"slices"
)

// zRangeFactor is the mean range of two in standard deviations, d2.
const zRangeFactor = 1.128

// proportions works out a p chart's lines: all of the baseline's numerators
// over its denominators, with limits at 3 binomial standard deviations of each
// point's own denominator, cut at 0 and 1. PPrime widens or narrows them by
// sigma z, the spread of the points in those standard deviations (Laney 2002).
func (f fit) proportions(part, baseline []Point, o ChartOptions) (fit, error) {
	var some, all int64
	for _, p := range baseline {
		if some, all = some+p.Numerator, all+p.Denominator; all < 0 {
			return f, errors.New("the denominators are too large to add up")
		}
	}
	f.centre, f.hasCentre = float64(some)/float64(all), true
	spread := func(p Point) float64 {
		return math.Sqrt(float64(f.centre*(1-f.centre)) / float64(p.Denominator))
	}
	if some == 0 || some == all {
		f.still = true
		return f, nil
	}
	width := 1.0
	if o.Method == PPrime {
		ranges := steps(baseline, func(i int) float64 { return (baseline[i].Value - f.centre) / spread(baseline[i]) })
		if f.alone = len(ranges) == 0; f.alone {
			return f, nil
		}
		if f.still = slices.Max(ranges) == 0; f.still {
			return f, nil
		}
		if o.ScreenOutliers {
			ranges = screened(ranges)
		}
		f.sigmaZ = mean(ranges) / zRangeFactor
		width = f.sigmaZ
	}
	for i, p := range part {
		if !p.Known {
			continue
		}
		f.limits[i] = around(f.centre, 3, float64(spread(p)*width))
		f.limits[i].lower, f.limits[i].upper = max(0, f.limits[i].lower), min(1, f.limits[i].upper)
	}
	return f, nil
}
