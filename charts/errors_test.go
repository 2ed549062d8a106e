package charts_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/charts"
)

func TestErrorsNameWhatIsWrong(t *testing.T) {
	periods := increments(day(2024, time.January, 1), 2)
	flow, due := flowTable(periods), dueTable(periods)
	nothing := charts.Setting{}
	target := func(measure string, value float64) charts.Setting {
		return charts.Setting{Targets: map[string]charts.Target{measure: {Value: value}}}
	}
	renamed := flowTable(periods)
	renamed.Columns[len(renamed.Columns)-1] = "end"
	twice := charts.Table{Columns: flow.Columns, Rows: append(slices.Clone(flow.Rows), flow.Rows[0])}
	ragged := charts.Table{Columns: flow.Columns, Rows: [][]string{{"E10000016"}}}
	noEnd := with(stockTable(periods), "is_increment_end", "false")
	uneven := with(stocks([]int{1, 2, 3, 4}), "open", "99")
	tests := []struct {
		name    string
		draw    func(charts.Table, charts.Setting) (charts.Chart, error)
		table   charts.Table
		setting charts.Setting
		want    string
	}{
		{"column", charts.Flow, renamed, nothing, "chart flow: the table has no column closing"},
		{"rows", charts.Flow, with(flow, "period_type", "month"), nothing, "chart flow: the table has no three-month period"},
		{"threshold", charts.FallingDue, with(due, "threshold_weeks", "30"), nothing, "no three-month period for the 20-week day"},
		{"increment end", charts.Backlog, noEnd, nothing, "chart backlog: the table has no day at the end of a three-month period"},
		{"authorities", charts.Flow, with(flow, "authority_code", "E10000017", 1), nothing, "two authorities"},
		{"number", charts.Flow, with(flow, "started", "many", 1), nothing, `row 2, column started: "many" is neither`},
		{"day", charts.Flow, with(flow, "period_start", "1/4/24", 1), nothing, "not a date like 2024-12-31"},
		{"truth", charts.Flow, with(flow, "is_complete", "yes", 1), nothing, "neither true nor false"},
		{"period twice", charts.Flow, twice, nothing, "rows 1 and 3 are both of Jan to Mar 2024"},
		{"cells", charts.Flow, ragged, nothing, "row 1 has 1 cells"},
		{"flow identity", charts.Flow, with(flow, "closing", "9", 1), nothing, "is not closing 9"},
		{"backlog identity", charts.Backlog, uneven, nothing, "the bands add up to 10 and not to open 99"},
		{"label", charts.Flow, with(flow, "period", "Jan\u2013Mar", 0), nothing, "plain ASCII"},
		{"note", charts.Flow, flow, charts.Setting{Note: "Made up \u2013 all of it"}, "plain ASCII"},
		{"long note", charts.Flow, flow, charts.Setting{Note: strings.Repeat("invented ", 60)}, "too long for a chart"},
		{"percentage target", charts.FallingDue, due, target("falling_due_20", 101), "from 0 to 100"},
		{"rate target", charts.Timeliness, timelinessTable(periods), target("pc_within_20_weeks", -1), "from 0 to 100"},
		{"count target", charts.Backlog, stockTable(periods), target("open", -1), "a count from 0"},
		{"long wait target", charts.Over3052, stockTable(periods), target("over_52_weeks", -1), "a count from 0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := test.draw(test.table, test.setting)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one that says %q", err, test.want)
			}
		})
	}
	if _, err := (charts.Chart{}).SVG(); err == nil {
		t.Error("an empty chart gives an SVG")
	}
	if _, err := (charts.Chart{}).PNG(); err == nil {
		t.Error("an empty chart gives a PNG")
	}
}
