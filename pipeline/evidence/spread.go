package evidence

import (
	"fmt"
	"math"
)

// leastMiss is by how many cases a forecast misses before it counts as off: half
// a case, from which on the nearest whole number is another.
const leastMiss = 0.5

// SpreadOf is how far off past forecasts of one horizon were: the 80% point of
// |log((actual + 1/2) / (forecast + 1/2))|. The error says why there is none:
// fewer than 8 outcomes are known, or fewer than 5 of the forecasts were off by
// half a case, as where hardly a case reaches the age; a range of no width would
// then seem to say that the number is certain. Both counts are this project's
// choice.
func SpreadOf(past []PastForecast) (float64, error) {
	if len(past) < fewestJudged {
		return 0, fmt.Errorf("%s so far ahead can be held against what came, and a range needs %d",
			plural(len(past), "past forecast", "past forecasts"), fewestJudged)
	}
	off := 0
	errors := make([]float64, len(past))
	for i, p := range past {
		if err := p.check(past[0].Due - past[0].Made); err != nil {
			return 0, fmt.Errorf("past forecast %d %w", i+1, err)
		}
		errors[i] = p.logRatio()
		if math.Abs(p.Actual-p.central()) >= leastMiss {
			off++
		}
	}
	reach, _ := reachOf(errors)
	if off < fewestErrors || reach == 0 {
		return 0, fmt.Errorf("of %d past forecasts so far ahead %d missed by half a case or more, and a range needs %d",
			len(past), off, fewestErrors)
	}
	return reach, nil
}
