package charts_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"ehcp/charts"
)

// kentSetting is a typical setting: a large authority with a target, as at the end of an increment.
func kentSetting() charts.Setting {
	by := time.Date(2026, time.March, 31, 0, 0, 0, 0, time.UTC)
	return charts.Setting{
		Council: "Kent", AsAt: day(2024, time.December, 31), Note: "Invented data", MinimumCount: 5,
		InputsHash: "3f9a1c20",
		Targets: map[string]charts.Target{
			"falling_due_20":          {Value: 60, By: by},
			"pc_within_20_weeks_excl": {Value: 60, By: by},
			"open":                    {Value: 900, By: by},
			"over_30_weeks":           {Value: 100, By: by},
			"over_52_weeks":           {Value: 0, By: by},
		},
	}
}

// day gives a day at midnight UTC.
func day(year int, month time.Month, date int) time.Time {
	return time.Date(year, month, date, 0, 0, 0, 0, time.UTC)
}

// increment is one three-month period of the sample tables.
type increment struct{ start, end time.Time }

// increments gives n three-month periods from a first day.
func increments(first time.Time, n int) []increment {
	list := make([]increment, n)
	for i := range list {
		start := first.AddDate(0, 3*i, 0)
		list[i] = increment{start, start.AddDate(0, 3, -1)}
	}
	return list
}

// label gives the period's label as the published tables have it.
func (p increment) label() string {
	form := "Jan"
	if p.start.Day() != 1 {
		form = "2 Jan"
	}
	if p.start.Year() != p.end.Year() {
		return p.start.Format(form+" 2006") + " to " + p.end.Format(form+" 2006")
	}
	return p.start.Format(form) + " to " + p.end.Format(form+" 2006")
}

// keys gives the key cells of a three-month row for all cases.
func (p increment) keys() []string {
	return []string{
		"E10000016", "Kent", "three_months", p.start.Format(time.DateOnly), p.end.Format(time.DateOnly),
		p.label(), "true", "All", "All",
	}
}

func keyColumns(more ...string) []string {
	return append([]string{
		"authority_code", "authority_name", "period_type", "period_start", "period_end", "period", "is_complete",
		"breakdown_topic", "breakdown",
	}, more...)
}

// toward gives the whole number a share of the way from one to another, for i of n.
func toward(from, to, i, n int) int {
	if n < 2 {
		return to
	}
	return from + (to-from)*i/(n-1)
}

func dueTable(periods []increment) charts.Table {
	table := charts.Table{Columns: keyColumns(
		"threshold_weeks", "fell_due", "issued_by_due_date", "open_at_due_date", "ended_without_plan",
		"pc_issued_by_due_date", "pc_low", "pc_high")}
	for i, p := range periods {
		for k, weeks := range []int{20, 30, 52} {
			due := 380 + 35*(i%3)
			percent := min(98, toward(5, 52, i, len(periods))+k*22-(i%2)*3)
			issued := due * percent / 100
			table.Rows = append(table.Rows, append(p.keys(), strconv.Itoa(weeks), strconv.Itoa(due+20),
				strconv.Itoa(issued), strconv.Itoa(due-issued), "20", percentOf(issued, due), "1.0", "99.0"))
		}
	}
	return table
}

