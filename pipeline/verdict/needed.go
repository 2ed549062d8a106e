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
	HasRange bool   // low and high are known
	Why      string // there is no range
}

// PlansNeeded works them out for every week of two years and each backlog. The
// range is how far off past forecasts were that looked as many weeks ahead, or
// fewer where those were further off; so far ahead that too few have an outcome
// there is none.
func PlansNeeded(a *Authority) []Needed {
	state, known := a.Past[0]
	if !known {
		return nil
	}
	projections := a.Past.projected(weeksToClear)
	var all []Needed
	for _, s := range a.Measures {
		if !isBacklog(s.Measure) {
			continue
		}
		over, widest := s.Measure.Weeks, 0.0
		for weeks := 1; weeks <= weeksToClear; weeks++ {
			n := Needed{OverWeeks: over, WeeksAhead: weeks, OpenNow: a.Stocks[0][firstBand(over)-1], HasRange: true}
			spread, err := evidence.SpreadOf(pastForecasts(a, projections, over, weeks))
			if err != nil {
				n.HasRange, n.Why = false, err.Error()
			}
			widest = max(widest, math.Min(spread, mostSpread))
			if n.Needed, err = evidence.PlansNeeded(state, over, weeks, widest); err != nil {
				return nil
			}
			if n.HasRange && n.Low == n.High { // nothing that could be more or less
				n.HasRange, n.Why = false, "at the rates of the last weeks no case comes to be that old"
			}
			all = append(all, n)
		}
	}
	return all
}

// mostSpread bounds the range to a hundredfold either way: beyond it a number of
// plans says nothing.
const mostSpread = 4.6
