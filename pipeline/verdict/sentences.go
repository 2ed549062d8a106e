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
		if told := f.told(show(Cell{rests: []Figure{f.own()}, tells: true})); told != "" {
			return strings.Join(nonEmpty([]string{told + ".", f.judged()}), " ")
		}
		return fmt.Sprintf("%s: the figure is not shown, for it could tell a small number (%s).", f.period.Label, lowerFirst(f.measure.Label))
	case "", notAvailable:
		return ""
	}
	parts := []string{f.what(value) + f.compared(shown) + "."}
	switch {
	case f.measure.Name == "pc_within_20_weeks":
		parts = append(parts, f.why(shown), f.effectively(show))
	case isBacklog(f.measure):
		parts = append(parts, f.ended(show), f.since(show))
	}
	return strings.Join(nonEmpty(append(parts, f.trend.said(show, f.verdict), f.judged(), f.meanwhile(show), f.caveat())), " ")
}

// when names the increment or, of open cases, its last day so far.
func (f finding) when() string {
	switch {
	case f.measure.Kind == registry.Stock && f.period.IsComplete:
		return "At the end of " + f.period.Label + ","
	case f.measure.Kind == registry.Stock:
		return "On " + f.asAt.Format("2 January 2006") + ","
	case !f.period.IsComplete:
		return "In " + f.period.Label + ", which is not over,"
	}
	return "In " + f.period.Label + ","
}

// what is the figure in its increment.
func (f finding) what(value string) string {
	when := f.when()
	weeks := f.measure.Weeks
	switch {
	case f.measure.Listed.Says != "" && f.measure.Kind == registry.Rate:
		return fmt.Sprintf("%s %s%% %s", when, value, f.measure.Listed.Says)
	case f.measure.Listed.Says != "":
		return fmt.Sprintf("%s %s %s", when, count(value), f.measure.Listed.Says)
	case strings.HasPrefix(f.measure.Name, "falling_due_"):
		return fmt.Sprintf("%s %s%% of the cases that reached %d weeks had their plan by that day", when, value, weeks)
	case f.measure.Name == "pc_flow_within_20_weeks":
		return fmt.Sprintf("%s %s%% of the plans that could still be in time were issued within %d weeks", when, value, weeks)
	case f.measure.Name == "pc_within_20_weeks_excl":
		return fmt.Sprintf("%s %s%% of plans were issued within %d weeks, exceptions left out", when, value, weeks)
	case strings.HasPrefix(f.measure.Name, "pc_within_"):
		return fmt.Sprintf("%s %s%% of plans were issued within %d weeks", when, value, weeks)
	case f.measure.Name == "pc_not_assessed":
		said := fmt.Sprintf("%s %s%% of the requests received have been decided not to be assessed", when, value)
		if f.period.IsUnsettled {
			said += "; so many are not decided yet that it is not compared"
		}
		return said
	case f.measure.Kind == registry.Middle:
		return fmt.Sprintf("%s half of the plans had taken at most %s weeks", when, value)
	case f.measure.Kind == registry.Stock:
		return fmt.Sprintf("%s %s open%s", when, casesWere(value), overWeeks(weeks))
	case f.measure.Name == "received":
		return fmt.Sprintf("%s %s requests were received", when, count(value))
	}
	return fmt.Sprintf("%s the number of open cases changed by %s", when, signed(count(value)))
}

// told is the figure in its increment where words stand for a number that is hidden;
// nothing where none do, or it is no number of cases.
func (f finding) told(words string) string {
	switch {
	case !strings.Contains(words, " "):
		return ""
	case f.measure.Listed.Says != "" && f.measure.Kind == registry.Stock:
		return fmt.Sprintf("%s %s %s", f.when(), words, f.measure.Listed.Says)
	case f.measure.Kind == registry.Stock:
		return fmt.Sprintf("%s %s cases were open%s", f.when(), words, overWeeks(f.measure.Weeks))
	case f.measure.Name == "received":
		return fmt.Sprintf("%s %s requests were received", f.when(), words)
	}
	return ""
}

