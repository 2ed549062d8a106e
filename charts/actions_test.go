package charts_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"ehcp/charts"
)

// TestActionsStandOnTheirDays: an upright line where an action was done, of those alone that are meant to move what
// the chart shows and were done within its axis, and a sentence that claims nothing.
func TestActionsStandOnTheirDays(t *testing.T) {
	t.Parallel()
	s := charts.Setting{Actions: charts.Table{
		Columns: []string{"action_id", "action", "completed_date", "measure"},
		Rows: [][]string{
			{"A2", "Clear the oldest", "2024-05-15", "over_52_weeks"},
			{"A1", "Begin", "2024-03-31", "Over_30_weeks"},
			{"A3", "Not done yet", "", "over_30_weeks"},
			{"A4", "Another measure", "2024-05-01", "falling_due_20"},
			{"A5", "Before the axis", "2024-03-30", "over_30_weeks"},
			{"A6", "After it", "2024-07-01", "over_30_weeks"},
		},
	}}
	chart, err := charts.Over3052(stocks([]int{500, 50, 90, 10}, []int{500, 50, 70, 10}), s) // ends of March and June 2024
	if err != nil {
		t.Fatal(err)
	}
	page := readSVG(t, chart)
	points := dataPoints(t, page)
	var found []float64
	for _, l := range page.Group.Lines {
		if l.Class == "action" {
			found = append(found, pointsOf(t, l.Points)[0][0])
		}
	}
	// 15 May is 45 of the 91 days from 31 March to 30 June.
	want := []float64{points[0][0], points[0][0] + (points[1][0]-points[0][0])*45/91}
	if len(found) != 2 || math.Abs(found[0]-want[0]) > 0.05 || math.Abs(found[1]-want[1]) > 0.05 {
		t.Errorf("lines at %v, want %v", found, want)
	}
	if !strings.HasSuffix(chart.Subtitle, "were done (A1, A2)") {
		t.Errorf("the subtitle is %q", chart.Subtitle)
	}
	if !strings.Contains(chart.Description, "A1, Begin, on 31 March 2024; A2, Clear the oldest, on 15 May 2024. That the figure moved before or after says nothing") {
		t.Errorf("the description is %s", chart.Description)
	}
}

// TestActionsWithinAPeriod: of counts of a period a day stands within its slot, from edge to edge.
func TestActionsWithinAPeriod(t *testing.T) {
	t.Parallel()
	table := dueTable(increments(day(2024, time.January, 1), 2))
	s := charts.Setting{Actions: charts.Table{
		Columns: []string{"action_id", "action", "completed_date", "measure"},
		Rows:    [][]string{{"A1", "First day", "2024-01-01", "falling_due_20"}, {"A2", "Next", "2024-04-01", "falling_due_20"}},
	}}
	chart, err := charts.FallingDue(table, s)
	if err != nil {
		t.Fatal(err)
	}
	page := readSVG(t, chart)
	var found, left []float64
	for _, l := range page.Group.Lines {
		at := pointsOf(t, l.Points)
		switch l.Class {
		case "action":
			found = append(found, at[0][0])
		case "axis":
			left = append(left, at[0][0], at[1][0])
		}
	}
	middle := (left[0] + left[1]) / 2 // 91 days on either side, but one slot each
	if len(found) != 2 || math.Abs(found[0]-left[0]) > 0.05 || math.Abs(found[1]-middle) > 0.05 {
		t.Errorf("lines at %v, the axis is from %v to %v", found, left[0], left[1])
	}
}
