package evidence_test

import (
	"fmt"
	"strings"
	"testing"

	"ehcp/pipeline/evidence"
)

// TestAssuranceIsOfTheLastKnownPoint: a month that is not over has no
// denominator and so no limits, which takes nothing from the month before.
func TestAssuranceIsOfTheLastKnownPoint(t *testing.T) {
	t.Parallel()
	day := date(t, "2023-01-01")
	var points []evidence.Point
	for i := range 14 {
		points = append(points, evidence.RateOf(day.AddDate(0, i, 0), int64(20+i%3), 100))
	}
	target := 0.6
	o := evidence.ChartOptions{Target: &target, Improvement: evidence.Increase}
	whole := drawn(t, points, o)
	open := drawn(t, append(points, evidence.RateOf(day.AddDate(0, 14, 0), 0, 0)), o)
	if whole.Assurance != evidence.ConsistentFail || open.Assurance != whole.Assurance {
		t.Errorf("assurance %q, and with a month that is not over %q", whole.Assurance, open.Assurance)
	}
	show := func(v float64) string { return fmt.Sprintf("%.3f", v) }
	if got, want := open.Sentences(o, show)[1], whole.Sentences(o, show)[1]; got != want || !strings.Contains(got, "consistent fail") {
		t.Errorf("the sentence is %q, want %q", got, want)
	}
}

// TestOnePointHasNothingToCompare: neither a rule nor a run can be told of it.
func TestOnePointHasNothingToCompare(t *testing.T) {
	t.Parallel()
	o := evidence.ChartOptions{}
	said := drawn(t, monthly(t, "5"), o).Sentences(o, func(v float64) string { return fmt.Sprint(v) })
	if want := "Variation is common cause: there is one point (1 January 2020, 5) and nothing to hold it against."; said[0] != want {
		t.Errorf("%q, want %q", said[0], want)
	}
}
