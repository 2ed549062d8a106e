package evidence

import (
	"fmt"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

// FewestInBaseline is the fewest months with a denominator that can serve as a
// baseline; twelve are the rule. The number is this project's choice: below it
// the critical value and the moving range say next to nothing.
const FewestInBaseline = 6

// Baseline is what later increments are compared with. It is named before they
// are looked at, and frozen.
type Baseline struct {
	Proportion           // all months together
	Months       int     // with a denominator
	Phi          float64 // dispersion of the months, at least 1
	Critical     float64 // one-sided 5% point of Student's t with Months-1 degrees of freedom
	Mean         float64 // of the monthly rates
	Lower, Upper float64 // XmR limits: the mean and 2.66 average moving ranges either side, without screening
	Varies       bool    // the months differ: false leaves no limits to draw, and both stand at the mean
}

// newBaseline needs proportions, of which FewestInBaseline have a denominator.
func newBaseline(months []Proportion) (Baseline, error) {
	for i, month := range months {
		if !month.valid() {
			return Baseline{}, fmt.Errorf("month %d of the baseline is %d out of %d", i+1, month.Part, month.Whole)
		}
	}
	spread, ok := DispersionOf(months)
	if !ok || spread.Months < FewestInBaseline {
		return Baseline{}, fmt.Errorf("the baseline has %s with a denominator, and %d are needed",
			plural(withDenominator(months), "month", "months"), FewestInBaseline)
	}
	average, averageRange := moving(months)
	return Baseline{
		Proportion: pooled(months), Months: spread.Months, Phi: spread.Phi,
		Critical: distuv.StudentsT{Sigma: 1, Nu: float64(spread.Months - 1)}.Quantile(confidence),
		Mean:     average, Lower: average - rangeFactor*averageRange, Upper: average + rangeFactor*averageRange, Varies: averageRange > 0,
	}, nil
}

// rounding is well above that of a sum of rates and well below a difference of
// two: a month within it of a limit or a mean is on it.
const rounding = 1e-12

// moving gives the mean of the monthly rates and their average moving range, as
// an XmR chart has them.
func moving(months []Proportion) (average, averageRange float64) {
	points := make([]Point, len(months))
	for i, month := range months {
		points[i] = RateOf(time.Time{}, month.Part, month.Whole)
	}
	return mean(valuesOf(points)), mean(steps(points, func(i int) float64 { return points[i].Value }))
}

// withDenominator is how many proportions are no gaps.
func withDenominator(all []Proportion) int {
	count := 0
	for _, p := range all {
		if p.Whole > 0 {
			count++
		}
	}
	return count
}
