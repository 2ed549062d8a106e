package actionplan

import (
	"slices"

	"ehcp/pipeline/document"
	"ehcp/pipeline/registry"
)

// increments are a table's three-month rows of all cases.
func (w writer) increments(table string, cells Row) []Row {
	wanted := Row{"period_type": "three_months", "breakdown_topic": "All"}
	for column, value := range cells {
		wanted[column] = value
	}
	return w.rows(table, wanted)
}

// newestBy are a table's rows of the newest increment, by a topic.
func (w writer) newestBy(topic, table string) []Row {
	return inOrder(w.rows(table, Row{"breakdown_topic": topic, "period_start": w.latest["period_start"], "period_type": "three_months"}))
}

// inOrder sorts rows by what each is of.
func inOrder(rows []Row) []Row {
	slices.SortStableFunc(rows, func(one, other Row) int {
		return compareValues(one["breakdown_topic"], one["breakdown"], other["breakdown"])
	})
	return rows
}

// fallingDue puts the three thresholds of an increment side by side.
func (w writer) fallingDue() []document.Table {
	var rows []Row
	for _, at20 := range w.increments("falling_due", Row{"threshold_weeks": "20"}) {
		row := Row{}
		for column, cell := range at20 {
			row[column] = cell
		}
		for _, weeks := range []string{"30", "52"} {
			same := Row{"threshold_weeks": weeks, "period_start": at20["period_start"], "period_type": "three_months", "breakdown_topic": "All"}
			row["pc_"+weeks] = w.one("falling_due", same)["pc_issued_by_due_date"]
		}
		rows = append(rows, row)
	}
	return []document.Table{table("Cases by the period of their 20-week day", "Three months", periodName, rows,
		column{head: "Reached 20 weeks", name: "fell_due"}, column{head: "Plan by then", name: "issued_by_due_date"},
		column{head: "Open then", name: "open_at_due_date"}, column{head: "Ended without a plan", name: "ended_without_plan"},
		column{head: "With a plan by 20 weeks", name: "pc_issued_by_due_date", unit: "%"},
		column{head: "With a plan by 30 weeks", name: "pc_30", unit: "%"}, column{head: "With a plan by 52 weeks", name: "pc_52", unit: "%"})}
}

func (w writer) timeliness() []document.Table {
	columns := []column{
		{head: "Plans issued", name: "plans_issued"},
		{head: "Within 20 weeks", name: "within_20_weeks"},
		{head: "Within 20 weeks, %", name: "pc_within_20_weeks", unit: "%"},
		{head: "Exceptions left out, %", name: "pc_within_20_weeks_excl", unit: "%"},
		{head: "From the backlog", name: "issued_from_backlog"},
		{head: "Of plans that could be, %", name: "pc_flow_within_20_weeks", unit: "%"},
	}
	later := []column{
		{head: "Within 30 weeks, %", name: "pc_within_30_weeks", unit: "%"},
		{head: "Within 52 weeks, %", name: "pc_within_52_weeks", unit: "%"},
		{head: "Over 52 weeks", name: "over_52_weeks"},
		{head: "Mean weeks", name: "mean_weeks"},
		{head: "Median weeks", name: "median_weeks"},
		{head: "Plans without a received date", name: "undated"},
	}
	increments := w.increments("timeliness", nil)
	years := w.rows("timeliness", Row{"period_type": "calendar_year", "breakdown_topic": "All"})
	return []document.Table{
		table("Plans issued in the period, and how many within 20 weeks", "Three months", periodName, increments, columns...),
		table("The same plans within 30 and 52 weeks, and how long they took", "Three months", periodName, increments, later...),
		table("Plans issued by calendar year, as DfE publishes them", "Year", periodName, years, columns...),
	}
}

// stocks are the increments' ends, and the as-at date, of all cases.
func (w writer) stocks() []Row { return w.stocksOf("backlog") }

// stocksOf are the same rows of a table with one row a date.
func (w writer) stocksOf(table string) []Row {
	var rows []Row
	asAt := w.AsAt.Format("2006-01-02")
	for _, row := range w.rows(table, Row{"breakdown_topic": "All"}) {
		if row["is_increment_end"] == "true" || row["as_at"] == asAt {
			rows = append(rows, row)
		}
	}
	return rows
}

func endOf(row Row) string { return day(row["as_at"]) }

func (w writer) backlog() []document.Table {
	tables := []document.Table{table("Open cases by weeks since the clock started", "At the end of", endOf, w.stocks(),
		column{head: "Open", name: "open"}, column{head: "0 to 20 weeks", name: "weeks_0_to_20"},
		column{head: "Over 20 to 30", name: "weeks_over_20_to_30"}, column{head: "Over 30 to 52", name: "weeks_over_30_to_52"},
		column{head: "Over 52 weeks", name: "weeks_over_52"}, column{head: "All over 20 weeks", name: "over_20_weeks"},
		column{head: "Median weeks open", name: "median_weeks_open", tenths: true}, column{head: "Ended, day unknown", name: "ended_undated"})}
	for _, topic := range []string{"Stage", "Route", "Awaiting"} {
		tables = append(tables, w.openBy(topic))
	}
	return tables
}

// openBy splits the newest open cases by a topic; it has no rows where the
// profile has no such topic.
func (w writer) openBy(topic string) document.Table {
	rows := inOrder(w.rows("backlog", Row{"breakdown_topic": topic, "as_at": w.AsAt.Format("2006-01-02")}))
	return table("Open cases by "+lower(topic)+" at the end of "+longDay(w.AsAt), topic, value, rows,
		column{head: "Open", name: "open"}, column{head: "Over 20 weeks", name: "over_20_weeks"},
		column{head: "Over 30 weeks", name: "over_30_weeks"}, column{head: "Over 52 weeks", name: "over_52_weeks"})
}

