package evidence

import (
	"fmt"
	"math"
)

// DriftScore says how drift forecasts have done on a series of stocks.
type DriftScore struct {
	Past        []PastForecast // in order, times in months from the first stock
	MAE         float64        // mean absolute error; a forecast or limit below 0 counts as 0
	MAENoChange float64
	Coverage    float64 // of the forecast's own nominal 80% limits
	Publishable bool    // limits of this horizon may be published, as with Backtest
}

// ScoreDrift forecasts every stock that lies `horizon` months after the one at
// index first, or after a later one, from the stocks known then. The error says
// which input is too short.
func ScoreDrift(stocks []int64, changes, horizon, first int) (DriftScore, error) {
	if first < changes || horizon < 1 {
		return DriftScore{}, fmt.Errorf("stock %d does not come after %d changes, or %d months are not ahead", first, changes, horizon)
	}
	var score DriftScore
	covered := 0
	for made := first; made+horizon < len(stocks); made++ {
		forecast, err := DriftForecast(stocks[:made+1], changes, horizon, 0)
		if err != nil {
			return DriftScore{}, err
		}
		due := forecast.Months[horizon-1]
		actual := float64(stocks[made+horizon])
		if due.Low <= actual && actual <= max(0, due.High) {
			covered++
		}
		score.MAE += math.Abs(actual - max(0, due.Central))
		score.MAENoChange += math.Abs(actual - float64(stocks[made]))
		score.Past = append(score.Past, PastForecast{
			Made: made, Due: made + horizon, Stock: float64(stocks[made]), Forecast: due.Central, Actual: actual,
		})
	}
	n := float64(len(score.Past))
	if n == 0 {
		return DriftScore{}, fmt.Errorf("%d month ends leave no outcome %d months after the one at index %d", len(stocks), horizon, first)
	}
	score.MAE, score.MAENoChange, score.Coverage = score.MAE/n, score.MAENoChange/n, float64(covered)/n
	score.Publishable = publishable(len(score.Past), score.Coverage)
	return score, nil
}
