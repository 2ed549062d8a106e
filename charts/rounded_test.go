package charts_test

import (
	"slices"
	"strings"
	"testing"

	"ehcp/charts"
)

// Counts that are rounded each by itself do not add up, and charts of them say so;
// the same counts without rounding are a fault.
func TestRoundedCountsNeedNotAddUp(t *testing.T) {
	t.Parallel()
	// 13, 8, 8 and 8 make 37: 15, 10, 10 and 10 beside 35.
	backlog := stocks([]int{15, 10, 10, 10})
	place := slices.Index(backlog.Columns, "open")
	backlog.Rows[0][place] = "35"
	if _, err := charts.Backlog(backlog, charts.Setting{}); err == nil || !strings.Contains(err.Error(), "add up to 45 and not to open 35") {
		t.Errorf("bands of 45 in 35 open cases: error is %v", err)
	}
	chart, err := charts.Backlog(backlog, charts.Setting{RoundedTo: 5})
	if err != nil {
		t.Fatal(err)
	}
	if want := "rounded to the nearest 5, each by itself, so that they need not add up. 0 stands for 0 to 2."; !strings.Contains(chart.Description, want) {
		t.Errorf("the description lacks %q:\n%s", want, chart.Description)
	}
	backlog.Rows[0][place] = "30"
	if _, err := charts.Backlog(backlog, charts.Setting{RoundedTo: 5}); err == nil {
		t.Error("rounding five counts to 5 does not take them 15 from their total")
	}
}
