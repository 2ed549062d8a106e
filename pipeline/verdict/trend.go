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
	over    int // increments
	rests   []Figure
}

// trendOf tests the increments behind the baseline up to one that is over.
func trendOf(s Series, b Baseline, upTo Period) trend {
	var found trend
	var rates []evidence.Proportion
	for _, p := range s.Increments {
		if !p.Start.After(b.To) || p.Start.After(upTo.Start) || !p.usable() {
			continue
		}
		rates = append(rates, evidence.Proportion{Part: p.Part, Whole: p.Whole})
		found.rests = append(found.rests, Figure{s.Measure.Name, "three_months", p.Start})
	}
	if found.over = len(rates); found.over < fewestForTrend || !upTo.IsComplete {
		return trend{}
	}
	var isTested, isSloped bool
	found.test, isTested = evidence.CochranArmitage(rates)
	found.slope, isSloped = evidence.SlopeOf(rates)
	found.isKnown = isTested && isSloped
	return found
}

// said puts the trend in words where every figure behind it may be shown.
func (t trend) said(show func(Cell) string) string {
	if !t.isKnown {
		return ""
	}
	how := "rose"
	if t.test.Z < 0 {
		how = "fell"
	}
	text := fmt.Sprintf("Over the %d increments since the baseline it %s steadily by more than chance (Cochran-Armitage, %s): the odds are %.2f "+
		"times as high from one to the next (95%% limits %.2f to %.2f).",
		t.over, how, chanceOf(t.test.P), t.slope.OddsRatio, t.slope.OddsLow, t.slope.OddsHigh)
	if t.test.P >= 0.05 {
		text = fmt.Sprintf("Over the %d increments since the baseline there is no steady rise or fall beyond chance (Cochran-Armitage, %s).",
			t.over, chanceOf(t.test.P))
	}
	if said := show(Cell{Text: text, rests: t.rests}); isFigure(said) {
		return said
	}
	return ""
}

// chanceOf writes a probability as far as it says anything.
func chanceOf(p float64) string {
	if p < 0.001 {
		return "p under 0.001"
	}
	return fmt.Sprintf("p = %.3f", p)
}

// effectiveOf is the share of plans in time among the plans issued and the cases
// open over 20 weeks at the increment's end.
func effectiveOf(a *Authority, p Period) (float64, bool) {
	flow, _ := a.Series("pc_flow_within_20_weeks")
	late, _ := a.Series("over_20_weeks")
	rest, found := at(flow.Increments, p.Start)
	open, alsoFound := at(late.Increments, p.Start)
	if !found || !alsoFound || !p.IsKnown || !rest.IsKnown || !open.IsKnown {
		return 0, false
	}
	return evidence.EffectiveRate(evidence.Issued{Plans: p.Whole, Within: p.Part, FromBacklog: p.Whole - rest.Whole}, int64(open.Value))
}
