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
	measure registry.Measure
	period  Period
	base    base
	label   string // of the baseline
	// baselineEnd is its last day.
	baselineEnd time.Time
	change      evidence.Difference
	isHeld      bool // change has limits
	split       evidence.RateChange
	isSplit     bool
	verdict     evidence.Verdict
	reason      string
	exits       *exits // of a stock
	trend       trend  // of a rate, over the increments since the baseline
	// effective is the share of plans in time among plans and cases still open too
	// late, which clearing does not move.
	effective   float64
	isEffective bool
}

// judge judges every measure of an authority, increment by increment, each as it
// stood at the increment's end.
func judge(a *Authority, b Baseline, guarded []Guarded) []finding {
	var all []finding
	guards := guardsByIncrement(a, b, guarded)
	for _, s := range a.Measures {
		before := baseOf(s, b)
		for _, p := range s.Increments {
			f := finding{measure: s.Measure, period: p, base: before, label: b.Label(), baselineEnd: b.To}
			if s.Measure.Kind == registry.Rate && p.IsKnown && p.IsSound && before.isKnown {
				f.change, f.isHeld = evidence.Compare(before.rate, evidence.Proportion{Part: p.Part, Whole: p.Whole})
			}
			if s.Measure.Name == "pc_within_20_weeks" {
				f.split, f.isSplit = splitOf(a, b, p.Start)
				f.effective, f.isEffective = effectiveOf(a, p)
			}
			if s.Measure.Kind == registry.Rate {
				f.trend = trendOf(s, b, p)
			}
			f.verdict, f.reason, f.exits = verdictOf(a, s, p, b, before, guards[p.Start])
			all = append(all, f)
		}
	}
	return all
}

// verdictOf is the verdict on the series as it stood at the end of an increment,
// its reason and, of a backlog, how its cases ended.
func verdictOf(a *Authority, s Series, p Period, b Baseline, before base, g guards) (evidence.Verdict, string, *exits) {
	switch {
	case s.Measure.Direction == evidence.Neutral || s.Measure.Kind == registry.Number:
		return "", "Neither way is better by itself: it is read beside the others.", nil
	case !p.IsComplete:
		return "", "The increment is not over.", nil
	case !p.Start.After(b.To):
		return "", "It is part of the baseline, or lies before it.", nil
	case !p.IsKnown || !p.IsSound:
		return "", "There is no figure for the increment.", nil
	case isBacklog(s.Measure):
		return judgedStock(a, s, p, b, before, g.shares)
	}
	judgement, err := evidence.Judge(before.months, proportions(within(s.Months, b.To.AddDate(0, 0, 1), p.End)), g.all)
	if err != nil {
		return evidence.TooEarly, fmt.Sprintf("It cannot be judged: %v.", err), nil
	}
	return judgement.Verdict, judgement.Reason, nil
}

// guards are the conditions that a sustained improvement must meet in an
// increment beside its own series, and the shares among them.
type guards struct {
	all    []evidence.Guard
	shares []Guarded
}

// guardsByIncrement works the guards out once for all measures, by the first day
// of the increment.
func guardsByIncrement(a *Authority, b Baseline, guarded []Guarded) map[time.Time]guards {
	found := map[time.Time]guards{}
	for _, s := range a.Measures {
		for _, p := range s.Increments {
			if _, known := found[p.Start]; known {
				continue
			}
			shares := slices.DeleteFunc(slices.Clone(guarded), func(g Guarded) bool { return !g.Period.Start.Equal(p.Start) })
			found[p.Start] = guards{guardsAt(a, b, p.Start, shares), shares}
		}
	}
	return found
}

// guardsAt are: no backlog above that at the baseline's end, a flow effect that
// is not below 0, and no share significantly up.
func guardsAt(a *Authority, b Baseline, start time.Time, shares []Guarded) []evidence.Guard {
	var all []evidence.Guard
	for _, name := range []string{"over_20_weeks", "over_30_weeks", "over_52_weeks"} {
		s, _ := a.Series(name)
		before := baseOf(*s, b)
		now, found := at(s.Increments, start)
		g := evidence.Guard{Name: fmt.Sprintf("the number of cases open over %d weeks", s.Measure.Weeks)}
		switch {
		case !before.isKnown || !found || !now.IsKnown:
			g.Words = "is not known now and at the baseline's end"
		case now.Value > before.value:
			g.Words = "is higher than at the baseline's end"
		default:
			g.OK = true
		}
		all = append(all, g)
	}
	split, isSplit := splitOf(a, b, start)
	all = append(all, flowGuard(split, isSplit))
	for _, g := range shares {
		all = append(all, evidence.Guard{Name: g.Series.Measure.Label, OK: !g.isUp(), Words: "is above that of the baseline by more than chance"})
	}
	return all
}

func flowGuard(split evidence.RateChange, isSplit bool) evidence.Guard {
	g := evidence.Guard{Name: "the timeliness of plans that could be in time"}
	switch {
	case !isSplit:
		g.Words = "cannot be told from the clearing of old cases"
	case split.Flow < 0:
		g.Words = "has fallen since the baseline"
	default:
		g.OK = true
	}
	return g
}

// splitOf splits the change of the rate of plans issued since the baseline into
// the effect of the flow and that of the backlog. Which plans come from the
// backlog depends on the period, so that the baseline must be whole increments.
func splitOf(a *Authority, b Baseline, start time.Time) (evidence.RateChange, bool) {
	plans, _ := a.Series("pc_within_20_weeks")
	flow, _ := a.Series("pc_flow_within_20_weeks")
	issued := func(start time.Time) (evidence.Issued, bool) {
		all, found := at(plans.Increments, start)
		rest, alsoFound := at(flow.Increments, start)
		if !found || !alsoFound || !all.IsKnown || !rest.IsKnown {
			return evidence.Issued{}, false
		}
		return evidence.Issued{Plans: all.Whole, Within: all.Part, FromBacklog: all.Whole - rest.Whole}, true
	}
	inside := within(plans.Increments, b.From, b.To)
	if len(inside) == 0 || !inside[0].Start.Equal(b.From) || !inside[len(inside)-1].End.Equal(b.To) {
		return evidence.RateChange{}, false
	}
	var before evidence.Issued
	for _, increment := range inside {
		counts, isKnown := issued(increment.Start)
		if !isKnown {
			return evidence.RateChange{}, false
		}
		before.Plans += counts.Plans
		before.Within += counts.Within
		before.FromBacklog += counts.FromBacklog
	}
	after, isKnown := issued(start)
	if !isKnown {
		return evidence.RateChange{}, false
	}
	return evidence.SplitChange(before, after)
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
