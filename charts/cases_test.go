package charts_test

import (
	"slices"
	"testing"
	"time"

	"ehcp/charts"
)

// drawing is one chart function with the table that it takes.
type drawing struct {
	name  string
	draw  func(charts.Table, charts.Setting) (charts.Chart, error)
	table func([]increment) charts.Table
	// values are the columns whose numbers are drawn.
	values []string
}

// drawings are all charts of a run.
func drawings() []drawing {
	return []drawing{
		{"falling-due", charts.FallingDue, dueTable, dueValues()},
		{"timeliness", charts.Timeliness, timelinessTable, []string{
			"plans_issued", "plans_issued_excl", "pc_within_20_weeks", "pc_within_20_weeks_excl", "issued_from_backlog",
		}},
		{"backlog", charts.Backlog, stockTable, stockValues()},
		{"over-30-52", charts.Over3052, stockTable, stockValues()},
		{"flow", charts.Flow, flowTable, []string{
			"opening", "started", "transferred_in", "reopened", "plans_issued", "not_assessed", "not_issued",
			"withdrawn", "moved_out", "other_closed", "closing",
		}},
		{"time-to-plan", charts.TimeToPlan, planTable, []string{"pc_plan"}},
		{"by-area", byArea, fewAreas, dueValues()},
		{"by-long-area", byLongArea, manyAreas, dueValues()},
		{"summary", charts.Summary, summaryTable, []string{"baseline", "previous", "latest"}},
	}
}

func dueValues() []string {
	return []string{"issued_by_due_date", "open_at_due_date", "pc_issued_by_due_date"}
}

func stockValues() []string {
	return []string{
		"open", "weeks_0_to_20", "weeks_over_20_to_30", "weeks_over_30_to_52", "weeks_over_52",
		"over_20_weeks", "over_30_weeks", "over_52_weeks",
	}
}

// example is one way that a table can look.
type example struct {
	name    string
	table   func(d drawing) charts.Table
	setting charts.Setting
}

// examples are typical data and the edges.
func examples() []example {
	first := day(2023, time.January, 1)
	plain := func(periods []increment) func(drawing) charts.Table {
		return func(d drawing) charts.Table { return d.table(periods) }
	}
	marked := func(mark string, n int, rows ...int) func(drawing) charts.Table {
		return func(d drawing) charts.Table {
			table := d.table(increments(first, n))
			switch d.name {
			case "time-to-plan": // rows of whole increments
				rows = weeksOf(rows)
			case "summary":
				rows = slices.DeleteFunc(slices.Clone(rows), func(r int) bool { return r >= len(table.Rows) })
			}
			for _, name := range d.values {
				table = with(table, name, mark, rows...)
			}
			return table
		}
	}
	short := kentSetting()
	short.Note, short.Targets = "", nil
	partWay := kentSetting()
	partWay.AsAt = day(2024, time.November, 20)
	long := kentSetting()
	long.Note = "Invented data, made for a demonstration of this program; no child, family or council is in it, " +
		"and no figure here may be quoted"
	tight := kentSetting()
	tight.Note = long.Note
	alone := kentSetting()
	alone.Title, alone.Size = "What a chart says that stands alone", charts.Size{Width: 200, Height: 220}
	return []example{
		{"typical", plain(increments(first, 8)), kentSetting()},
		{"one-period", plain(increments(first, 1)), kentSetting()},
		{"two-periods", plain(increments(first, 2)), short},
		{"thirteen-periods", plain(increments(first, 13)), short},
		{"forty-periods", plain(increments(day(2015, time.January, 1), 40)), kentSetting()},
		{"mid-month", plain(increments(day(2023, time.February, 15), 8)), long},
		{"all-hidden", marked("c", 8), kentSetting()},
		{"all-hidden-forty", marked("c", 40), kentSetting()},
		{"some-hidden", marked("c", 8, 3, 6, 7), kentSetting()},
		{"nothing-to-count", marked("x", 8, 0, 1, 2), kentSetting()},
		{"provisional", partWayTable, partWay},
		{"five-cases", fiveCases, short},
		{"low-lines", lowLines, short},
		{"signals", plain(increments(first, 8)), withSignals(kentSetting(), "falling_due_20", "pc_within_20_weeks_excl")},
		{"tight", plain(increments(first, 8)), withSignals(tight, "falling_due_20", "pc_within_20_weeks_excl")},
		{"measures", plain(increments(first, 8)), summarySetting()},
		{"alone", plain(increments(first, 8)), alone},
		{"exceptions-unknown", func(d drawing) charts.Table {
			return withoutExceptions(d.table(increments(first, 8)), "x")
		}, kentSetting()},
	}
}

