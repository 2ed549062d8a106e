package verdict

import (
	"fmt"
	"slices"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
)

// finding is what is said of a measure in one increment.
type finding struct {
	measure  registry.Measure
	period   Period
	asAt     time.Time
	base     base
	baseline Baseline
	change   evidence.Difference
	isHeld   bool // change has limits
	split    evidence.RateChange
	isSplit  bool
	verdict  evidence.Verdict
	reason   string
	against  []string // in words, what speaks against the verdict
	higher   []higher // backlogs above those at the baseline's end
	exits    *exits   // of a stock
	trend    trend    // of a rate, over the increments since the baseline
	// effective is the share of plans in time among plans and cases still open too
	// late, which clearing does not move, now and in the baseline.
	effective, effectiveBefore share
}

// judge judges every measure of an authority, increment by increment, each as it
// stood at the increment's end.
func judge(a *Authority, usual Baseline, guarded []Guarded, asAt time.Time) []finding {
	var all []finding
	guards := map[Baseline]map[time.Time]guards{}
	for _, s := range a.Measures {
		b := usual.baselineFor(a, s)
		if guards[b] == nil {
			guards[b] = guardsByIncrement(a, b, guarded)
		}
		before := baseOf(s, b)
		for _, p := range s.Increments {
			f := finding{measure: s.Measure, period: p, asAt: asAt, base: before, baseline: b}
			if f.isComparable() && s.Measure.Kind == registry.Rate {
				f.change, f.isHeld = evidence.Compare(before.rate, evidence.Proportion{Part: p.Part, Whole: p.Whole})
			}
			if s.Measure.Name == "pc_within_20_weeks" {
				f.split, f.isSplit = splitOf(a, b, p.Start)
				f.effective, f.effectiveBefore = effectiveOf(a, p), effectiveBefore(a, b)
			}
			if s.Measure.Kind == registry.Rate && !dependsOnPeriod(s.Measure) {
				f.trend = trendOf(s, b, before, p)
			}
			f.judge(a, s, guards[b][p.Start], guarded)
			if f.verdict != "" && a.IsAssumed {
				f.reason += " That the extract is complete from its first request on is assumed."
			}
			all = append(all, f)
		}
	}
	return all
}

// isComparable says whether the increment can be held against the baseline: both
// are known, and what is counted has come in as far as it had for the baseline.
func (f finding) isComparable() bool {
	if !f.period.IsKnown || !f.period.IsSound || !f.base.isKnown || f.period.IsUnsettled {
		return false
	}
	return f.period.IsComplete || f.measure.Kind == registry.Rate || f.measure.Kind == registry.Stock
}

// judge finds the verdict on the series as it stood at the end of the increment,
// its reason and, of a backlog, how its cases ended.
func (f *finding) judge(a *Authority, s Series, g guards, guarded []Guarded) {
	p := f.period
	if s.Measure.Listed.Table != "" {
		g = guardsOfList(a, s.Measure, f.baseline, p)
	}
	switch {
	case s.Measure.Kind == registry.Stock && s.Measure.Listed.Table != "":
		f.reason = "A number that carries over from day to day is read beside what came in and what was done."
	case s.Measure.Kind == registry.Number:
		f.reason = "A number of one increment is read beside the others: the backlogs have verdicts."
	case s.Measure.Direction == evidence.Neutral:
		f.reason = "Neither way is better by itself: it is read beside the others."
	case dependsOnPeriod(s.Measure):
		f.reason = "Which plans could be in time depends on the period, so that its months cannot be its evidence: " +
			"what it does to the published rate is judged there."
	case !p.IsComplete:
		f.reason = "The increment is not over."
	case !p.Start.After(f.baseline.To):
		f.reason = "It is part of the baseline, or lies before it."
		if isLastOver(s.Increments, p) {
			f.verdict, f.reason = evidence.TooEarly, f.reason+" "+evidence.NothingSince
		}
	case !p.IsKnown || !p.IsSound:
		f.reason = "There is no figure for the increment."
	case isBacklog(s.Measure):
		f.judgeStock(a, s, guarded)
	default:
		f.judgeRate(s, g)
	}
}

func (f *finding) judgeRate(s Series, g guards) {
	judgement, err := evidence.Judge(f.base.months, proportions(within(s.Months, f.baseline.To.AddDate(0, 0, 1), f.period.End)), g.all)
	if err != nil {
		f.reason = fmt.Sprintf("It cannot be judged: %v.", err)
		return
	}
	f.verdict, f.reason, f.against = judgement.Verdict, judgement.Reason, judgement.Against
	if f.verdict == evidence.Improving || f.verdict == evidence.Improved {
		f.higher = g.higher
	}
}

// isLastOver says whether a period is the newest that is over.
func isLastOver(periods []Period, p Period) bool {
	for _, other := range slices.Backward(periods) {
		if other.IsComplete {
			return other.Start.Equal(p.Start)
		}
	}
	return false
}

// splitOf splits the change of the rate of plans issued since the baseline into
// the effect of the flow and that of the backlog. Which plans come from the
// backlog depends on the period, so that the baseline must be whole increments.
func splitOf(a *Authority, b Baseline, start time.Time) (evidence.RateChange, bool) {
	before, isKnown := issuedBefore(a, b)
	after, alsoKnown := issuedIn(a, start)
	if !isKnown || !alsoKnown {
		return evidence.RateChange{}, false
	}
	return evidence.SplitChange(before, after)
}

// issuedIn are the plans of the increment that begins on a day.
func issuedIn(a *Authority, start time.Time) (evidence.Issued, bool) {
	plans, _ := a.Series("pc_within_20_weeks")
	flow, _ := a.Series("pc_flow_within_20_weeks")
	all, found := at(plans.Increments, start)
	rest, alsoFound := at(flow.Increments, start)
	if !found || !alsoFound || !all.IsKnown || !rest.IsKnown {
		return evidence.Issued{}, false
	}
	return evidence.Issued{Plans: all.Whole, Within: all.Part, FromBacklog: all.Whole - rest.Whole}, true
}

// issuedBefore are the plans of the baseline's increments.
func issuedBefore(a *Authority, b Baseline) (sum evidence.Issued, isKnown bool) {
	plans, _ := a.Series("pc_within_20_weeks")
	for _, increment := range b.increments(*plans) {
		counts, found := issuedIn(a, increment.Start)
		if !found {
			return evidence.Issued{}, false
		}
		sum.Plans += counts.Plans
		sum.Within += counts.Within
		sum.FromBacklog += counts.FromBacklog
		isKnown = true
	}
	return sum, isKnown
}

// at is the period that begins on a day.
func at(periods []Period, start time.Time) (Period, bool) {
	for _, p := range periods {
		if p.Start.Equal(start) {
			return p, true
		}
	}
	return Period{}, false
}
