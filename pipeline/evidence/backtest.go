package evidence

import (
	"fmt"
	"math"
	"slices"
)

// PastForecast is one forecast of a stock whose outcome is known. Times are in any
// whole unit, such as weeks; the forecast used only what was known when it was
// made.
type PastForecast struct {
	Made, Due int     // when it was made, and the time it was for
	Stock     float64 // when it was made
	Forecast  float64 // below 0 counts as 0
	Actual    float64
}

// Backtest says how forecasts of one horizon have done, and how far the next one
// may be off.
type Backtest struct {
	Horizon     int
	Forecasts   int
	MAE         float64 // mean absolute error
	MAENoChange float64 // of saying each time that the stock stays as it is
	Judged      int     // forecasts made with enough errors behind them to have limits
	Covered     int     // of those, with the outcome inside
	Coverage    float64 // Covered out of Judged; 0 with none
	Reach       float64 // the 80% point of |log ratio| of all the errors: the half-width of the next limits
	HasReach    bool    // there are enough errors for limits
	Publishable bool    // limits of this horizon may be published
}

const (
	// fewestErrors is how many own past errors limits take, and fewestJudged how many
	// outcomes their coverage takes: both this project's choice.
	fewestErrors = 5
	fewestJudged = 8
	// publishableCoverage is the least coverage that lets a nominal 80% be published.
	publishableCoverage = 0.70
)

// BacktestOf judges forecasts of one horizon, in any order, by limits that each
// could have had when it was made: the 80% point of |log((actual + 1/2) /
// (forecast + 1/2))| over the forecasts whose outcome was known by then. The half
// gives a stock of 0 a logarithm. Where coverage falls short only a scenario may be
// published, and no date. The error says which forecast cannot be.
func BacktestOf(past []PastForecast) (Backtest, error) {
	if len(past) == 0 {
		return Backtest{}, fmt.Errorf("there are no past forecasts")
	}
	b := Backtest{Horizon: past[0].Due - past[0].Made, Forecasts: len(past)}
	var errors []float64
	for i, p := range past {
		if err := p.check(b.Horizon); err != nil {
			return Backtest{}, fmt.Errorf("past forecast %d %w", i+1, err)
		}
		b.MAE += math.Abs(p.Actual-p.central()) / float64(len(past))
		b.MAENoChange += math.Abs(p.Actual-p.Stock) / float64(len(past))
		errors = append(errors, p.logRatio())
		var known []float64
		for _, earlier := range past {
			if earlier.Due <= p.Made {
				known = append(known, earlier.logRatio())
			}
		}
		if reach, ok := reachOf(known); ok {
			b.Judged++
			if p.logRatio() <= reach {
				b.Covered++
			}
		}
	}
	b.Reach, b.HasReach = reachOf(errors)
	if b.Judged > 0 {
		b.Coverage = float64(b.Covered) / float64(b.Judged)
	}
	b.Publishable = publishable(b.Judged, b.Coverage)
	return b, nil
}

// publishable says whether so many outcomes bear limits out.
func publishable(judged int, coverage float64) bool {
	return judged >= fewestJudged && coverage >= publishableCoverage
}

// Limits are those of the next forecast, from 0 up; ok is false without enough
// past errors.
func (b Backtest) Limits(forecast float64) (low, high float64, ok bool) {
	if !b.HasReach || !(forecast >= 0) || math.IsInf(forecast, 0) {
		return 0, 0, false
	}
	middle := forecast + 0.5
	return max(0, middle*math.Exp(-b.Reach)-0.5), middle*math.Exp(b.Reach) - 0.5, true
}

func (p PastForecast) check(horizon int) error {
	switch {
	case p.Due-p.Made != horizon:
		return fmt.Errorf("is for %d ahead, and the first for %d", p.Due-p.Made, horizon)
	case horizon <= 0:
		return fmt.Errorf("is not for a time ahead")
	case math.IsNaN(p.Forecast) || math.IsInf(p.Forecast, 0):
		return fmt.Errorf("is %v", p.Forecast)
	case !(p.Actual >= 0) || !(p.Stock >= 0) || math.IsInf(p.Actual+p.Stock, 0):
		return fmt.Errorf("goes from %v to %v", p.Stock, p.Actual)
	}
	return nil
}

func (p PastForecast) central() float64 { return max(0, p.Forecast) }

// logRatio is how far off the forecast was, either way.
func (p PastForecast) logRatio() float64 {
	return math.Abs(math.Log((p.Actual + 0.5) / (p.central() + 0.5)))
}

// reachOf is the quantile of the nominal coverage, linear between the ordered
// errors (type 7).
func reachOf(errors []float64) (float64, bool) {
	if len(errors) < fewestErrors {
		return 0, false
	}
	ordered := slices.Sorted(slices.Values(errors))
	position := forecastCoverage * float64(len(ordered)-1)
	below := int(position)
	above := min(below+1, len(ordered)-1)
	return ordered[below] + (position-float64(below))*(ordered[above]-ordered[below]), true
}
