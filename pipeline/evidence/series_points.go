package evidence

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"
)

// mostValue is the largest value, either way, that a chart takes: beyond it
// sums and limits lose their units digit.
const mostValue = 1e15

// Point is one day's value of a series.
type Point struct {
	Date  time.Time
	Value float64
	// Known is false for a gap, whose Value says nothing.
	Known bool
	// Numerator and Denominator are those of a proportion; a value of another
	// kind has a denominator of 0.
	Numerator, Denominator int64
}

// Measured is a point with a value.
func Measured(day time.Time, value float64) Point {
	return Point{Date: day, Value: value, Known: true}
}

// RateOf is a point of part out of whole, 0 to 1; a gap when whole is 0.
func RateOf(day time.Time, part, whole int64) Point {
	if whole == 0 {
		return Point{Date: day, Numerator: part}
	}
	return Point{Date: day, Value: float64(part) / float64(whole), Known: true, Numerator: part, Denominator: whole}
}

// Missing is a day without a value.
func Missing(day time.Time) Point { return Point{Date: day} }

// usable says whether a number can be reckoned with.
func usable(value float64) bool { return math.Abs(value) <= mostValue } // false for NaN

// ordered gives the points in order of their days. It refuses a day that
// stands twice, values that cannot be reckoned with and a series without any.
func ordered(points []Point) ([]Point, error) {
	sorted := slices.Clone(points)
	slices.SortFunc(sorted, func(a, b Point) int { return a.Date.Compare(b.Date) })
	known := 0
	for i, p := range sorted {
		day := p.Date.Format(time.DateOnly)
		switch {
		case i > 0 && p.Date.Equal(sorted[i-1].Date):
			return nil, fmt.Errorf("%s stands twice", day)
		case p.Numerator < 0 || p.Denominator < 0 || p.Numerator > p.Denominator:
			return nil, fmt.Errorf("%s has %d out of %d, which is no proportion", day, p.Numerator, p.Denominator)
		case p.Known && !usable(p.Value):
			return nil, fmt.Errorf("%s has the value %v, which cannot be charted", day, p.Value)
		case p.Known:
			known++
		}
	}
	if known == 0 {
		return nil, errors.New("the series has no value")
	}
	return sorted, nil
}

// onlyProportions refuses a known point that is no proportion.
func onlyProportions(points []Point, m Method) error {
	for _, p := range points {
		if p.Known && p.Denominator == 0 {
			return fmt.Errorf("a %s chart needs numerators and denominators; %s has none", m, p.Date.Format(time.DateOnly))
		}
	}
	return nil
}

// mean is the average of values, worked out in twice a float's precision, so
// that a point which lies on the mean of decimals is seen to do so. It is 0 of
// none.
func mean(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	var sum, lost float64
	for _, v := range values {
		next := sum + v
		if math.Abs(sum) >= math.Abs(v) {
			lost += (sum - next) + v
		} else {
			lost += (v - next) + sum
		}
		sum = next
	}
	n := float64(len(values))
	whole := sum / n
	return whole + (math.FMA(-whole, n, sum)+lost)/n
}

// median is the middle of values, or halfway between the two in the middle.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return mean(sorted[half-1 : half+1])
}

// valuesOf are the known values.
func valuesOf(points []Point) []float64 {
	var values []float64
	for _, p := range points {
		if p.Known {
			values = append(values, p.Value)
		}
	}
	return values
}

// steps are the absolute differences of neighbours, both of which are known.
func steps(points []Point, value func(i int) float64) []float64 {
	var found []float64
	for i := 1; i < len(points); i++ {
		if points[i].Known && points[i-1].Known {
			found = append(found, math.Abs(value(i)-value(i-1)))
		}
	}
	return found
}
