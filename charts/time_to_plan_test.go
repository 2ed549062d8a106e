package charts_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/charts"
)

func drawPlan(t *testing.T, table charts.Table) charts.Chart {
	t.Helper()
	chart, err := charts.TimeToPlan(table, kentSetting())
	if err != nil {
		t.Fatal(err)
	}
	return chart
}

// distinct gives the different texts of a column in their order.
func distinct(t *testing.T, table charts.Table, name string) []string {
	t.Helper()
	return slices.Compact(column(t, table, name))
}

func TestCurvesOfTheLastPeriodsFollowedFor20Weeks(t *testing.T) {
	eight := planTable(increments(day(2023, time.January, 1), 8))
	for name, test := range map[string]struct {
		table charts.Table
		want  []string
		says  string
	}{
		"the last four": {
			eight,
			[]string{"Oct to Dec 2023", "Jan to Mar 2024", "Apr to Jun 2024", "Jul to Sep 2024"},
			"latest periods that were followed for 20 weeks",
		},
		"none for 20 weeks": {
			planTable(increments(day(2024, time.October, 1), 1)),
			[]string{"Oct to Dec 2024"},
			"No period was followed for 20 weeks yet",
		},
		"one was never followed": {
			with(eight, "pc_plan", "", weeksOf([]int{4})...),
			[]string{"Jul to Sep 2023", "Oct to Dec 2023", "Apr to Jun 2024", "Jul to Sep 2024"},
			"latest periods",
		},
		"one is hidden": {
			with(eight, "pc_plan", "c", weeksOf([]int{4})...),
			[]string{"Oct to Dec 2023", "Jan to Mar 2024", "Apr to Jun 2024", "Jul to Sep 2024"},
			"Jan to Mar 2024 [c]",
		},
	} {
		chart := drawPlan(t, test.table)
		if got := distinct(t, chart.Data, "period"); !slices.Equal(got, test.want) {
			t.Errorf("%s: periods %v, want %v", name, got, test.want)
		}
		if !strings.Contains(chart.Description, test.says) {
			t.Errorf("%s: the description does not say %q", name, test.says)
		}
	}
}

func TestCurvesEndWhereNobodyWasFollowed(t *testing.T) {
	chart := drawPlan(t, planTable(increments(day(2024, time.January, 1), 4)))
	// The last day is 31 December: day 183 for the third period, and 274 for the second.
	last := map[string]string{}
	for i, period := range column(t, chart.Data, "period") {
		last[period] = column(t, chart.Data, "week")[i]
	}
	if want := map[string]string{"Jan to Mar 2024": "52", "Apr to Jun 2024": "39", "Jul to Sep 2024": "26"}; !maps.Equal(last, want) {
		t.Errorf("curves end in weeks %v, want %v", last, want)
	}
	if !strings.Contains(chart.Description, "Jul to Sep 2024 22% by week 20 and") {
		t.Error("the description does not say what the newest curve came to by week 20")
	}
	for _, want := range []string{"rose from 6% to 22%", "Jan to Mar 2024", "Jul to Sep 2024"} {
		if !strings.Contains(chart.Alt, want) {
			t.Errorf("the alternative text does not say %q: %s", want, chart.Alt)
		}
	}
}

// The curve goes on over hidden weeks in one line, and says so.
func TestHiddenWeeksArePassedOver(t *testing.T) {
	table := planTable(increments(day(2024, time.January, 1), 4))
	lines := func(chart charts.Chart) (n int) {
		for _, l := range readSVG(t, chart).Group.Lines {
			if l.Class == "data" {
				n++
			}
		}
		return n
	}
	whole := drawPlan(t, table)
	hidden := drawPlan(t, with(table, "pc_plan", "c", 14, 15, 61+30))
	if lines(whole) != 3 || lines(hidden) != 3 {
		t.Errorf("%d curves, and %d with hidden weeks, want 3", lines(whole), lines(hidden))
	}
	const says = "Weeks whose number is hidden"
	if strings.Contains(whole.Description, says) || !strings.Contains(hidden.Description, says) {
		t.Error("hidden weeks are not told, or are where there are none")
	}
	if got := column(t, hidden.Data, "pc_plan")[14]; got != "c" {
		t.Errorf("a hidden week is given as %q", got)
	}
}

func TestWeeksThatAreNone(t *testing.T) {
	table := planTable(increments(day(2024, time.January, 1), 4))
	for _, week := range []string{"61", "-1", "one", "7"} {
		_, err := charts.TimeToPlan(with(table, "week", week, 5), charts.Setting{})
		if err == nil || !strings.Contains(err.Error(), "column week") {
			t.Errorf("week %s: error %v", week, err)
		}
	}
}
