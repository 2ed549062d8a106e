package verdict_test

import (
	"strings"
	"testing"

	"ehcp/pipeline/verdict"
)

// TestToldFigures says of hidden open cases that they are few, and nothing more of
// them; a percentage that is hidden is never told.
func TestToldFigures(t *testing.T) {
	t.Parallel()
	said := verdict.Of(county(t), settings())
	stock := verdict.Figure{Measure: "over_52_weeks", PeriodType: "three_months", Start: last}
	rate := verdict.Figure{Measure: "falling_due_20", PeriodType: "three_months", Start: last}
	public := func(row verdict.Row) []string {
		return row.Telling(verdict.Hidden{stock: true, rate: true}, verdict.Told{stock: "fewer than 5", rate: "fewer than 5"})
	}
	got := find(t, "evidence", said.Evidence, public, "over_52_weeks", last, "value", "change", "sentence")
	want := "At the end of Jul 2024, fewer than 5 cases were open for more than 52 weeks."
	if got[0] != "c" || got[1] != "c" || !strings.HasPrefix(got[2], want) || strings.Contains(got[2], "ended by") || strings.Contains(got[2], "reduced in") {
		t.Errorf("got %q, want %s", got, want)
	}
	if got := find(t, "evidence", said.Evidence, public, "falling_due_20", last, "value", "sentence"); got[0] != "c" || strings.Contains(got[1], "fewer") {
		t.Errorf("a hidden percentage is said as %q", got)
	}
	untold := func(row verdict.Row) []string { return row.Public(verdict.Hidden{stock: true}) }
	if got := find(t, "evidence", said.Evidence, untold, "over_52_weeks", last, "sentence")[0]; strings.Contains(got, "fewer") {
		t.Errorf("what is not told is said as %q", got)
	}
}
