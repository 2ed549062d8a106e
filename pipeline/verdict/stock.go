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

// exits are how cases over a number of weeks ended, in each increment since the
// baseline up to the one judged.
type exits struct {
	each  []evidence.StockIncrement
	since evidence.StockJudgement
	// starts are the first days of all of them.
	starts []time.Time
	// risen say which shares of endings without a plan are up or were.
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
		increments = append(increments, a.balanced(bands.over(s.Measure.Weeks), s, p))
		starts = append(starts, p.Start)
	}
	return increments, starts, true
}

// judgeStock is the verdict on a backlog at the end of an increment, and how its
// cases ended. A fall is not called sustained beside significantly more endings
// without a plan, or with moved dates or cases that are gone in any increment since
// the baseline: what left the backlog then has not come back.
func (f *finding) judgeStock(a *Authority, s Series, guarded []Guarded) {
	increments, starts, ok := sinceBaseline(a, s, f.baseline, f.period.Start)
	if !ok || !f.base.isKnown {
		f.reason = "It cannot be judged: the number at the baseline's end is not known."
		return
	}
	judgement, err := evidence.JudgeStock(int64(f.base.value), increments)
	if err != nil {
		f.reason = fmt.Sprintf("It cannot be judged: %v.", err)
		return
	}
	said := &exits{each: increments, since: judgement, starts: starts}
	said.risen = append(risen(guarded, f.baseline, f.period, relied, isOfStocks), risen(guarded, f.baseline, f.period, 0, isOfRecords)...)
	if more := withoutPlan(a, s, f.baseline, judgement.Total); more != "" {
		said.risen = append(said.risen, more)
	}
	f.exits, f.verdict, f.against = said, judgement.Verdict, said.risen
	if f.verdict == evidence.Sustained && len(f.against) > 0 {
		f.verdict = evidence.Improved
	}
	f.reason = judgement.Words(f.against)
}

// isOfStocks names the guards of how cases end.
func isOfStocks(name string) bool {
	return name == "refusals" || name == "refusals_after_assessment" || name == "withdrawals" ||
		name == "closed_otherwise" || name == "closed_as_error"
}

// isOfRecords names the guards of what became of the records themselves.
func isOfRecords(name string) bool { return name == "received_dates_moved" || name == "cases_deleted" }

// withoutPlan says that of the cases of the backlog itself that have ended since
// the baseline more than chance would make it ended without a plan.
func withoutPlan(a *Authority, s Series, b Baseline, since evidence.StockIncrement) string {
	var before evidence.StockIncrement
	for _, p := range b.increments(s) {
		flows := a.Flows[p.Start].over(s.Measure.Weeks)
		before.Plans += flows.Plans
		before.Refusals += flows.Refusals
		before.Withdrawals += flows.Withdrawals
	}
	share := func(out evidence.StockIncrement) evidence.Proportion {
		return evidence.Proportion{Part: out.Refusals + out.Withdrawals, Whole: out.Plans + out.Refusals + out.Withdrawals}
	}
	if change, known := evidence.Compare(share(before), share(since)); known && change.Low > 0 {
		return fmt.Sprintf("of the cases open over %d weeks a larger share than in the baseline has ended without a plan", s.Measure.Weeks)
	}
	return ""
}

// isBacklog says whether a measure is of cases open too long.
func isBacklog(m registry.Measure) bool { return m.Kind == registry.Stock && m.Weeks > 0 }