// percentOf gives a percentage with one decimal, rounded half up.
func percentOf(part, whole int) string {
	tenths := (2000*part + whole) / (2 * whole)
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

func timelinessTable(periods []increment) charts.Table {
	table := charts.Table{Columns: keyColumns(
		"plans_issued", "within_20_weeks", "pc_within_20_weeks", "pc_within_20_weeks_excl", "issued_from_backlog",
		"issued_from_flow", "pc_flow_within_20_weeks", "plans_issued_excl")}
	for i, p := range periods {
		plans := 420 + 40*(i%4)
		within := plans * toward(8, 58, i, len(periods)) / 100
		excl := plans - 12
		backlog := plans * toward(70, 22, i, len(periods)) / 100
		table.Rows = append(table.Rows, append(p.keys(), strconv.Itoa(plans), strconv.Itoa(within),
			percentOf(within, plans), percentOf(within, excl), strconv.Itoa(backlog), strconv.Itoa(plans-backlog),
			"60.0", strconv.Itoa(excl)))
	}
	return table
}

func stockTable(periods []increment) charts.Table {
	table := charts.Table{Columns: []string{
		"authority_code", "authority_name", "as_at", "is_increment_end", "is_month_end", "breakdown_topic", "breakdown",
		"open", "weeks_0_to_20", "weeks_over_20_to_30", "weeks_over_30_to_52", "weeks_over_52",
		"over_20_weeks", "over_30_weeks", "over_52_weeks",
	}}
	for i, p := range periods {
		n := len(periods)
		parts := []int{toward(900, 760, i, n), toward(700, 130, i, n), toward(600, 80, i, n), toward(400, 30, i, n)}
		table.Rows = append(table.Rows, stockRow(p.end, "true", parts))
		table.Rows = append(table.Rows, stockRow(p.start.AddDate(0, 1, -1), "false", parts))
	}
	return table
}

// stockRow gives one row of the backlog table from the counts of its four bands.
func stockRow(end time.Time, incrementEnd string, parts []int) []string {
	cells := []string{"E10000016", "Kent", end.Format(time.DateOnly), incrementEnd, "true", "All", "All"}
	counts := append([]int{parts[0] + parts[1] + parts[2] + parts[3]}, parts...)
	counts = append(counts, parts[1]+parts[2]+parts[3], parts[2]+parts[3], parts[3])
	for _, count := range counts {
		cells = append(cells, strconv.Itoa(count))
	}
	return cells
}

func flowTable(periods []increment) charts.Table {
	table := charts.Table{Columns: keyColumns(
		"weeks_open_band", "opening", "started", "transferred_in", "reopened", "moved_up_in", "moved_up_out",
		"plans_issued", "not_assessed", "not_issued", "withdrawn", "moved_out", "other_closed", "closing")}
	opening := 2600
	for i, p := range periods {
		in := []int{430 + 30*(i%4), 12, 9}
		out := []int{460 + 40*(i%3), toward(60, 150, i, len(periods)), 25, 14, 7, 6}
		if i == 2 {
			out[0] = 330
		}
		closing := opening
		cells := append(p.keys(), "All", strconv.Itoa(opening))
		for _, count := range in {
			closing += count
			cells = append(cells, strconv.Itoa(count))
		}
		cells = append(cells, "0", "0")
		for _, count := range out {
			closing -= count
			cells = append(cells, strconv.Itoa(count))
		}
		table.Rows = append(table.Rows, append(cells, strconv.Itoa(closing)))
		opening = closing
	}
	return table
}

// with gives a copy of the table in which some rows of a column are another text. No rows means every row.
func with(table charts.Table, column, text string, rows ...int) charts.Table {
	changed := charts.Table{Columns: table.Columns, Rows: make([][]string, len(table.Rows))}
	for i, cells := range table.Rows {
		changed.Rows[i] = append([]string(nil), cells...)
	}
	if len(rows) == 0 {
		for i := range changed.Rows {
			rows = append(rows, i)
		}
	}
	for i, name := range changed.Columns {
		for _, r := range rows {
			if name == column {
				changed.Rows[r][i] = text
			}
		}
	}
	return changed
}

// column gives a column of a chart's data.
func column(t *testing.T, table charts.Table, name string) []string {
	t.Helper()
	for i, own := range table.Columns {
		if own != name {
			continue
		}
		texts := make([]string, len(table.Rows))
		for r, cells := range table.Rows {
			texts[r] = cells[i]
		}
		return texts
	}
	t.Fatalf("no column %s among %v", name, table.Columns)
	return nil
}

// planTable gives the weeks of each increment, as at the end of the last one.
func planTable(periods []increment) charts.Table {
	table := charts.Table{Columns: keyColumns("week", "at_risk", "pc_plan", "pc_plan_low", "pc_plan_high", "pc_refused",
		"pc_withdrawn", "pc_open", "fully_followed")}
	asAt := periods[len(periods)-1].end
	for i, p := range periods {
		by20, by60 := toward(60, 300, i, len(periods)), 420
		for week := range 61 {
			tenths := 0
			switch {
			case week > 20:
				tenths = by20 + (by60-by20)*(week-20)/40
			case week > 12:
				tenths = by20 * (week - 12) / 8
			}
			cells := []string{"100", fmt.Sprintf("%d.%d", tenths/10, tenths%10), "1.0", "99.0", "30.0", "2.0", "1.0", "true"}
			if p.end.AddDate(0, 0, 7*week).After(asAt) {
				cells[7] = "false"
			}
			if p.start.AddDate(0, 0, 7*week).After(asAt) {
				cells = []string{"0", "x", "x", "x", "x", "x", "x", "false"}
			}
			table.Rows = append(table.Rows, append(append(p.keys(), strconv.Itoa(week)), cells...))
		}
	}
	return table
}

// weeksOf gives the rows of planTable that hold the weeks of some increments.
func weeksOf(increments []int) (rows []int) {
	for _, i := range increments {
		for week := range 61 {
			rows = append(rows, 61*i+week)
		}
	}
	return rows
}
