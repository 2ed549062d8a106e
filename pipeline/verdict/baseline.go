package verdict

import (
	"fmt"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
)

// base is what a measure was in the baseline.
type base struct {
	value   float64
	isKnown bool
	rate    evidence.Proportion // of a rate
	months  []evidence.Proportion
	rests   []Figure // those that it would give away
	label   string   // the months that it is of, such as Jun 2023 to Dec 2023
}

// baseOf works out a measure's baseline: a rate over its months that can be
// evidence, which the label names, a stock at its end, a number as the mean of
// its increments. Medians do not add up.
func baseOf(s Series, b Baseline) base {
	inside := within(s.Months, b.From, b.To)
	usable := known(inside)
	switch s.Measure.Kind {
	case registry.Rate:
		found := base{months: proportions(inside)}
		if dependsOnPeriod(s.Measure) {
			usable = b.increments(s)
		}
		if len(usable) > 0 {
			found.label = Baseline{From: usable[0].Start, To: usable[len(usable)-1].End}.Label()
		}
		found.rate.Part, found.rate.Whole = pooled(usable)
		if found.isKnown = found.rate.Whole > 0; found.isKnown {
			found.value = 100 * float64(found.rate.Part) / float64(found.rate.Whole)
		}
		return found
	case registry.Stock:
		for _, p := range usable {
			if p.End.Equal(b.To) {
				return base{value: p.Value, isKnown: true, label: b.Label(), rests: []Figure{{s.Measure.Name, "month", p.Start}}}
			}
		}
	case registry.Number:
		found := base{label: b.Label()}
		for _, p := range usable {
			found.value += p.Value
			found.rests = append(found.rests, Figure{s.Measure.Name, "month", p.Start})
		}
		if months := monthsBetween(b.From, b.To); months > 0 && len(usable) == months {
			found.value, found.isKnown = 3*found.value/float64(months), true
			return found
		}
	case registry.Middle:
	}
	return base{label: b.Label()}
}

// proportions are the counts of rates, with nothing for a month that cannot be
// evidence.
func proportions(periods []Period) []evidence.Proportion {
	counts := make([]evidence.Proportion, len(periods))
	for i, p := range periods {
		if p.usable() {
			counts[i] = evidence.Proportion{Part: p.Part, Whole: p.Whole}
		}
	}
	return counts
}

// monthsBetween is how many whole months lie between two days, both included.
func monthsBetween(from, to time.Time) int {
	next := to.AddDate(0, 0, 1)
	return 12*(next.Year()-from.Year()) + int(next.Month()-from.Month())
}

// dependsOnPeriod says whether the cases that a rate is of depend on the period
// that they are counted in, so that its months do not add up to increments: which
// plans come from the backlog does.
func dependsOnPeriod(m registry.Measure) bool { return m.Name == "pc_flow_within_20_weeks" }

// increments are those that a baseline is made of; none where it does not begin
// and end with one, or lacks one.
func (b Baseline) increments(s Series) []Period {
	inside := known(within(s.Increments, b.From, b.To))
	next := b.From
	for _, p := range inside {
		if !p.Start.Equal(next) {
			return nil
		}
		next = p.End.AddDate(0, 0, 1)
	}
	if !next.Equal(b.To.AddDate(0, 0, 1)) {
		return nil
	}
	return inside
}

// notes say what a reader should know of a baseline that was named.
func (b Baseline) notes(a *Authority) (notes []string) {
	if b.IsUsual {
		return nil
	}
	if months := monthsBetween(b.From, b.To); months < monthsOfBaseline {
		notes = append(notes, fmt.Sprintf("the baseline %s is of %d months: without a whole year it lacks some of its seasons", b.Label(), months))
	}
	if plans := followed(a, "pc_within_20_weeks"); len(known(within(plans.Increments, b.From, b.To))) > 0 && len(b.increments(plans)) == 0 {
		notes = append(notes, "the baseline "+b.Label()+" does not begin and end with increments: what clearing old cases does to the "+
			"published rate cannot be told, so that no rate can be called sustained")
	}
	return notes
}

// baselineOf is the configured baseline, else the usual one: the first twelve
// months covered. It does not move when a later extract is read, so that what was
// called worse is not taken into it.
func (s Settings) baselineOf(a *Authority) Baseline {
	if !s.Baseline.From.IsZero() {
		return s.Baseline
	}
	return UsualBaseline(soundIncrements(a, ""))
}

// baselineFor is the baseline of one measure. Where the usual one has too few
// months that can be evidence, as for cases that fall due 52 weeks after they
// came, it is the first twelve months that can.
func (b Baseline) baselineFor(a *Authority, s Series) Baseline {
	if !b.IsUsual || s.Measure.Kind != registry.Rate || len(known(within(s.Months, b.From, b.To))) >= evidence.FewestInBaseline {
		return b
	}
	if own := UsualBaseline(soundIncrements(a, s.Measure.Name)); own.From.After(b.From) {
		return own
	}
	return b
}

// soundIncrements are those from the first that is sound on, of a measure or, of
// any, of the one that begins first.
func soundIncrements(a *Authority, name string) []Period {
	var earliest []Period
	for _, series := range a.Measures {
		if name != "" && series.Measure.Name != name {
			continue
		}
		for i, p := range series.Increments {
			if p.IsSound {
				if earliest == nil || p.Start.Before(earliest[0].Start) {
					earliest = series.Increments[i:]
				}
				break
			}
		}
	}
	return earliest
}
