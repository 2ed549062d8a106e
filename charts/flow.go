package charts

import (
	"errors"
	"fmt"
	"math"
)

// Flow draws cases started and closed as lines, and under them the net change in open cases as columns.
// It shows at most the last 14 periods. It reads the table flow, three-month periods of one authority, and fails
// where a row's opening, entries, exits and closing do not agree.
func Flow(flow Table, s Setting) (Chart, error) {
	return build("flow", s, func(s Setting) (Chart, error) {
		values := append(append([]string{"opening", "closing"}, entryColumns()...), exitColumns()...)
		columns := append(append(periodColumns(), "weeks_open_band"), values...)
		src, err := newSource(flow, columns, allCases("period_type", s.Range.periodType(), "weeks_open_band", "All"), s.Range.noun())
		if err != nil {
			return Chart{}, err
		}
		periods, rows, note, err := chosenPeriods(src, src.rows, s)
		if err != nil {
			return Chart{}, err
		}
		cells, err := src.columns(rows, values...)
		if err != nil {
			return Chart{}, err
		}
		moves, err := newMovements(s, periods, cells)
		if err != nil {
			return Chart{}, err
		}
		if !somethingToDraw(moves.entries, moves.exits, moves.changes) {
			return Chart{}, errors.New("no number of cases started or closed is known in the periods shown")
		}
		drawing, err := moves.page(s)
		if err != nil {
			return Chart{}, err
		}
		chart := moves.text(note, s)
		chart.drawing = drawing
		return chart, nil
	})
}

// entryColumns are the columns of the flow table that open cases.
func entryColumns() []string { return []string{"started", "transferred_in", "reopened"} }

// exitColumns are the columns of the flow table that close cases.
func exitColumns() []string {
	return []string{"plans_issued", "not_assessed", "not_issued", "withdrawn", "moved_out", "other_closed"}
}

// movements is what the flow chart draws.
type movements struct {
	// noun names one period.
	noun                                      string
	periods                                   []period
	opening, closing, entries, exits, changes []cell
	// upper and lower name the two lines of the top panel, and their columns in the data.
	upper, lower movementLine
	// partial says that small parts are hidden, so that the lines are the main part of each alone.
	partial bool
}

// movementLine is one line of the top panel.
type movementLine struct {
	name   []string
	column string
}

// newMovements works out entries, exits and the net change. Where a small part of one is hidden but its total
// follows from the published opening and closing, as any reader could work out, the total is used.
func newMovements(s Setting, periods []period, cells map[string][]cell) (movements, error) {
	m := movements{
		noun: s.Range.noun(), periods: periods, opening: cells["opening"], closing: cells["closing"],
		upper: movementLine{[]string{"Cases started"}, "entries"},
		lower: movementLine{[]string{"Cases closed"}, "exits"},
	}
	for i, p := range periods {
		in := sumOf(cells, entryColumns(), i)
		out := sumOf(cells, exitColumns(), i)
		net := difference(m.closing[i], m.opening[i])
		known, slack := in.isNumber() && out.isNumber() && net.isNumber(), s.slack(len(cells))
		if known && math.Abs(in.value-out.value-net.value) > slack {
			return movements{}, fmt.Errorf("%s: opening %s + entries %s - exits %s is not closing %s",
				p.label, m.opening[i].shown(), in.shown(), out.shown(), m.closing[i].shown())
		}
		switch {
		case known && slack > 0: // the change of two rounded numbers is nearer than that of many
		case in.isNumber() && out.isNumber():
			net = difference(in, out)
		case in.isNumber() && net.isNumber():
			out = difference(in, net)
		case out.isNumber() && net.isNumber():
			in = sum(out, net)
		}
		m.entries, m.exits, m.changes = append(m.entries, in), append(m.exits, out), append(m.changes, net)
	}
	whole := numbers(m.entries) + numbers(m.exits)
	if numbers(cells["started"])+numbers(cells["plans_issued"]) > whole {
		m.entries, m.exits, m.partial = cells["started"], cells["plans_issued"], true
		m.upper = movementLine{[]string{"New requests"}, "started"}
		m.lower = movementLine{[]string{"Plans issued"}, "plans_issued"}
	}
	return m, nil
}

// sumOf adds some columns of one row.
func sumOf(cells map[string][]cell, columns []string, i int) cell {
	parts := make([]cell, len(columns))
	for k, name := range columns {
		parts[k] = cells[name][i]
	}
	return sum(parts...)
}

// numbers counts the cells with a number.
func numbers(cells []cell) int {
	count := 0
	for _, c := range cells {
		if c.isNumber() {
			count++
		}
	}
	return count
}
