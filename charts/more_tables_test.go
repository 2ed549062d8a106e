package charts_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"ehcp/charts"
)

// longAreas are more values than a page holds, most with long names.
func longAreas() []string {
	areas := []string{"Not recorded"}
	for i := range 15 {
		areas = append(areas, fmt.Sprintf("%c%s and the surrounding villages of the northern valley, district %d", 'A'+i, "shford", i+1))
	}
	return append(areas, "Ynys M\u00f4n", "'=Sum of it")
}

// areaTable is the falling-due table with areas, each with its own level.
func areaTable(periods []increment, areas ...string) charts.Table {
	table := charts.Table{Columns: dueTable(nil).Columns}
	for i, p := range periods {
		for k, area := range append([]string{"All"}, areas...) {
			due := 40 + 10*k
			if area == "All" {
				due = 800
			}
			issued := due * (toward(10, 60, i, len(periods)) + k) / 100
			keys := p.keys()
			if area != "All" {
				keys[7], keys[8] = "Area", area
			}
			for _, weeks := range []string{"20", "30"} {
				table.Rows = append(table.Rows, append(slices.Clone(keys), weeks, strconv.Itoa(due+5), strconv.Itoa(issued),
					strconv.Itoa(due-issued), "5", percentOf(issued, due), "1.0", "99.0"))
			}
		}
	}
	return table
}

func fewAreas(periods []increment) charts.Table {
	return areaTable(periods, "West", "East", "Not recorded", "North", "South")
}

func manyAreas(periods []increment) charts.Table { return areaTable(periods, longAreas()...) }

// byArea draws a page of small charts.
func byArea(table charts.Table, s charts.Setting) (charts.Chart, error) {
	return charts.Grid(table, charts.GridSpec{Name: "by-area", Measure: "falling-due", Topic: "Area", Noun: "area"}, s)
}

// byLongArea draws a page of more small charts than fit.
func byLongArea(table charts.Table, s charts.Setting) (charts.Chart, error) {
	return charts.Grid(table, charts.GridSpec{Name: "by-long-area", Measure: "falling-due", Topic: "Area", Noun: "area"}, s)
}

// summaryTable has a measure of every sort; it has the same rows whatever the periods.
func summaryTable([]increment) charts.Table {
	row := func(cells ...string) []string { return append([]string{"E10000016", "Kent"}, cells...) }
	const base, latest = "Jan 2023 to Dec 2023", "Oct to Dec 2024"
	return charts.Table{
		Columns: []string{
			"authority_code", "authority_name", "measure", "baseline", "baseline_period", "target", "target_date", "previous", "latest",
			"latest_period", "variation", "assurance", "verdict",
		},
		Rows: [][]string{
			row("falling_due_20", "6.4", base, "60.0", "2024-12-31", "57.7", "57.8", latest, "improvement", "consistent_fail", "improved"),
			row("median_weeks", "x", base, "z", "", "35.3", "19.3", latest, "neutral_low", "", ""),
			row("over_52_weeks", "226.0", base, "0.0", "", "c", "0.0", latest, "", "", "no_evidence_of_change"),
			row("pc_within_20_weeks", "18.0", base, "70.0", "2025-06-30", "47.3", "57.9", latest, "concern", "inconsistent", "too_early_to_say"),
			row("received", "997.0", base, "z", "", "883.0", "971.0", latest, "common_cause", "", ""),
			row("net_change", "x", base, "z", "", "x", "x", latest, "", "", ""),
		},
	}
}

// summarySetting names the measures in another order than the table.
func summarySetting() charts.Setting {
	s := kentSetting()
	s.Measures = []charts.Measure{
		{Name: "falling_due_20", Label: "Plan by 20 weeks, of cases falling due", Unit: "%", Better: "increase"},
		{Name: "pc_within_20_weeks", Label: "Issued within 20 weeks, of plans issued", Unit: "%", Better: "increase"},
		{Name: "net_change", Label: "Change in open cases", Better: "decrease"},
		{Name: "over_52_weeks", Label: "Open over 52 weeks", Better: "decrease"},
		{Name: "median_weeks", Label: "Median weeks to the plan", Better: "neutral"},
	}
	return s
}

// month is one row of the table of signals.
type month struct{ value, mean, lower, upper, rule, kind, rebase string }

// signalTable gives months of a measure from a first day, with rows of another measure between them.
func signalTable(measure, chart string, first time.Time, months ...month) charts.Table {
	table := charts.Table{Columns: keyColumns("measure", "value", "numerator", "denominator", "chart", "mean", "lower", "upper", "rule",
		"type", "variation", "assurance", "target", "rebase")}
	for i, m := range months {
		start := first.AddDate(0, i, 0)
		for _, name := range []string{"open", measure} {
			row := []string{
				"E10000016", "Kent", "month", start.Format(time.DateOnly), start.AddDate(0, 1, -1).Format(time.DateOnly),
				start.Format("Jan 2006"), "true", "All", "All", name,
			}
			if name == "open" {
				row = append(row, "5.0", "z", "z", "none", "z", "z", "z", "", "", "", "", "z", "")
			} else {
				row = append(row, m.value, "1", "2", chart, m.mean, m.lower, m.upper, m.rule, m.kind, "improvement", "consistent_fail", "60.0", m.rebase)
			}
			table.Rows = append(table.Rows, row)
		}
	}
	return table
}

// steady gives n months of common cause with limits, at 20 less and 30 more than 30.
func steady(n int) []month {
	months := make([]month, n)
	for i := range months {
		months[i] = month{"30.0", "30.0", "10.0", "60.0", "none", "common_cause", ""}
	}
	return months
}

// withSignals is a setting with two years of signals: concerns, then a rebase and improvements.
func withSignals(s charts.Setting, measures ...string) charts.Setting {
	months := steady(24)
	for i := range months {
		switch {
		case i < 6:
			months[i].rule, months[i].kind = "outside", "concern"
		case i >= 15:
			months[i] = month{"50.0", "52.5", "31.0", "74.0", "shift", "improvement", "Second panel each week"}
		}
	}
	for _, measure := range measures {
		table := signalTable(measure, "pprime", day(2023, time.January, 1), months...)
		s.Signals.Columns, s.Signals.Rows = table.Columns, append(s.Signals.Rows, table.Rows...)
	}
	return s
}

// size is the size of a chart by its name, in pixels of its PNG and in points.
func sizeOf(t *testing.T, name string) (pixels [2]int, points [2]float64) {
	t.Helper()
	switch name {
	case "by-area", "by-long-area":
		return [2]int{1890, 2362}, [2]float64{453.55, 566.93}
	case "summary":
		return [2]int{1890, 0}, [2]float64{453.55, 600}
	}
	return [2]int{1890, 1063}, [2]float64{453.55, 255.12}
}
