package evidence_test

import (
	"strings"
	"testing"

	"ehcp/pipeline/evidence"
)

// TestLenientRebases: what a configuration says of a measure must not take the
// chart of the measure away.
func TestLenientRebases(t *testing.T) {
	t.Parallel()
	values := monthly(t, calm+strings.Repeat("6 7 ", 6)) // from 2020-01-01 on, 24 months
	for _, c := range []struct {
		name  string
		days  string
		parts int
		want  string
	}{
		{"later than the data", "2030-01-01", 1, "the rebase of 2030-01-01 is passed over: the series runs from 2020-01-01 to 2021-12-01"},
		{"in the last month", "2021-12-15", 1, "the rebase of 2021-12-15 is passed over"},
		{"earlier than the data", "1999-01-01", 1, "the rebase of 1999-01-01 is passed over"},
		{"the first month", "2020-01-01", 1, "the rebase of 2020-01-01 is passed over"},
		{"twice", "2021-01-01 2021-01-01", 2, "the rebase of 2021-01-01 is passed over: another begins at the same point, 2021-01-01"},
		{"one of two", "2021-01-01 2030-01-01", 2, "the rebase of 2030-01-01 is passed over"},
		{"not the first of a month", "2020-06-15", 2, "the rebase of 2020-06-15 is not borne out"},
	} {
		o := evidence.ChartOptions{LenientRebases: true}
		for day := range strings.FieldsSeq(c.days) {
			o.Rebases = append(o.Rebases, evidence.Rebase{Date: date(t, day), Reason: "a new team"})
		}
		chart := drawn(t, values, o)
		if said := strings.Join(chart.Warnings, "\n"); len(chart.Segments) != c.parts || !strings.Contains(said, c.want) {
			t.Errorf("%s: %d parts, %q", c.name, len(chart.Segments), said)
		}
	}
}
