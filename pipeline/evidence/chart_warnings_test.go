package evidence_test

import (
	"strings"
	"testing"

	"ehcp/pipeline/evidence"
)

// TestWarningsAreOfThePointsThatLimitsRestOn: with a baseline of the first 12
// points it is these that may be few, or all the same.
func TestWarningsAreOfThePointsThatLimitsRestOn(t *testing.T) {
	t.Parallel()
	const later = "5 6 7 6 5 8 7 6 5 6 7 5 6 "
	baseline := evidence.ChartOptions{Method: evidence.XmR, Baseline: 12}
	whole := evidence.ChartOptions{Method: evidence.XmR}
	letter := evidence.ChartOptions{Method: evidence.XmR, PlotTheDots: true}
	for _, c := range []struct {
		name, values string
		o            evidence.ChartOptions
		trial        bool
		want         string
	}{
		{"few values", strings.Repeat("- ", 9) + "5 6 5 " + later, baseline, true, "its first 12 points, has 3 values: the limits are trial limits"},
		{"12 values", "5 6 5 7 5 6 5 6 7 6 5 6 " + later, baseline, false, ""},
		{
			"all the same", strings.Repeat("5 ", 12) + later, baseline, false,
			"the baseline of the series, its first 12 points, does not vary, so that there are no limits",
		},
		{"one value", "5 " + strings.Repeat("- ", 11) + later, baseline, false, "its first 12 points, has one value, so that there are no limits"},
		{"no value", strings.Repeat("- ", 12) + later, baseline, false, "its first 12 points, has no value to draw lines from"},
		{"every second month", strings.Repeat("5 - 6 - ", 7), whole, false, "the series has no two values one after the other, so that there are no limits"},
		{"no variation", strings.Repeat("5 ", 14), whole, false, "the series does not vary, so that there are no limits"},
		{"no variation, to the letter", strings.Repeat("5 ", 14), letter, false, "the series does not vary: the limits lie on the mean"},
	} {
		chart := drawn(t, monthly(t, c.values), c.o)
		if chart.Segments[0].Trial != c.trial {
			t.Errorf("%s: trial limits are %v", c.name, chart.Segments[0].Trial)
		}
		said := strings.Join(chart.Warnings, "\n")
		if !strings.Contains(said, c.want) || (c.want == "" && said != "") {
			t.Errorf("%s: %q, want %q", c.name, said, c.want)
		}
	}
}

// TestProportionsThatDoNotVaryAtFirst: a baseline without a single case of them
// says nothing of the whole series.
func TestProportionsThatDoNotVaryAtFirst(t *testing.T) {
	t.Parallel()
	day := date(t, "2022-01-01")
	var points []evidence.Point
	for i := range 24 {
		points = append(points, evidence.RateOf(day.AddDate(0, i, 0), int64(i/12)*int64(3+i%4), 20))
	}
	said := strings.Join(drawn(t, points, evidence.ChartOptions{Baseline: 12}).Warnings, "\n")
	if want := "the baseline of the series, its first 12 points, does not vary"; !strings.Contains(said, want) {
		t.Errorf("%q, want %q", said, want)
	}
}
