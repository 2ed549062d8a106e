package charts

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// fewForLimits is how many known months make limits that each further one still changes: 12, or fewer.
const fewForLimits = 12

// signalMonth is one month of a measure in the table spc.
type signalMonth struct {
	start, end         time.Time
	label, rule, kind  string
	mean, lower, upper cell
	rebase             string
}

// signals is what the monthly control chart of a measure says at the places of an axis. A month is counted in the
// period that holds its last day. A period's sign is that of the newest of its months that is a special cause, but a
// concern where any of them is one: a quarter below its limits is no improvement because its last month rose. Where
// none is special, it is common cause. Its mean and limits are those of its newest month.
type signals struct {
	levels
	// kinds are the signs, empty where no month is known.
	kinds []string
	// months are those of the axis, in order of time.
	months []signalMonth
	// method is xmr, pprime or run, or none where there is no chart.
	method string
	// trial says that the newest limits stand on so few months that each further one changes them.
	trial                bool
	variation, assurance string
}

// newSignals reads the monthly control chart of a measure for the periods that are drawn. There is none without the
// table, and none for periods that are neither months nor made of three: the zero signals then.
func newSignals(s Setting, periods []period, measure string) (signals, error) {
	kind := s.Range.periodType()
	if s.Signals.Columns == nil || (kind != "three_months" && kind != "month") {
		return signals{}, nil
	}
	columns := append(periodColumns(), "measure", "chart", "mean", "lower", "upper", "rule", "type", "variation", "assurance", "rebase")
	src, err := sourceOf(s.Signals, columns)
	if err != nil {
		return signals{}, fmt.Errorf("the table of signals: %w", err)
	}
	src = src.only(allCases("period_type", "month", "measure", measure))
	if len(src.rows) == 0 {
		return signals{}, nil
	}
	months, err := signalMonths(src)
	if err != nil {
		return signals{}, fmt.Errorf("the table of signals: %w", err)
	}
	newest := src.rows[len(src.rows)-1]
	found := signals{
		method: src.text(newest, "chart"), variation: src.text(newest, "variation"), assurance: src.text(newest, "assurance"),
		trial: isTrial(months),
	}
	found.place(periods, months)
	return found, nil
}

// signalMonths reads the months in order of time.
func signalMonths(src *source) ([]signalMonth, error) {
	if err := src.oneAuthority(); err != nil {
		return nil, err
	}
	periods, err := newPeriods(src, src.rows)
	if err != nil {
		return nil, err
	}
	cells, err := src.columns(src.rows, "mean", "lower", "upper")
	if err != nil {
		return nil, err
	}
	face, err := newTypeface()
	if err != nil {
		return nil, err
	}
	months := make([]signalMonth, len(periods))
	for i, p := range periods {
		r := src.rows[i]
		months[i] = signalMonth{
			start: p.start, end: p.end, label: p.label, rule: src.text(r, "rule"), kind: src.text(r, "type"),
			mean: cells["mean"][i], lower: cells["lower"][i], upper: cells["upper"][i], rebase: src.text(r, "rebase"),
		}
		if err := face.canBeDrawn("the reason of a rebase", months[i].rebase); err != nil {
			return nil, err
		}
	}
	return months, nil
}

// isTrial says whether the newest part has too few known months for settled limits.
func isTrial(months []signalMonth) bool {
	known, last := 0, months[len(months)-1].rebase
	for _, m := range slices.Backward(months) {
		if m.rebase != last {
			break
		}
		if m.kind != "" {
			known++
		}
	}
	return known <= fewForLimits
}

// place puts the months in their periods.
func (g *signals) place(periods []period, months []signalMonth) {
	n := len(periods)
	g.kinds, g.rebases = make([]string, n), make([]string, n)
	g.mean, g.lower, g.upper = absentCells(n), absentCells(n), absentCells(n)
	reason := months[0].rebase
	for i, p := range periods {
		for _, m := range months {
			if m.end.Before(p.start) || m.end.After(p.end) {
				continue
			}
			g.months = append(g.months, m)
			g.mean[i], g.lower[i], g.upper[i] = m.mean, m.lower, m.upper
			if m.kind != "" && (g.kinds[i] == "" || m.isSpecial() && g.kinds[i] != "concern") {
				g.kinds[i] = m.kind
			}
			if m.rebase != reason {
				reason, g.rebases[i] = m.rebase, m.rebase
			}
		}
	}
}

// isSpecial says whether the month is a special cause.
func (m signalMonth) isSpecial() bool { return m.kind != "" && m.kind != "common_cause" }

// absentCells gives n cells of nothing.
func absentCells(n int) []cell {
	cells := make([]cell, n)
	for i := range cells {
		cells[i] = absentCell()
	}
	return cells
}

// text says what the signs stand on, and which months they are.
func (g signals) text() string {
	if g.method == "" || g.method == "none" || len(g.months) == 0 {
		return ""
	}
	said := "Signals come from the control chart by month, in the table spc. "
	var runs []string
	for i := 0; i < len(g.months); {
		from := g.months[i]
		to := i
		for to+1 < len(g.months) && g.months[to+1].kind == from.kind {
			to++
		}
		if from.isSpecial() {
			when := from.label
			if to > i {
				when += " to " + g.months[to].label
			}
			runs = append(runs, kindWords(from.kind)+" in "+when)
		}
		i = to + 1
	}
	if len(runs) == 0 {
		return said + "No month is a special cause: the variation is the usual one of the process."
	}
	said += "Special causes: " + strings.Join(runs, "; ") + "."
	if words := variationWords(g.variation); words != "" {
		said += " The newest month is " + words + "."
	}
	return said
}

// note explains the signs and lines.
func (g signals) note() string {
	if g.method == "" || g.method == "none" {
		return ""
	}
	said := "A diamond is an improvement and a triangle a concern, special causes by the rules of Making Data Count; a circle " +
		"is common cause, the usual variation. A period's sign is that of the newest of its months that is a special cause, and a concern " +
		"where any of them is; a month counts in the period that holds its last day."
	switch {
	case g.method == "run":
		return said + " With fewer than 12 months there is a median and there are no limits."
	case lastNumber(g.upper) < 0 && slices.ContainsFunc(g.upper, cell.isHidden):
		return said + " The mean and the limits are hidden, because a month that they stand on is."
	case lastNumber(g.upper) < 0:
		return said
	}
	said += " The mean and the limits are those of a period's newest month: limits for a single month, wider than a whole period's."
	if g.trial {
		said += fmt.Sprintf(" They are trial limits, which stand on %d months or fewer and change with each further one.", fewForLimits)
	}
	return said
}

// columns name the cells of row; without signals there are none.
func (g signals) columns() []string {
	if g.kinds == nil {
		return nil
	}
	return []string{"month_mean", "month_lower", "month_upper", "signal"}
}

// row gives what is drawn of the signals at one place, as columns names it.
func (g signals) row(place int) []string {
	if g.kinds == nil {
		return nil
	}
	return append(texts(g.mean[place], g.lower[place], g.upper[place]), g.kinds[place])
}
