package charts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/charts"
)

func TestDataIsWhatTheTableSays(t *testing.T) {
	periods := increments(day(2024, time.January, 1), 2)
	flow, rates := flowTable(periods), timelinessTable(periods)
	oneHidden := with(dueRates("40.0", "c", "x", ""), "issued_by_due_date", "c", 1)
	longHidden := with(stocks([]int{9, 8, 7, 6}, []int{4, 3, 2, 0}), "over_52_weeks", "c", 0)
	bothHidden := with(with(flow, "reopened", "c"), "moved_out", "c")
	tests := []struct {
		name  string
		draw  func(charts.Table, charts.Setting) (charts.Chart, error)
		table charts.Table
		want  map[string][]string
	}{
		{"falling-due", charts.FallingDue, dueTable(periods), map[string][]string{
			"period_end": {
				"2024-03-31", "2024-06-30", "2024-03-31", "2024-06-30", "2024-03-31", "2024-06-30",
			},
			"threshold_weeks":       {"20", "20", "30", "30", "52", "52"},
			"denominator":           {"380", "415", "380", "415", "380", "415"},
			"pc_issued_by_due_date": {"5.0", "48.9", "26.8", "70.8", "48.9", "92.8"},
		}},
		{"falling-due hidden", charts.FallingDue, oneHidden, map[string][]string{
			"pc_issued_by_due_date": {"40.0", "c", "x", "x"},
			"denominator":           {"380", "c", "450", "380"},
		}},
		{"timeliness", charts.Timeliness, rates, map[string][]string{
			"plans_issued":            {"420", "460"},
			"pc_within_20_weeks_excl": {"8.1", "59.4"},
			"issued_from_backlog":     {"294", "101"},
			"pc_issued_from_backlog":  {"70.0", "22.0"},
		}},
		{"timeliness without plans", charts.Timeliness, with(rates, "plans_issued", "0", 0), map[string][]string{
			"pc_issued_from_backlog": {"x", "22.0"},
		}},
		{"backlog", charts.Backlog, stocks([]int{9, 8, 7, 6}, []int{4, 3, 2, 0}), map[string][]string{
			"as_at": {"2024-03-31", "2024-06-30"}, "open": {"30", "9"}, "weeks_over_52": {"6", "0"},
		}},
		{"over-30-52", charts.Over3052, longHidden, map[string][]string{
			"over_30_weeks": {"13", "2"}, "over_52_weeks": {"c", "0"},
		}},
		{"flow", charts.Flow, flow, map[string][]string{
			"opening": {"2600", "2479"}, "entries": {"451", "481"}, "exits": {"572", "702"},
			"net_change": {"-121", "-221"}, "closing": {"2479", "2258"},
		}},
		{"flow with a small part hidden", charts.Flow, with(flow, "other_closed", "c"), map[string][]string{
			"entries": {"451", "481"}, "exits": {"572", "702"}, "net_change": {"-121", "-221"},
		}},
		{"flow without opening", charts.Flow, with(flow, "opening", "c", 1), map[string][]string{
			"opening": {"2600", "c"}, "net_change": {"-121", "-221"},
		}},
		{"flow with small parts hidden on both sides", charts.Flow, bothHidden, map[string][]string{
			"started": {"430", "460"}, "plans_issued": {"460", "500"}, "net_change": {"-121", "-221"},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			chart, err := test.draw(test.table, charts.Setting{})
			if err != nil {
				t.Fatal(err)
			}
			for name, want := range test.want {
				if got := column(t, chart.Data, name); !slices.Equal(got, want) {
					t.Errorf("%s is %v, want %v", name, got, want)
				}
			}
		})
	}
}

func TestHiddenTailsMergeBandsInEveryColumn(t *testing.T) {
	table := stocks([]int{9, 8, 7, 6}, []int{14, 13, 12, 11})
	tests := []struct {
		name   string
		hidden []string
		want   []string
	}{
		{"nothing", nil, []string{
			"open", "weeks_0_to_20", "weeks_over_20_to_30", "weeks_over_30_to_52", "weeks_over_52",
		}},
		{
			"over 52",
			[]string{"weeks_over_52", "weeks_over_30_to_52"},
			[]string{"open", "weeks_0_to_20", "weeks_over_20_to_30", "over_30_weeks"},
		},
		{
			"20 to 30",
			[]string{"weeks_over_20_to_30", "weeks_over_52"},
			[]string{"open", "weeks_0_to_20", "over_20_weeks"},
		},
		{
			"all late",
			[]string{"weeks_over_20_to_30", "over_20_weeks"},
			[]string{"open", "weeks_0_to_20", "over_20_weeks"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			changed := table
			for _, name := range test.hidden {
				changed = with(changed, name, "c", 0)
			}
			chart, err := charts.Backlog(changed, charts.Setting{})
			if err != nil {
				t.Fatal(err)
			}
			if got := chart.Data.Columns[2:]; !slices.Equal(got, test.want) {
				t.Errorf("bands %v, want %v", got, test.want)
			}
			merged := strings.Contains(chart.Description, "longest waits are shown together")
			if merged != (len(test.want) < 5) {
				t.Errorf("the description says that bands are merged: %v", merged)
			}
		})
	}
}

func TestEveryChartShowsTheLastFourteenPeriods(t *testing.T) {
	for _, d := range drawings() {
		if slices.Contains([]string{"time-to-plan", "by-area", "by-long-area", "summary"}, d.name) {
			continue // They show other numbers of periods, or none.
		}
		for n, leftOut := range map[int]string{14: "", 15: "the one before them is in", 40: "the 26 before them"} {
			t.Run(fmt.Sprintf("%s of %d", d.name, n), func(t *testing.T) {
				periods := increments(day(2025, time.January, 1).AddDate(0, -3*n, 0), n)
				chart, err := d.draw(d.table(periods), charts.Setting{})
				if err != nil {
					t.Fatal(err)
				}
				ends := column(t, chart.Data, map[bool]string{true: "as_at", false: "period_end"}[chart.Data.Columns[0] == "as_at"])
				slices.Sort(ends)
				ends = slices.Compact(ends)
				if len(ends) != 14 || ends[0] != "2021-09-30" || ends[13] != "2024-12-31" {
					t.Errorf("periods that end on %v", ends)
				}
				said := strings.Contains(chart.Description, "shows the last 14 periods; ")
				if said != (leftOut != "") || !strings.Contains(chart.Description, leftOut) {
					t.Errorf("the description says that periods are left out: %v, want %q", said, leftOut)
				}
			})
		}
	}
}

func TestAsAtDayIsProvisionalBetweenIncrements(t *testing.T) {
	table := stocks([]int{9, 8, 7, 6})
	table.Rows = append(table.Rows, stockRow(day(2024, time.May, 7), "false", []int{1, 2, 3, 4}))
	chart, err := charts.Backlog(table, charts.Setting{AsAt: day(2024, time.May, 7)})
	if err != nil {
		t.Fatal(err)
	}
	if got := column(t, chart.Data, "is_increment_end"); !slices.Equal(got, []string{"true", "false"}) {
		t.Errorf("increment ends %v", got)
	}
	content, err := chart.SVG()
	if err != nil || !strings.Contains(string(content), ">provisional</text>") {
		t.Errorf("the label does not say provisional (error %v)", err)
	}
	if strings.Contains(chart.Alt, "May 2024") {
		t.Errorf("the alternative text measures to a provisional day: %s", chart.Alt)
	}
}
