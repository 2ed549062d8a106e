package verdict

import (
	"slices"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
)

// Judged is what is said of one authority.
type Judged struct {
	SPC, Evidence, Summary, Forecast, Integrity []Row
	Baseline                                    Baseline
	Notes                                       []string // what a reader should know of how it was judged
}

// Of judges an authority's figures.
func Of(a *Authority, settings Settings) Judged {
	b := settings.baselineOf(a)
	if b.From.IsZero() {
		return Judged{}
	}
	guarded := guardsOf(a, b)
	findings := judge(a, b, guarded, settings.AsAt)
	said := Judged{Baseline: b, Notes: b.notes(a)}
	for _, g := range guarded {
		said.Integrity = append(said.Integrity, g.row(a))
	}
	for _, f := range forecasts(a, settings.AsAt) {
		said.Forecast = append(said.Forecast, f.row(a))
	}
	for _, f := range findings {
		said.Evidence = append(said.Evidence, f.row(a, settings))
	}
	for _, s := range a.Measures {
		control := Controlled(s, b.baselineFor(a, s), settings)
		said.SPC = append(said.SPC, control.Rows(a)...)
		said.Notes = append(said.Notes, control.Notes()...)
		said.Summary = append(said.Summary, summaryRow(a, control, findings, settings))
	}
	return said
}

// The places of an evidence row's figures, behind its keys.
const (
	placeBaseline = iota + 11
	placeValue
	placeChange
	placeLow
	placeHigh
	placeFlow
	placeClearance
)

// row is the finding's row of the table evidence.
func (f finding) row(a *Authority, settings Settings) Row {
	cells := append(periodKeys(a, f.measure.Name, f.period, "three_months"), word(string(f.measure.Direction)))
	cells = slices.Concat(cells, f.figures(settings), f.effects(), []Cell{word(string(f.verdict)), word(f.reason)})
	return Row{Cells: cells, Say: f.sentence}
}

// own is the figure of the finding's own increment.
func (f finding) own() Figure { return Figure{f.measure.Name, "three_months", f.period.Start} }

// figures are baseline, value, change, low and high. The change is that of the
// rounded figures, so that whoever subtracts finds the same.
func (f finding) figures(settings Settings) []Cell {
	baseline := f.baselineCell(settings)
	value := none(notAvailable)
	if f.period.IsKnown && f.period.IsSound {
		value = number(f.period.Value, f.own())
	}
	change := none(notAvailable)
	if value.Text != "" && baseline.Text != "" && f.isComparable() {
		change = Cell{
			Text:  ofTenths(tenths(f.period.Value) - tenths(f.base.value)),
			rests: slices.Concat(value.rests, baseline.rests), small: baseline.small,
		}
	}
	limit := func(share float64) Cell {
		switch {
		case f.measure.Kind != registry.Rate:
			return none(notApplicable)
		case !f.isHeld:
			return none(notAvailable)
		}
		return Cell{Text: oneDecimal(100 * share), rests: change.rests, small: change.small}
	}
	return []Cell{baseline, value, change, limit(f.change.Low), limit(f.change.High)}
}

// baselineCell is the figure of the baseline. A rate that stands on fewer cases than
// may be shown is hidden; a stock is hidden with the month that it ends.
func (f finding) baselineCell(settings Settings) Cell {
	if !f.base.isKnown {
		return none(notAvailable)
	}
	cell := number(f.base.value, f.base.rests...)
	if f.measure.Kind == registry.Rate {
		cell.small = settings.isSmall(f.base.rate.Part) || settings.isSmall(f.base.rate.Whole-f.base.rate.Part)
	}
	return cell
}

// effects are the parts of the change of the rate of plans issued. The second is
// what the first leaves of the change, so that they add up as they are shown.
func (f finding) effects() []Cell {
	if f.measure.Name != "pc_within_20_weeks" {
		return []Cell{none(notApplicable), none(notApplicable)}
	}
	if !f.isSplit || !f.base.isKnown || !f.period.IsKnown {
		return []Cell{none(notAvailable), none(notAvailable)}
	}
	rests := []Figure{f.own(), {"pc_flow_within_20_weeks", "three_months", f.period.Start}}
	flow := tenths(100 * f.split.Flow)
	change := tenths(f.period.Value) - tenths(f.base.value)
	return []Cell{{Text: ofTenths(flow), rests: rests}, {Text: ofTenths(change - flow), rests: rests}}
}

// isSmall says whether a count is too small to be shown.
func (s Settings) isSmall(count int64) bool { return count > 0 && count < s.MinimumCount }

// verdictWords say a verdict in a sentence, never more strongly than it is.
func verdictWords(v evidence.Verdict) string {
	return map[evidence.Verdict]string{
		evidence.TooEarly:   "It is too early to say whether that is a change.",
		evidence.NoEvidence: "Its months vary by as much as that, so that it is no evidence of a change.",
		evidence.Improving:  "It is improving, and not yet shown to last.",
		evidence.Improved:   "It has improved, and is not yet shown to be sustained.",
		evidence.Sustained:  "The improvement is sustained.",
		evidence.Worse:      "It is worse than in the baseline by more than chance.",
	}[v]
}
