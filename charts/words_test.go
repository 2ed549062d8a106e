package charts_test

import (
	"strings"
	"testing"

	"ehcp/charts"
)

func TestWordsKeepTheirBounds(t *testing.T) {
	drawAll(t, func(t *testing.T, chart charts.Chart) {
		if len(chart.Alt) < 60 || len(chart.Alt) > 250 || !strings.HasSuffix(chart.Alt, ".") {
			t.Errorf("alt text of %d characters: %s", len(chart.Alt), chart.Alt)
		}
		if strings.ContainsFunc(chart.Alt, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("alt text is not ASCII: %s", chart.Alt)
		}
		if words := len(strings.Fields(chart.Headline)); words == 0 || words > 10 {
			t.Errorf("headline of %d words: %s", words, chart.Headline)
		}
		for _, want := range []string{
			chart.Headline, chart.Subtitle, "Source: Education, health and care case records of Kent.",
			"Inputs 3f9a1c20.", "Numbers from 1 to 4 are shown as [c].", "day 0", "regulation 13(3)",
			"cannot be on time", strings.Join(chart.Data.Columns, " | "),
		} {
			if !strings.Contains(chart.Description, want) {
				t.Errorf("the description does not say %q", want)
			}
		}
		if !strings.Contains(chart.Subtitle, "Kent") {
			t.Errorf("the subtitle does not name the council: %s", chart.Subtitle)
		}
	})
}

// dueRates gives a falling-due table with a 20-week line only, of the given percentages.
func dueRates(percentages ...string) charts.Table {
	table := dueTable(increments(day(2024, 1, 1), len(percentages)))
	column := 0
	for i, name := range table.Columns {
		if name == "pc_issued_by_due_date" {
			column = i
		}
	}
	var rows [][]string
	for i, percent := range percentages {
		cells := table.Rows[3*i]
		cells[column] = percent
		rows = append(rows, cells)
	}
	return charts.Table{Columns: table.Columns, Rows: rows}
}

func TestHeadlineClaimsOnlyWhatTheRuleAllows(t *testing.T) {
	const neutral = "Plans in place by 20 weeks, by three-month period"
	target := map[string]charts.Target{"falling_due_20": {Value: 60}}
	tests := []struct {
		name    string
		table   charts.Table
		targets map[string]charts.Target
		want    string
	}{
		{"a rise of 3 points", dueRates("40.0", "41.0", "43.0"), nil, "Share with a plan by 20 weeks rose to 43%"},
		{"a rise of 2.9 points", dueRates("40.1", "41.0", "43.0"), nil, neutral},
		{"a fall", dueRates("40.0", "41.0", "30.5"), nil, "Share with a plan by 20 weeks fell to 30.5%"},
		{"last hidden", dueRates("40.0", "60.0", "c"), nil, neutral},
		{"first without cases", dueRates("x", "30.0", "60.0"), nil, neutral},
		{"one period", dueRates("40.0"), nil, neutral},
		{"below target", dueRates("40.0", "50.0"), target, "Plans by 20 weeks rose to 50%, target 60%"},
		{"at target", dueRates("40.0", "60.0"), target, "Share with a plan by 20 weeks rose to 60%"},
		{
			"a rise only in the part-period", with(dueRates("40.0", "41.0", "90.0"), "is_complete", "false", 2),
			nil, neutral,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			chart, err := charts.FallingDue(test.table, charts.Setting{Targets: test.targets})
			if err != nil {
				t.Fatal(err)
			}
			if chart.Headline != test.want {
				t.Errorf("headline %q, want %q", chart.Headline, test.want)
			}
		})
	}
}

// stocks gives a backlog table from the four bands of each increment.
func stocks(bands ...[]int) charts.Table {
	periods := increments(day(2024, 1, 1), len(bands))
	table := stockTable(periods)
	table.Rows = nil
	for i, parts := range bands {
		table.Rows = append(table.Rows, stockRow(periods[i].end, "true", parts))
	}
	return table
}

func TestFewerOpenCasesIsNoHeadlineWhileMoreAreLate(t *testing.T) {
	late := stocks([]int{500, 50, 30, 20}, []int{300, 80, 60, 60})
	backlog, err := charts.Backlog(late, charts.Setting{})
	if err != nil {
		t.Fatal(err)
	}
	if backlog.Headline != "Open assessments by weeks open, by three-month period" {
		t.Errorf("headline %q", backlog.Headline)
	}
	if !strings.Contains(backlog.Alt, "those open more than 20 weeks rose from 100 to 200") {
		t.Errorf("alt %q", backlog.Alt)
	}
	long := stocks([]int{500, 50, 90, 10}, []int{500, 50, 20, 60})
	over, err := charts.Over3052(long, charts.Setting{})
	if err != nil {
		t.Fatal(err)
	}
	if over.Headline != "Assessments open more than 30 and 52 weeks" {
		t.Errorf("headline %q", over.Headline)
	}
}

func TestTimelinessSaysWhatTheBacklogDoes(t *testing.T) {
	periods := increments(day(2024, 1, 1), 2)
	rising := timelinessTable(periods)
	falling := charts.Table{Columns: rising.Columns}
	for i, cells := range rising.Rows {
		other := append([]string(nil), rising.Rows[1-i]...)
		copy(other, cells[:9])
		falling.Rows = append(falling.Rows, other)
	}
	for want, table := range map[string]charts.Table{
		"rate can rise because old cases are left waiting":             rising,
		"Clearing the backlog lowers this rate, because those plans":   falling,
		"The rate fell while more of the plans came from the backlog.": falling,
	} {
		chart, err := charts.Timeliness(table, charts.Setting{})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(chart.Description, want) {
			t.Errorf("the description does not say %q", want)
		}
	}
}

func TestHiddenNumbersSentence(t *testing.T) {
	for minimum, want := range map[int]string{
		2: "The number 1 is shown as [c].", 10: "Numbers from 1 to 9 are shown as [c].", 0: "",
	} {
		chart, err := charts.Over3052(stocks([]int{500, 50, 90, 10}), charts.Setting{MinimumCount: minimum})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(chart.Description, want) {
			t.Errorf("minimum %d: the description does not say %q", minimum, want)
		}
		if want == "" && strings.Contains(chart.Description, "[c]") {
			t.Error("the description speaks of hidden numbers and there are none")
		}
	}
}
