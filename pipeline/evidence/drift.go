package evidence

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// forecastCoverage is the nominal coverage of every forecast interval.
const forecastCoverage = 0.80

// billionth of a case keeps a forecast that reaches its target exactly from
// missing it by a rounding.
const billionth = 1e-9

// DriftMonth is the stock some months ahead. Limits and centre may be below 0:
// what is shown stops there.
type DriftMonth struct {
	Ahead              int // months from the last stock
	Central, Low, High float64
}

// Drift carries the mean of the latest monthly changes forward.
type Drift struct {
	Mean, SD float64 // of the monthly net changes
	T        float64 // the point of Student's t for the 80% limits
	Months   []DriftMonth
	// The first month ahead at which the centre, the lower and the upper limit reach
	// the target; 0 is never within the horizon.
	Clears, Earliest, Latest int
}

// DriftForecast carries the stocks at successive month ends forward by the mean
// of their last `changes` net changes, with 80% limits of t s sqrt(h + h²/changes)
// at h months. The centre never clears while that mean is not below 0. The error
// says which input is too short.
func DriftForecast(stocks []int64, changes, horizon int, target int64) (Drift, error) {
	if changes < 2 || horizon < 1 {
		return Drift{}, fmt.Errorf("a drift forecast needs 2 changes and 1 month ahead, not %d and %d", changes, horizon)
	}
	if len(stocks) <= changes {
		return Drift{}, fmt.Errorf("%d month ends do not give %d changes", len(stocks), changes)
	}
	var net []float64
	for i := len(stocks) - changes; i < len(stocks); i++ {
		net = append(net, float64(stocks[i]-stocks[i-1]))
	}
	k := float64(changes)
	d := Drift{T: distuv.StudentsT{Sigma: 1, Nu: k - 1}.Quantile(1 - (1-forecastCoverage)/2)}
	d.Mean, d.SD = stat.MeanStdDev(net, nil)
	now, goal := float64(stocks[len(stocks)-1]), float64(target)+billionth
	for ahead := 1; ahead <= horizon; ahead++ {
		h := float64(ahead)
		reach := d.T * d.SD * math.Sqrt(h+h*h/k)
		m := DriftMonth{Ahead: ahead, Central: now + h*d.Mean}
		m.Low, m.High = m.Central-reach, m.Central+reach
		d.Months = append(d.Months, m)
		first(&d.Clears, ahead, d.Mean < 0 && m.Central <= goal)
		first(&d.Earliest, ahead, m.Low <= goal)
		first(&d.Latest, ahead, d.Mean < 0 && m.High <= goal)
	}
	return d, nil
}

// first keeps the first month at which something is so.
func first(month *int, ahead int, so bool) {
	if so && *month == 0 {
		*month = ahead
	}
}
