package charts_test

import (
	"slices"
	"strings"
	"testing"

	"ehcp/charts"
)

func TestSummaryShowsTheMeasuresInTheirOrder(t *testing.T) {
	chart, err := charts.Summary(summaryTable(nil), summarySetting())
	if err != nil {
		t.Fatal(err)
	}
	// net_change has no figure; received is not asked for.
	want := []string{"falling_due_20", "pc_within_20_weeks", "over_52_weeks", "median_weeks"}
	if got := column(t, chart.Data, "measure"); !slices.Equal(got, want) {
		t.Errorf("measures %q, want %q", got, want)
	}
	texts := ""
	for _, s := range readSVG(t, chart).Group.Texts {
		texts += s.String + "\n"
	}
	for _, want := range []string{
		"Latest: Oct to Dec 2024. Baseline: Jan 2023 to Dec 2023.", "Plan by 20 weeks, of\ncases falling due\n6.4%\n60%\nDec 2024\n57.7%\n57.8%\nimproved\n",
		"226\n0\n[c]\n0\nno evidence of\nchange\n", "[x]\nnone\n35.3\n19.3\nnot judged\n", "Special cause, high: improvement", "Special cause, low: concern",
		"Special cause, low\n", "Target consistently missed", "Target met or missed by chance", "\n2 more measures are in the table summary.",
	} {
		if !strings.Contains(texts, want) {
			t.Errorf("the summary does not say %q:\n%s", want, texts)
		}
	}
	// Of three judged measures one is better; waiting for evidence is not.
	if chart.Headline != "1 of 3 judged measures is better than its baseline" {
		t.Errorf("headline %q", chart.Headline)
	}
	if !strings.Contains(chart.Description, "Open over 52 weeks: latest 0; previous [c]; baseline 226; target 0; no evidence of change.") {
		t.Errorf("description %s", chart.Description)
	}
}

// TestSummaryHeadlineCountsEveryMeasure: the measures that the page has no room for are judged as well. A headline of
// the drawn ones alone would say that all is better where the table says that something is not.
func TestSummaryHeadlineCountsEveryMeasure(t *testing.T) {
	table := with(summaryTable(nil), "verdict", "worse", 4)
	for _, test := range []struct{ verdict, want string }{
		{"no_evidence_of_change", "1 of 4 judged measures is better than its baseline"},
		{"sustained", "2 of 4 judged measures are better than their baseline"},
	} {
		chart, err := charts.Summary(with(table, "verdict", test.verdict, 2), summarySetting())
		if err != nil {
			t.Fatal(err)
		}
		if chart.Headline != test.want {
			t.Errorf("headline %q, want %q", chart.Headline, test.want)
		}
	}
}

// TestSummarySaysOtherPeriods: a row whose baseline or newest period is not that of most says so itself.
func TestSummarySaysOtherPeriods(t *testing.T) {
	table := with(summaryTable(nil), "baseline_period", "Jun 2023 to Dec 2023", 0)
	table = with(table, "latest_period", "Jul to Sep 2024", 3)
	chart, err := charts.Summary(table, summarySetting())
	if err != nil {
		t.Fatal(err)
	}
	texts := ""
	for _, s := range readSVG(t, chart).Group.Texts {
		texts += s.String + " "
	}
	for _, want := range []string{
		"Latest: Oct to Dec 2024. Baseline: Jan 2023 to Dec 2023. ", "falling due (baseline Jun 2023 to Dec 2023) 6.4%",
		"of plans issued (latest Jul to Sep 2024) 18%",
	} {
		if !strings.Contains(texts, want) {
			t.Errorf("the summary does not say %q:\n%s", want, texts)
		}
	}
}

func TestSummaryErrors(t *testing.T) {
	good := summaryTable(nil)
	tight := summarySetting()
	tight.Size = charts.Size{Width: 160, Height: 60}
	odd := summarySetting()
	odd.Measures[0].Label = "caf\u00e9"
	for name, test := range map[string]struct {
		table   charts.Table
		setting charts.Setting
		want    string
	}{
		"column": {charts.Table{Columns: []string{"measure"}}, summarySetting(), "chart summary: the table has no column baseline"},
		"rows":   {charts.Table{Columns: good.Columns}, summarySetting(), "the table has no measure"},
		"twice":  {with(good, "measure", "open"), charts.Setting{}, "row 2: the measure open stands twice"},
		"number": {with(good, "latest", "up"), summarySetting(), "column latest"},
		"day":    {with(good, "target_date", "soon"), summarySetting(), "not a date"},
		"label":  {good, odd, "plain ASCII"},
		"room":   {good, tight, "has no room for 4 measures"},
	} {
		if _, err := charts.Summary(test.table, test.setting); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, test.want)
		}
	}
}
