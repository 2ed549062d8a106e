package verdict

import (
	"fmt"
	"slices"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
)

// guards are the conditions that a sustained improvement must meet in an
// increment beside its own series, and the backlogs that do not meet theirs.
type guards struct {
	all    []evidence.Guard
	higher []higher
}

// higher is a backlog above that at the baseline's end.
type higher struct {
	weeks       int
	before, now Cell
}

// relied is how many increments 'sustained' rests on: a guard that was up in any
// of them speaks against it.
const relied = 3

// guardsByIncrement works the guards out once for all measures with a baseline,
// by the first day of the increment.
func guardsByIncrement(a *Authority, b Baseline, guarded []Guarded) map[time.Time]guards {
	found := map[time.Time]guards{}
	for _, s := range a.Measures {
		for _, p := range s.Increments {
			if _, known := found[p.Start]; !known {
				found[p.Start] = guardsAt(a, b, p, guarded)
			}
		}
	}
	return found
}

// guardsAt are: no backlog above that at the baseline's end, a flow effect that
// is not below 0, and no share significantly up in the increments relied on.
func guardsAt(a *Authority, b Baseline, p Period, guarded []Guarded) guards {
	var g guards
	for _, name := range []string{"over_20_weeks", "over_30_weeks", "over_52_weeks"} {
		s := followed(a, name)
		g.notHigher(s, b, p, fmt.Sprintf("the number of cases open over %d weeks", s.Measure.Weeks))
	}
	split, isSplit := splitOf(a, b, p.Start)
	g.all = append(g.all, flowGuard(split, isSplit, len(b.increments(followed(a, "pc_within_20_weeks"))) > 0))
	for _, words := range risen(guarded, b, p, relied, func(string) bool { return true }) {
		g.all = append(g.all, evidence.Guard{Name: words})
	}
	return g
}

// notHigher is the guard that what is outstanding is not above that at the baseline's
// end.
func (g *guards) notHigher(s Series, b Baseline, p Period, name string) {
	before := baseOf(s, b)
	now, found := at(s.Increments, p.Start)
	guard := evidence.Guard{Name: name}
	switch {
	case !before.isKnown || !found || !now.IsKnown:
		guard.Words = "is not known now and at the baseline's end"
	case now.Value > before.value:
		guard.Words = "is higher than at the baseline's end"
		g.higher = append(g.higher, higher{
			s.Measure.Weeks, number(before.value, before.rests...), number(now.Value, Figure{s.Measure.Name, "three_months", p.Start}),
		})
	default:
		guard.OK = true
	}
	g.all = append(g.all, guard)
}

// guardsOfList are those of a measure of another extract than assessments: that what
// is outstanding is not more. The others are about requests and plans.
func guardsOfList(a *Authority, m registry.Measure, b Baseline, p Period) guards {
	var g guards
	if m.Listed.Outstanding != "" {
		s := followed(a, m.Listed.Outstanding)
		g.notHigher(s, b, p, "'"+s.Measure.Label+"'")
		g.higher = nil // the reason says it; sentences tell of cases open alone
	}
	return g
}

// followed is the measure or guard of that name.
func followed(a *Authority, name string) Series {
	s, _ := a.Series(name)
	return *s
}

func flowGuard(split evidence.RateChange, isSplit, isWhole bool) evidence.Guard {
	g := evidence.Guard{Name: "the timeliness of plans that could be in time"}
	switch {
	case !isSplit && !isWhole:
		g.Words = "cannot be told from the clearing of old cases, as the baseline does not begin and end with increments"
	case !isSplit:
		g.Words = "cannot be told from the clearing of old cases"
	case split.Flow < 0:
		g.Words = "has fallen since the baseline"
	default:
		g.OK = true
	}
	return g
}

// risen says of the shares that concern a verdict that they are above those of the
// baseline by more than chance, or were, far beyond chance, in one of so many
// increments up to the period; 0 stands for all since the baseline. The bar for
// earlier increments is higher, for there are many of them. Shares of one increment
// are named together, so that the reader is told once what they have in common.
func risen(guarded []Guarded, b Baseline, upTo Period, increments int, concerns func(name string) bool) []string {
	from := b.To
	if increments > 0 {
		from = upTo.Start.AddDate(0, -3*(increments-1), 0)
	}
	latest := map[string]Guarded{}
	var order []string
	for _, g := range guarded {
		name, isNow := g.Series.Measure.Name, g.Period.Start.Equal(upTo.Start)
		isUp := isNow && g.isUp() || g.isFarUp()
		if !isUp || !concerns(name) || !g.Period.Start.After(b.To) || g.Period.Start.Before(from) || g.Period.Start.After(upTo.Start) {
			continue
		}
		if _, known := latest[name]; !known {
			order = append(order, name)
		}
		latest[name] = g
	}
	var found []together
	for _, name := range order {
		g := latest[name]
		i := slices.IndexFunc(found, func(t together) bool { return t.period.Start.Equal(g.Period.Start) })
		if i < 0 {
			i, found = len(found), append(found, together{period: g.Period})
		}
		found[i].shares = append(found[i].shares, g.Series.Measure.Label)
	}
	slices.SortFunc(found, func(one, other together) int { return other.period.Start.Compare(one.period.Start) })
	words := make([]string, len(found))
	for i, t := range found {
		words[i] = t.words(t.period.Start.Equal(upTo.Start))
	}
	return words
}

// together are shares that are up in one increment.
type together struct {
	period Period
	shares []string
}

// words says that they are above those of the baseline, or were.
func (t together) words(isNow bool) string {
	verb, of := "are", "those"
	switch {
	case len(t.shares) == 1 && isNow:
		verb, of = "is", "that"
	case len(t.shares) == 1:
		verb, of = "was", "that"
	case !isNow:
		verb = "were"
	}
	said := fmt.Sprintf("%s %s above %s of the baseline by more than chance", listed(t.shares), verb, of)
	if isNow {
		return said
	}
	return said + " in " + t.period.Label
}