// compared is the comparison with the baseline, if it is shown.
func (f finding) compared(shown []string) string {
	baseline, change := shown[placeBaseline], shown[placeChange]
	if !isFigure(baseline) || !isFigure(change) || !f.period.Start.After(f.baseline.To) {
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
	said := fmt.Sprintf(", against %s%s in the baseline (%s)", baseline, unit, f.base.label)
	switch f.measure.Kind {
	case registry.Stock:
		said = fmt.Sprintf(", against %s at the end of the baseline (%s)", baseline, f.base.label)
	case registry.Number:
		if f.measure.Name == "net_change" {
			baseline = signed(baseline) // It is a change, as the figure that it is held against.
		}
		said = fmt.Sprintf(", against %s in a mean increment of the baseline (%s)", baseline, f.base.label)
	case registry.Rate, registry.Middle:
	}
	said += ": " + signed(change) + unitOfChange
	if low, high := shown[placeLow], shown[placeHigh]; isFigure(low) && isFigure(high) {
		said += fmt.Sprintf(" (95%% limits %s to %s)", signed(low), signed(high))
	}
	return said
}

// why splits the change of the published rate, which falls while old cases are
// cleared and rises when they are left.
func (f finding) why(shown []string) string {
	flow, clearance := shown[placeFlow], shown[placeClearance]
	if !isFigure(flow) || !isFigure(clearance) || !f.period.Start.After(f.baseline.To) {
		return "Clearing old cases lowers this rate."
	}
	old := "because as many of the plans issued as before were old cases."
	switch {
	case strings.HasPrefix(clearance, "-"):
		old = "because more of the plans issued were old cases, which lowers this rate while it goes on."
	case clearance != "0.0":
		old = "because fewer of the plans issued were old cases, which lifts this rate without any child waiting less."
	}
	return fmt.Sprintf("Of the change %s points come from plans that could be in time, and %s %s", signed(flow), signed(clearance), old)
}

// effectively says the rate that clearing does not move.
func (f finding) effectively(show func(Cell) string) string {
	stock := func(day time.Time) Figure { return Figure{"over_20_weeks", "three_months", day} }
	now := show(f.effective.cell(f.own(), stock(f.period.Start)))
	if !isFigure(now) {
		return ""
	}
	said := fmt.Sprintf("Of these plans and the cases still open over 20 weeks together, %s%% were plans in time", now)
	if before := show(f.effectiveBefore.cell(f.effectiveBefore.rests...)); isFigure(before) && f.period.Start.After(f.baseline.To) {
		said += fmt.Sprintf(", against %s%% in the baseline", before)
	}
	return said + ": clearing does not move that."
}

// ended says how cases of the backlog ended in the increment: a fall by refusals
// or withdrawals is not one by plans.
func (f finding) ended(show func(Cell) string) string {
	if f.exits == nil {
		return ""
	}
	said := "How many of the cases open so long ended in those three months by a plan, by a refusal or otherwise is not shown"
	if ways := f.ways(show, len(f.exits.starts)-1); ways != "" {
		said = "In those three months " + ways
	}
	if len(f.exits.risen) > 0 {
		said += ", while " + strings.Join(f.exits.risen, ", and ")
	}
	return said + "."
}

// since says how the backlog has moved since the baseline, and by what.
func (f finding) since(show func(Cell) string) string {
	if f.exits == nil || f.exits.since.Increments < 2 {
		return ""
	}
	said := fmt.Sprintf("It was reduced in %d of the %d increments since the baseline", f.exits.since.Reduced, f.exits.since.Increments)
	if ways := f.ways(show, 0); ways != "" {
		said += "; in all of them together " + ways
	}
	return said + "."
}

// ways lists the ways out of the backlog from one of the increments since the
// baseline on, each with its number as far as it may be shown; nothing where none may.
func (f finding) ways(show func(Cell) string, from int) string {
	isTold := false
	number := func(how string, of func(evidence.StockIncrement) int64) string {
		var sum int64
		hidden := 0
		for i, out := range f.exits.each[from:] {
			figure := Figure{fmt.Sprintf("%s_over_%d", how, f.measure.Weeks), "three_months", f.exits.starts[from+i]}
			if said := show(Cell{Text: fmt.Sprint(of(out)), rests: []Figure{figure}}); isFigure(said) {
				sum += of(out)
			} else {
				hidden++
			}
		}
		if hidden == len(f.exits.each)-from || hidden > 0 && sum == 0 {
			return "an undisclosed number"
		}
		isTold = true
		if hidden > 0 {
			return "at least " + count(fmt.Sprint(sum))
		}
		return count(fmt.Sprint(sum))
	}
	said := fmt.Sprintf("%s of the cases open so long ended by a plan, %s by a refusal and %s by a withdrawal, a move or another closure",
		number(byPlan, func(s evidence.StockIncrement) int64 { return s.Plans }),
		number(byRefusal, func(s evidence.StockIncrement) int64 { return s.Refusals }),
		number(byWithdrawal, func(s evidence.StockIncrement) int64 { return s.Withdrawals }))
	if !isTold {
		return ""
	}
	return said
}

// judged says the verdict, never more strongly than it is.
func (f finding) judged() string {
	if isBacklog(f.measure) && (f.verdict == evidence.NoEvidence || f.verdict == evidence.Worse) {
		return f.reason // of which way it has gone, and of no figure
	}
	return verdictWords(f.verdict)
}

// meanwhile says in the same breath what speaks against an improvement.
func (f finding) meanwhile(show func(Cell) string) string {
	if f.verdict != evidence.Improving && f.verdict != evidence.Improved || isBacklog(f.measure) {
		return ""
	}
	var said []string
	for _, h := range f.higher {
		before, now := show(h.before), show(h.now)
		if isFigure(before) && isFigure(now) {
			said = append(said, fmt.Sprintf("the cases open over %d weeks rose from %s to %s", h.weeks, count(before), count(now)))
		}
	}
	words := strings.Join(said, ", ")
	if words != "" {
		words = "Meanwhile " + words + "."
	}
	return strings.TrimSpace(words + evidence.Objections(f.against))
}

// caveat is what a reader could miss.
func (f finding) caveat() string {
	if f.verdict != "" && f.verdict != evidence.TooEarly && strings.HasPrefix(f.measure.Name, "pc_within_") {
		return "Read it beside the cases falling due and the open backlog."
	}
	return ""
}
