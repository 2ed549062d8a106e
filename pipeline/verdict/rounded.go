package verdict

import (
	"math"

	"ehcp/pipeline/evidence"
)

// balanced makes the flows of an increment fit the number of cases open at its
// start and end, where all of them are rounded and so do not: what moved up, which
// nothing is said of, takes the difference.
func (a *Authority) balanced(flows evidence.StockIncrement, s Series, p Period) evidence.StockIncrement {
	if a.RoundedTo == 0 {
		return flows
	}
	flows.Closing = int64(p.Value)
	if before, found := at(s.Increments, p.Start.AddDate(0, -3, 0)); found && before.IsKnown {
		flows.Opening = int64(before.Value)
	}
	flows.MovedUp = flows.Closing - flows.Opening - flows.Entered + flows.Plans + flows.Refusals + flows.Withdrawals
	return flows
}

// rounded is a forecast number of cases to the nearest that is shown.
func (a *Authority) rounded(cases float64) float64 {
	base := float64(max(1, a.RoundedTo))
	return base * math.Round(cases/base)
}
