package charts_test

import (
	"strings"
	"testing"
	"time"

	"ehcp/charts"
)

func TestNothingToDrawIsAnError(t *testing.T) {
	long := increments(day(2015, time.January, 1), 20)
	early := make([]int, 6)
	for i := range early {
		early[i] = i
	}
	// cells gives the chart's table with one text in every value, or in all but some of its last rows.
	cells := func(d drawing, text string) charts.Table {
		table := d.table(increments(day(2024, time.January, 1), 4))
		for _, name := range d.values {
			table = with(table, name, text)
		}
		return table
	}
	wants := map[string]string{
		"falling-due":  "it is not known which cases had a plan by their due day in the periods shown",
		"timeliness":   "no plan was issued in the periods shown",
		"backlog":      "no number of open cases is known on the days shown",
		"over-30-52":   "no number of cases open over 30 or 52 weeks is known on the days shown",
		"time-to-plan": "it is not known which requests led to a plan in the periods shown",
		"flow":         "no number of cases started or closed is known in the periods shown",
		"by-area":      "no figure by area is known in the periods shown",
		"by-long-area": "no figure by area is known in the periods shown",
		"summary":      "no measure has a figure",
	}
	type test struct {
		name  string
		draw  func(charts.Table, charts.Setting) (charts.Chart, error)
		table charts.Table
		want  string
	}
	var tests []test
	for _, d := range drawings() {
		tests = append(
			tests,
			test{d.name + " not available", d.draw, cells(d, "x"), wants[d.name]},
			test{d.name + " empty", d.draw, cells(d, ""), wants[d.name]},
			test{d.name + " hidden", d.draw, cells(d, "c"), ""},
		)
	}
	due, rates := drawings()[0], drawings()[1]
	noPlan := withoutExceptions(with(cells(rates, "0"), "pc_within_20_weeks", "x"), "x")
	allExceptions := with(cells(rates, "5"), "pc_within_20_weeks_excl", "x")
	tests = append(
		tests,
		test{"no case fell due", due.draw, with(cells(due, "0"), "pc_issued_by_due_date", "x"), "no case fell due in the periods shown"},
		test{"no plan", rates.draw, noPlan, "no plan was issued in the periods shown"},
		test{"one hidden percentage", rates.draw, with(noPlan, "pc_within_20_weeks", "c", 1), ""},
		test{"only plans with exceptions", rates.draw, allExceptions, ""},
		test{"plans in the last periods", rates.draw, with(timelinessTable(long), "pc_within_20_weeks", "x", early...), ""},
	)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			chart, err := test.draw(test.table, kentSetting())
			if test.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				if page := readSVG(t, chart); len(page.Group.Texts) < 5 {
					t.Error("the chart is an empty frame")
				}
				return
			}
			if err == nil || !strings.HasPrefix(err.Error(), "chart ") || !strings.HasSuffix(err.Error(), ": "+test.want) {
				t.Errorf("error %v, want one that says %q", err, test.want)
			}
		})
	}
}

// TestControlChartWithEveryValueHidden: in a small authority the public may be shown no month at all. It is told so,
// and is not shown a fault of the program.
func TestControlChartWithEveryValueHidden(t *testing.T) {
	points := steadyPoints(14)
	for i := range points {
		points[i] = controlPoint{"c", "c", "c", "c", "none", "common_cause", ""}
	}
	spec := charts.ControlSpec{Name: "plan-quality", Title: "Audits good or better", Method: "pprime", Better: "increase", Variation: "improvement"}
	_, err := charts.SPC(controlTable(points), spec, kentSetting())
	if want := "chart plan-quality: every one of its values is hidden to protect people"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
	points[3].value = "50"
	if _, err := charts.SPC(controlTable(points), spec, kentSetting()); err != nil {
		t.Errorf("one value that is shown: %v", err)
	}
}

// TestFlowOfWhichPartsAreHidden: where small parts are hidden the lines are new requests and plans alone, which stand
// the other way round. The words are of what is drawn, and of the net change that is known all the same.
func TestFlowOfWhichPartsAreHidden(t *testing.T) {
	table := flowTable(increments(day(2023, time.January, 1), 8))
	for _, name := range []string{"transferred_in", "reopened", "withdrawn", "moved_out"} {
		table = with(table, name, "c")
	}
	chart, err := charts.Flow(table, kentSetting())
	if err != nil {
		t.Fatal(err)
	}
	if want := "Open cases fell in 4 of last 4 periods"; chart.Headline != want {
		t.Errorf("headline %q, want %q", chart.Headline, want)
	}
	if want := "New requests and plans issued, other ways to start and close a case left out, and the net change in open cases, "; !strings.HasPrefix(chart.Subtitle, want) {
		t.Errorf("subtitle %q", chart.Subtitle)
	}
}
