package verdict

import "time"

// summaryRow is a measure's row of the table summary: where it stands at the end
// of the newest increment that is over.
func summaryRow(a *Authority, c Control, findings []finding, settings Settings) Row {
	var latest, previous *finding
	for i, f := range findings {
		if f.measure.Name == c.Series.Measure.Name && f.period.IsComplete {
			previous, latest = latest, &findings[i]
		}
	}
	target, by := none(notApplicable), ""
	if c.Target != nil {
		target = word(oneDecimal(c.Target.Value))
		if !c.Target.By.IsZero() {
			by = c.Target.By.Format(time.DateOnly)
		}
	}
	baseline, period, verdict, label := none(notAvailable), "", "", ""
	if latest != nil {
		baseline, period, verdict, label = latest.baselineCell(settings), latest.base.label, string(latest.verdict), latest.period.Label
	}
	variation, assurance := "", ""
	if c.HasOne {
		variation, assurance = string(c.Chart.Variation), string(c.Chart.Assurance)
	}
	return Row{Cells: []Cell{
		word(a.Code), word(a.Name), word(c.Series.Measure.Name), baseline, word(period), target, word(by),
		previous.value(), latest.value(), word(label), word(variation), word(assurance), word(verdict),
	}}
}

// value is the figure of an increment, if there is one.
func (f *finding) value() Cell {
	if f == nil || !f.period.IsKnown || !f.period.IsSound {
		return none(notAvailable)
	}
	return number(f.period.Value, f.own())
}
