package verdict

import (
	"fmt"
	"strings"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
)

// sentence says a finding as a board paper would, from the figures that are
// shown: what it was, against what, and what must be said in the same breath.
func (f finding) sentence(shown []string, show func(Cell) string) string {
	value := shown[placeValue]
	switch value {
	case hiddenMark:
		return fmt.Sprintf("%s: %s is not shown, for it could tell a small number.", f.period.Label, lowerFirst(f.measure.Label))
	case "", notAvailable:
		return ""
	}
	parts := []string{f.what(value) + f.against(shown) + "."}
	switch {
	case f.measure.Name == "pc_within_20_weeks":
		parts = append(parts, f.why(shown), f.effectively(show))
	case isBacklog(f.measure):
		parts = append(parts, f.ended(show), f.since(show))
	}
	return strings.Join(nonEmpty(append(parts, f.trend.said(show), verdictWords(f.verdict), f.caveat())), " ")
}

// what is the figure in its increment.
func (f finding) what(value string) string {
	when := "In " + f.period.Label + ","
	if !f.period.IsComplete {
		when += " which is not over,"
	}
	weeks := f.measure.Weeks
	switch {
	case strings.HasPrefix(f.measure.Name, "falling_due_"):
		return fmt.Sprintf("%s %s%% of the cases that reached %d weeks had their plan by that day", when, value, weeks)
	case f.measure.Name == "pc_flow_within_20_weeks":
		return fmt.Sprintf("%s %s%% of the plans that could still be in time were issued within %d weeks", when, value, weeks)
	case f.measure.Name == "pc_within_20_weeks_excl":
		return fmt.Sprintf("%s %s%% of plans were issued within %d weeks, exceptions left out", when, value, weeks)
	case strings.HasPrefix(f.measure.Name, "pc_within_"):
		return fmt.Sprintf("%s %s%% of plans were issued within %d weeks", when, value, weeks)
	case f.measure.Name == "pc_not_assessed":
		return fmt.Sprintf("%s %s%% of the requests received have been decided not to be assessed", when, value)
	case f.measure.Kind == registry.Middle:
		return fmt.Sprintf("%s half of the plans had taken at most %s weeks", when, value)
	case f.measure.Kind == registry.Stock:
		open := "had been open over " + fmt.Sprint(weeks) + " weeks"
		if weeks == 0 {
			open = "were open"
		}
		return fmt.Sprintf("At the end of %s, %s cases %s", f.period.Label, count(value), open)
	case f.measure.Name == "received":
		return fmt.Sprintf("%s %s requests were received", when, count(value))
	}
	return fmt.Sprintf("%s the number of open cases changed by %s", when, signed(count(value)))
}

// against is the comparison with the baseline, if it is shown.
func (f finding) against(shown []string) string {
	baseline, change := shown[placeBaseline], shown[placeChange]
	if !isFigure(baseline) || !isFigure(change) || !f.period.Start.After(f.baselineEnd) {
		return ""
	}
	unit, unitOfChange := "", ""
	switch f.measure.Kind {
	case registry.Rate:
		unit, unitOfChange = "%", " points"
	case registry.Stock, registry.Number:
		baseline, change = count(baseline), count(change)
	case registry.Middle:
	}
	said := fmt.Sprintf(", against %s%s in the baseline (%s)", baseline, unit, f.label)
	switch f.measure.Kind {
	case registry.Stock:
		said = fmt.Sprintf(", against %s at the end of the baseline (%s)", baseline, f.label)
	case registry.Number:
		said = fmt.Sprintf(", against %s in a mean increment of the baseline (%s)", baseline, f.label)
	case registry.Rate, registry.Middle:
	}
	said += ": " + signed(change) + unitOfChange
	if low, high := shown[placeLow], shown[placeHigh]; isFigure(low) && isFigure(high) {
		said += fmt.Sprintf(" (95%% limits %s to %s)", signed(low), signed(high))
	}
	return said
}

// why splits the change of the published rate, which falls while old cases are
// cleared.
func (f finding) why(shown []string) string {
	flow, clearance := shown[placeFlow], shown[placeClearance]
	if !isFigure(flow) || !isFigure(clearance) || !f.period.Start.After(f.baselineEnd) {
		return "Clearing old cases lowers this rate."
	}
	return fmt.Sprintf("Of the change %s points come from plans that could be in time, and %s from how much of the backlog was cleared, "+
		"which lowers this rate while it goes on.", signed(flow), signed(clearance))
}

// effectively says the rate that clearing does not move.
func (f finding) effectively(show func(Cell) string) string {
	if !f.isEffective {
		return ""
	}
	share := show(number(100*f.effective, f.own(), Figure{"over_20_weeks", "three_months", f.period.Start}))
	if !isFigure(share) {
		return ""
	}
	return fmt.Sprintf("Of these plans and the cases still open over 20 weeks together, %s%% were plans in time: clearing does not move that.", share)
}

// ended says how cases of the backlog ended in the increment: a fall by refusals
// or withdrawals is not one by plans.
func (f finding) ended(show func(Cell) string) string {
	if f.exits == nil {
		return ""
	}
	last := len(f.exits.starts) - 1
	said := "In those three months " + f.ways(show, f.exits.now, f.exits.starts[last:])
	if len(f.exits.risen) > 0 {
		said += ", while " + strings.Join(f.exits.risen, " and ") + " rose above that of the baseline"
	}
	return said + "."
}

// since says how the backlog has moved since the baseline, and by what.
func (f finding) since(show func(Cell) string) string {
	if f.exits == nil || f.exits.since.Increments < 2 {
		return ""
	}
	j := f.exits.since
	return fmt.Sprintf("Since the baseline it was reduced in %d of %d increments, in which %s.",
		j.Reduced, j.Increments, f.ways(show, j.Total, f.exits.starts))
}

// ways lists the ways out, each with its number if it may be shown.
func (f finding) ways(show func(Cell) string, out evidence.StockIncrement, starts []time.Time) string {
	number := func(n int64, how string) string {
		cell := Cell{Text: fmt.Sprint(n)}
		for _, start := range starts {
			cell.rests = append(cell.rests, Figure{fmt.Sprintf("%s_over_%d", how, f.measure.Weeks), "three_months", start})
		}
		if said := show(cell); isFigure(said) {
			return count(said)
		}
		return "an undisclosed number"
	}
	return fmt.Sprintf("%s of them ended by a plan, %s by a refusal and %s otherwise",
		number(out.Plans, byPlan), number(out.Refusals, byRefusal), number(out.Withdrawals, byWithdrawal))
}

// caveat is what a reader could miss.
func (f finding) caveat() string {
	switch {
	case f.verdict == "" || f.verdict == evidence.TooEarly:
		return ""
	case strings.HasPrefix(f.measure.Name, "pc_within_"):
		return "Read it beside the cases falling due and the open backlog."
	}
	return ""
}
