package verdict

import (
	"fmt"

	"ehcp/pipeline/evidence"
)

// fewestForTrend is how many increments a trend takes: two make a difference.
const fewestForTrend = 3

// trend is whether a rate rises or falls steadily over the increments since the
// baseline.
type trend struct {
	test    evidence.LinearTrend
	slope   evidence.Slope
	isKnown bool
	phi     float64 // dispersion of the baseline's months, at least 1
	over    int     // increments
	rests   []Figure
}

// trendOf tests the increments behind the baseline up to one that is over. How
// much more the baseline's months vary than counts alone would make them widens
// the test.
func trendOf(s Series, b Baseline, before base, upTo Period) trend {
	if len(s.Increments) > 0 && s.Increments[0].Start.After(b.To.AddDate(0, 0, 1)) {
		return trend{} // increments since the baseline are not held
	}
	found := trend{phi: 1}
	var rates []evidence.Proportion
	for _, p := range s.Increments {
		if !p.Start.After(b.To) || p.Start.After(upTo.Start) || !p.usable() || p.IsUnsettled {
			continue
		}
		rates = append(rates, evidence.Proportion{Part: p.Part, Whole: p.Whole})
		found.rests = append(found.rests, Figure{s.Measure.Name, "three_months", p.Start})
	}
	if found.over = len(rates); found.over < fewestForTrend || !upTo.IsComplete {
		return trend{}
	}
	if spread, known := evidence.DispersionOf(before.months); known {
		found.phi = spread.Phi
	}
	var isTested, isSloped bool
	found.test, isTested = evidence.CochranArmitage(rates)
	found.slope, isSloped = evidence.SlopeOf(rates)
	found.isKnown = isTested && isSloped
	return found
}

// said puts the trend in words where every figure behind it may be shown. One
// against the verdict is of what came before the latest increment, and is left
// out: the verdict says how that stands to the baseline.
func (t trend) said(show func(Cell) string, v evidence.Verdict) string {
	if !t.isKnown {
		return ""
	}
	test := t.test.Over(t.phi)
	isUp := test.Z > 0
	var text string
	switch {
	case test.P >= 0.05:
		text = fmt.Sprintf("Over the %d increments since the baseline there is no trend beyond chance (%s).", t.over, chanceOf(test.P))
	case isUp && v == evidence.Worse, !isUp && (v == evidence.Improving || v == evidence.Improved || v == evidence.Sustained):
		return ""
	default:
		low, high := t.slope.OddsOver(t.phi)
		text = fmt.Sprintf("Over the %d increments since the baseline the trend is %s (%s%s).",
			t.over, map[bool]string{true: "upward", false: "downward"}[isUp], chanceOf(test.P), oddsOf(t.slope.OddsRatio, low, high))
	}
	if said := show(Cell{Text: text, rests: t.rests}); isFigure(said) {
		return said
	}
	return ""
}

// oddsOf says by how much the odds change from one increment to the next, where
// that is less than twofold: of more, a steady slope is no fair description.
func oddsOf(ratio, low, high float64) string {
	if ratio > 2 || ratio < 0.5 {
		return ""
	}
	return fmt.Sprintf("; odds times %.2f an increment, 95%% limits %.2f to %.2f", ratio, low, high)
}

// chanceOf writes a probability as far as it says anything.
func chanceOf(p float64) string {
	if p < 0.001 {
		return "p under 0.001"
	}
	return fmt.Sprintf("p = %.3f", p)
}

// share is a proportion that may not be known.
type share struct {
	value   float64
	isKnown bool
	rests   []Figure
}

// cell is the share as a percentage, resting on figures.
func (s share) cell(rests ...Figure) Cell { return optional(100*s.value, s.isKnown, rests...) }

// effectiveOf is the share of plans in time among the plans issued and the cases
// open over 20 weeks at the increment's end.
func effectiveOf(a *Authority, p Period) (found share) {
	issued, isKnown := issuedIn(a, p.Start)
	open, alsoFound := at(followed(a, "over_20_weeks").Increments, p.Start)
	if isKnown && alsoFound && open.IsKnown {
		found.value, found.isKnown = evidence.EffectiveRate(issued, int64(open.Value))
	}
	return found
}

// effectiveBefore is that of the baseline: of the plans of its increments, and
// what was open at the end of each.
func effectiveBefore(a *Authority, b Baseline) (found share) {
	issued, isKnown := issuedBefore(a, b)
	var open float64
	late := followed(a, "over_20_weeks")
	for _, p := range b.increments(late) {
		open += p.Value
		found.rests = append(found.rests, Figure{"over_20_weeks", "three_months", p.Start}, Figure{"pc_within_20_weeks", "three_months", p.Start})
	}
	if isKnown && len(found.rests) > 0 {
		found.value, found.isKnown = evidence.EffectiveRate(issued, int64(open))
	}
	return found
}