// partWayTable has a last increment that is not over at the as-at day, 20 November 2024.
func partWayTable(d drawing) charts.Table {
	table := d.table(increments(day(2023, time.January, 1), 8))
	last := len(table.Rows) - 1
	switch d.name {
	case "falling-due":
		return with(table, "is_complete", "false", last, last-1, last-2)
	case "backlog", "over-30-52":
		table.Rows = table.Rows[:last-1]
		table.Rows = append(table.Rows, stockRow(day(2024, time.November, 20), "false", []int{700, 140, 90, 35}))
		return table
	case "by-area", "by-long-area":
		perPeriod := len(table.Rows) / 8
		for i := range perPeriod {
			table = with(table, "is_complete", "false", last-i)
		}
		return table
	case "time-to-plan": // only the newest increments have been seen
		table = planTable(increments(day(2024, time.July, 1), 2))
		for week := range 61 {
			table = with(table, "is_complete", "false", 61+week)
		}
		return table
	}
	return with(table, "is_complete", "false", last)
}

// lowLines has numbers near zero where others are hidden, so that marks and lines are close.
func lowLines(d drawing) charts.Table {
	table := d.table(increments(day(2024, time.January, 1), 6))
	switch d.name {
	case "falling-due":
		table = with(table, "pc_issued_by_due_date", "3.0")
		return with(with(table, "pc_issued_by_due_date", "c", 3, 6, 9), "pc_issued_by_due_date", "9.0", 2, 5, 8, 11)
	case "timeliness":
		return with(with(table, "pc_within_20_weeks", "2.0"), "pc_within_20_weeks_excl", "c", 1, 2, 5)
	case "flow":
		for _, name := range []string{"transferred_in", "reopened", "moved_out"} {
			table = with(table, name, "c", 1, 2, 5)
		}
		return table
	}
	table = with(with(table, "over_52_weeks", "c", 4, 6), "weeks_over_52", "c", 4, 6)
	if d.name == "over-30-52" {
		table = with(table, "over_30_weeks", "9", 2, 4, 6)
	}
	return table
}

// withoutExceptions gives the table as it is where the extract does not say which cases have an exception.
func withoutExceptions(table charts.Table, mark string) charts.Table {
	return with(with(table, "pc_within_20_weeks_excl", mark), "plans_issued_excl", mark)
}

// fiveCases is a very small authority: five open cases and a few plans.
func fiveCases(d drawing) charts.Table {
	table := d.table(increments(day(2024, time.January, 1), 4))
	switch d.name {
	case "falling-due":
		table = with(with(table, "issued_by_due_date", "2"), "open_at_due_date", "3")
		return with(table, "pc_issued_by_due_date", "40.0")
	case "timeliness":
		table = with(with(table, "plans_issued", "5"), "plans_issued_excl", "5")
		return with(with(table, "issued_from_backlog", "0"), "pc_within_20_weeks", "40.0")
	case "flow":
		for _, name := range d.values {
			table = with(table, name, "0")
		}
		return with(with(table, "opening", "5"), "closing", "5")
	}
	for _, name := range d.values {
		table = with(table, name, "0")
	}
	return with(with(table, "open", "5"), "weeks_0_to_20", "5")
}

// drawAll runs a test over every chart and example.
func drawAll(t *testing.T, check func(t *testing.T, chart charts.Chart)) {
	for _, d := range drawings() {
		for _, e := range examples() {
			t.Run(d.name+"/"+e.name, func(t *testing.T) {
				chart, err := d.draw(e.table(d), e.setting)
				if err != nil {
					t.Fatal(err)
				}
				check(t, chart)
			})
		}
	}
}
