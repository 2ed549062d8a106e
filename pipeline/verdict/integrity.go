package verdict

import (
	"strconv"

	"ehcp/pipeline/evidence"
)

// Guarded is a guard in one increment: a share against that of the baseline.
type Guarded struct {
	Series Series
	Period Period
	base   base
	change evidence.Difference
	isHeld bool // against the baseline
}

// guardsOf holds every guard of an authority against its baseline, increment by
// increment.
func guardsOf(a *Authority, b Baseline) []Guarded {
	var all []Guarded
	for _, s := range a.Guards {
		before := baseOf(s, b)
		for _, p := range s.Increments {
			g := Guarded{Series: s, Period: p, base: before}
			if p.usable() && before.isKnown {
				g.change, g.isHeld = evidence.Compare(before.rate, evidence.Proportion{Part: p.Part, Whole: p.Whole})
			}
			all = append(all, g)
		}
	}
	return all
}

// isUp says whether the share is above that of the baseline by more than chance:
// the lower limit of the difference is above 0.
func (g Guarded) isUp() bool { return g.isHeld && g.change.Low > 0 }

// farFactor is how much wider limits of 99.5% are than those of 95%: the ratio of
// the normal scores 2.807 and 1.960.
const farFactor = 1.432

// isFarUp says whether the share would be above that of the baseline by limits of
// 99.5% too.
func (g Guarded) isFarUp() bool {
	return g.isHeld && g.change.Change-farFactor*(g.change.Change-g.change.Low) > 0
}

// row is the guard's row of the table integrity, which is restricted.
func (g Guarded) row(a *Authority) Row {
	cells := append(periodKeys(a, g.Series.Measure.Name, g.Period, "three_months"),
		optional(g.Period.Value, g.Period.IsKnown),
		optional(g.base.value, g.base.isKnown),
		optional(100*g.change.Low, g.isHeld),
		optional(100*g.change.High, g.isHeld),
		word(strconv.FormatBool(g.isUp())))
	return Row{Cells: cells}
}
