package verdict

import (
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
}

// baseOf works out a measure's baseline: a rate over all its months, a stock at
// its end, a number as the mean of its increments. Medians do not add up.
func baseOf(s Series, b Baseline) base {
	inside := within(s.Months, b.From, b.To)
	usable := known(inside)
	switch s.Measure.Kind {
	case registry.Rate:
		found := base{months: proportions(inside)}
		found.rate.Part, found.rate.Whole = pooled(usable)
		if found.isKnown = found.rate.Whole > 0; found.isKnown {
			found.value = 100 * float64(found.rate.Part) / float64(found.rate.Whole)
		}
		return found
	case registry.Stock:
		for _, p := range usable {
			if p.End.Equal(b.To) {
				return base{value: p.Value, isKnown: true, rests: []Figure{{s.Measure.Name, "month", p.Start}}}
			}
		}
	case registry.Number:
		found := base{}
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
	return base{}
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

// fewestJudged is how many increments the usual baseline leaves to be judged, if
// it can: as many as 'sustained' needs.
const fewestJudged = 3

// baselineOf is the configured baseline, else the usual one: the first twelve
// months in which as much as can be is sound, cases falling due at 52 weeks
// above all, while there are increments left to be judged.
func (s Settings) baselineOf(a *Authority) Baseline {
	if !s.Baseline.From.IsZero() {
		return s.Baseline
	}
	var usual Baseline
	for _, name := range []string{"falling_due_52", "falling_due_30", "falling_due_20", ""} {
		increments := soundIncrements(a, name)
		if len(increments) == 0 {
			continue
		}
		usual = UsualBaseline(increments)
		left := 0
		for _, p := range increments {
			if p.IsComplete && p.Start.After(usual.To) {
				left++
			}
		}
		if left >= fewestJudged {
			return usual
		}
	}
	return usual
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
