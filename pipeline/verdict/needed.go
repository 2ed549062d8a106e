package verdict

import (
	"math"

	"ehcp/pipeline/evidence"
)

// weeksToClear is how far ahead the plans that are needed are worked out.
const weeksToClear = 104

// Needed is how many plans a week would leave nobody waiting over a number of
// weeks by some weeks from the as-at date.
type Needed struct {
	OverWeeks, WeeksAhead int
	OpenNow               int64
	evidence.Needed
	HasRange bool // low and high are known
}

// PlansNeeded works them out for every week of two years and each backlog. The
// range is how far off past forecasts of 13 weeks were.
func PlansNeeded(a *Authority) []Needed {
	state, known := a.Past[0]
	if !known {
		return nil
	}
	projections := a.Past.projected(WeeksBack)
	var all []Needed
	for _, s := range a.Measures {
		if !isBacklog(s.Measure) {
			continue
		}
		over, spread, hasRange := s.Measure.Weeks, 0.0, false
		if backtest, err := evidence.BacktestOf(pastForecasts(a, projections, over, WeeksBack)); err == nil && backtest.HasReach {
			spread, hasRange = math.Min(backtest.Reach, mostSpread), true
		}
		for weeks := 1; weeks <= weeksToClear; weeks++ {
			needed, err := evidence.PlansNeeded(state, over, weeks, spread)
			if err != nil {
				return nil
			}
			all = append(all, Needed{
				OverWeeks: over, WeeksAhead: weeks, OpenNow: a.Stocks[0][firstBand(over)-1], Needed: needed, HasRange: hasRange,
			})
		}
	}
	return all
}

// mostSpread bounds the range to a hundredfold either way: beyond it a number of
// plans says nothing.
const mostSpread = 4.6