func (w writer) over3052() []document.Table {
	tables := []document.Table{table("Cases open beyond 30 and beyond 52 weeks", "At the end of", endOf, w.stocks(),
		column{head: "Over 30 weeks", name: "over_30_weeks"}, column{head: "Of them over 52 weeks", name: "over_52_weeks"})}
	var rows []Row
	for _, name := range []string{"over_20_weeks", "over_30_weeks", "over_52_weeks"} {
		for _, row := range w.rows("forecast", Row{"measure": name, "publishable": "true"}) {
			if w.shows(name) {
				row = withName(row, measure(name).Label)
				rows = append(rows, row)
			}
		}
	}
	t := table("If the last 13 weeks' rates continue",
		"Measure", func(row Row) string { return row["name"] }, rows,
		column{head: "At the end of", name: "month_in_words", words: true, share: 1.5},
		column{head: "Central", name: "central"}, column{head: "Low", name: "low"},
		column{head: "High", name: "high"}, column{head: "Past ranges that held", name: "backtest_coverage", unit: "%"})
	t.Notes = []string{"Ranges of a kind that held in at least 70 of 100 tests on this council's own past. They are no promise and no target."}
	return append(tables, t)
}

// withName is a row of the forecast with its measure and month in words.
func withName(row Row, name string) Row {
	named := Row{"name": name, "month_in_words": day(row["month"])}
	for column, cell := range row {
		named[column] = cell
	}
	return named
}

func (w writer) flow() []document.Table {
	rows := w.increments("flow", Row{"weeks_open_band": "All"})
	return []document.Table{
		table("Open cases, and what came in", "Three months", periodName, rows,
			column{head: "Open at the start", name: "opening"}, column{head: "New requests", name: "started"},
			column{head: "Moved in", name: "transferred_in"}, column{head: "Reopened", name: "reopened"},
			column{head: "Open at the end", name: "closing"}),
		table("What ended, and how", "Three months", periodName, rows,
			column{head: "Plan issued", name: "plans_issued"}, column{head: "Not assessed", name: "not_assessed"},
			column{head: "Assessed, no plan", name: "not_issued"}, column{head: "Withdrawn", name: "withdrawn"},
			column{head: "Moved out", name: "moved_out"}, column{head: "Otherwise", name: "other_closed"}),
	}
}

// timeToPlan shows each increment's requests at a few weeks.
func (w writer) timeToPlan() []document.Table {
	weeks := []string{"16", "20", "26", "30", "40", "52"}
	var rows []Row
	byStart := map[string]Row{}
	for _, row := range w.increments("time_to_plan", nil) {
		if byStart[row["period_start"]] == nil {
			byStart[row["period_start"]] = Row{"period": row["period"], "is_complete": row["is_complete"]}
			rows = append(rows, byStart[row["period_start"]])
		}
		byStart[row["period_start"]]["week_"+row["week"]] = row["pc_plan"]
	}
	columns := make([]column, len(weeks))
	for i, week := range weeks {
		columns[i] = column{head: "By week " + week, name: "week_" + week, unit: "%"}
	}
	return []document.Table{table("Percentage of requests that had a plan by the end of a week, by the period of the request", "Requests of",
		periodName, rows, columns...)}
}

func (w writer) requests() []document.Table {
	rows := w.increments("requests", nil)
	return []document.Table{
		table("Requests by the period in which they were received, as they stand now", "Received in", periodName, rows,
			column{head: "Received", name: "received"}, column{head: "Decided to assess", name: "assessed"},
			column{head: "Decided not to assess", name: "not_assessed"}, column{head: "Ended before a decision", name: "withdrawn"},
			column{head: "Undecided", name: "undecided"}, column{head: "Not assessed, %", name: "pc_not_assessed", unit: "%"}),
		table("Decisions by the period in which they were made", "Decided in", periodName, rows,
			column{head: "To assess or not", name: "decided_in_period"}, column{head: "Within 6 weeks", name: "decided_in_6_weeks"},
			column{head: "Within 6 weeks, %", name: "pc_decided_in_6_weeks", unit: "%"},
			column{head: "Not to issue a plan", name: "refused_after_assessment"},
			column{head: "Of these within 16 weeks", name: "refused_in_16_weeks"}),
	}
}

// guards are the shares that could make a rate better without any child waiting less.
func (w writer) guards(s *document.Section) {
	if !w.Restricted {
		s.Paragraphs = []string{guardsInPublic}
		return
	}
	var rows []Row
	for _, g := range registry.Guards() {
		if row := w.one("integrity", Row{"guard": g.Name, "period_start": w.latest["period_start"], "period_type": "three_months"}); row != nil {
			named := withName(row, capital(g.Label))
			if !isNumber(row["value"]) {
				row["flag"] = ""
			}
			named["up"] = map[string]string{"true": "above by more than chance", "false": "no"}[row["flag"]]
			rows = append(rows, named)
		}
	}
	if len(rows) == 0 {
		s.Missing = append(s.Missing, "The guards are not available: "+w.whyMissing("guards")+".")
		return
	}
	t := table("Guards, "+w.latest["period"]+" against the baseline", "Guard", func(row Row) string { return row["name"] }, rows,
		column{head: "Latest", name: "value", unit: "%"}, column{head: "Baseline", name: "baseline", unit: "%"},
		column{head: "Change, lower limit", name: "low", tenths: true}, column{head: "Change, upper limit", name: "high", tenths: true},
		column{head: "Up?", name: "up", words: true, share: 1.4})
	t.Columns[0].Share = 3
	s.Tables = []document.Table{t}
}
