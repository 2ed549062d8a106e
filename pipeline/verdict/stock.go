package verdict

import (
	"fmt"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
)

// Bands are what became of the open cases of each weeks-open band in an
// increment, the youngest first.
type Bands [4]evidence.StockIncrement

// firstBand is the youngest band that is wholly over a number of weeks.
func firstBand(weeks int) int { return map[int]int{20: 1, 30: 2, 52: 3}[weeks] }

// over adds up the bands over a number of weeks.
func (b Bands) over(weeks int) evidence.StockIncrement {
	var sum evidence.StockIncrement
	for _, band := range b[firstBand(weeks):] {
		sum.Opening += band.Opening
		sum.Entered += band.Entered
		sum.MovedUp += band.MovedUp
		sum.Plans += band.Plans
		sum.Refusals += band.Refusals
		sum.Withdrawals += band.Withdrawals
		sum.Closing += band.Closing
	}
	return sum
}

// exits are how cases over a number of weeks ended, in one increment and in all
// of them since the baseline.
type exits struct {
	now   evidence.StockIncrement
	since evidence.StockJudgement
	// starts are the first days of all of them.
	starts []time.Time
	// risen are the shares of refusals, withdrawals and errors that are up.
	risen []string
}

// The ways out of a backlog, as they are called among figures.
const (
	byPlan       = "plans"
	byRefusal    = "refusals"
	byWithdrawal = "withdrawals"
)

// sinceBaseline are the increments behind the baseline up to one that starts on
// a day; false where one is missing.
func sinceBaseline(a *Authority, s Series, b Baseline, upTo time.Time) (increments []evidence.StockIncrement, starts []time.Time, ok bool) {
	for _, p := range s.Increments {
		if !p.Start.After(b.To) || p.Start.After(upTo) {
			continue
		}
		bands, found := a.Flows[p.Start]
		if !found {
			return nil, nil, false
		}
		increments = append(increments, bands.over(s.Measure.Weeks))
		starts = append(starts, p.Start)
	}
	return increments, starts, true
}

// judgedStock is the verdict on a backlog at the end of an increment, and how
// its cases ended. A fall beside significantly more refusals, withdrawals or
// errors is not called sustained.
func judgedStock(a *Authority, s Series, p Period, b Baseline, before base, shares []Guarded) (evidence.Verdict, string, *exits) {
	increments, starts, ok := sinceBaseline(a, s, b, p.Start)
	if !ok || !before.isKnown {
		return evidence.TooEarly, "The number at the baseline's end is not known.", nil
	}
	judgement, err := evidence.JudgeStock(int64(before.value), increments)
	if err != nil {
		return evidence.TooEarly, fmt.Sprintf("It cannot be judged: %v.", err), nil
	}
	said := &exits{now: increments[len(increments)-1], since: judgement, starts: starts}
	verdict, reason := judgement.Verdict, judgement.Reason
	for _, g := range shares {
		name := g.Series.Measure.Name
		if !g.isUp() || (name != "refusals" && name != "withdrawals" && name != "closed_as_error") {
			continue
		}
		said.risen = append(said.risen, g.Series.Measure.Label)
		reason += " Against it: " + g.Series.Measure.Label + " is above that of the baseline by more than chance."
		if verdict == evidence.Sustained {
			verdict = evidence.Improved
		}
	}
	return verdict, reason, said
}

// isBacklog says whether a measure is of cases open too long.
func isBacklog(m registry.Measure) bool { return m.Kind == registry.Stock && m.Weeks > 0 }
