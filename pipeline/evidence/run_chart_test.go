package evidence_test

import (
	"strings"
	"testing"

	"ehcp/pipeline/evidence"
)

// TestAnhoejLimits has limits worked out by exact sums of binomial coefficients:
// round(log2(n) + 3), and the 5% quantile of n - 1 even chances.
func TestAnhoejLimits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ useful, longest, crossings int }{
		{10, 6, 2}, {12, 7, 3}, {14, 7, 4}, {16, 7, 4}, {18, 7, 5}, {20, 7, 6}, {22, 7, 7}, {24, 8, 8}, {30, 8, 10}, {40, 8, 14}, {60, 9, 23},
	} {
		series := strings.Repeat("1 3 ", c.useful/2) + "2"
		runs := drawn(t, monthly(t, series), evidence.ChartOptions{Method: evidence.RunChart}).Segments[0].Runs
		if runs.Useful != c.useful || runs.MostLongest != c.longest || runs.LeastCrossings != c.crossings {
			t.Errorf("%d useful points: %+v, want %d and %d", c.useful, runs, c.longest, c.crossings)
		}
	}
}

func TestRunChart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, series, want string
		runs               evidence.Runs
		warned             string
	}{
		{"steady", "1 3 1 3 1 3 1 3 1 3", "..........", evidence.Runs{Useful: 10, Longest: 1, MostLongest: 6, Crossings: 9, LeastCrossings: 2}, "too few for limits"},
		{
			"a long run", "1 1 1 1 1 1 1 9 9 9 9 9 9 9", "..............",
			evidence.Runs{Useful: 14, Longest: 7, MostLongest: 7, Crossings: 1, LeastCrossings: 4},
			"crosses its median 1 time,",
		},
		{
			"too long", "1 1 1 1 1 1 1 1 9 9 9 9 9 9 9 9", "ssssssssSSSSSSSS",
			evidence.Runs{Useful: 16, Longest: 8, MostLongest: 7, Crossings: 1, LeastCrossings: 4},
			"crosses its median",
		},
		{
			"on the median does not count", "1 1 1 1 5 1 1 1 1 9 9 9 9 9 9 9 9", "ssss.ssssSSSSSSSS",
			evidence.Runs{Useful: 16, Longest: 8, MostLongest: 7, Crossings: 1, LeastCrossings: 4},
			"crosses its median",
		},
		{
			"a gap breaks a run", "1 1 1 1 - 1 1 1 1 9 9 9 9 9 9 9 9", ".........SSSSSSSS",
			evidence.Runs{Useful: 16, Longest: 8, MostLongest: 7, Crossings: 1, LeastCrossings: 4},
			"1 point has no value",
		},
		{"one value", "5", ".", evidence.Runs{}, "can hardly show"},
		{"constant", "5 5 5 5", "....", evidence.Runs{}, "0 values off its median"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			chart := drawn(t, monthly(t, c.series), evidence.ChartOptions{Method: evidence.RunChart})
			if got := marks(chart); got != c.want || chart.Segments[0].Runs != c.runs {
				t.Errorf("%s, %+v, want %s, %+v", got, chart.Segments[0].Runs, c.want, c.runs)
			}
			for _, p := range chart.Points {
				if p.HasLimits || !p.HasMean {
					t.Errorf("a run chart has a median and no limits: %+v", p)
				}
			}
			if warnings := strings.Join(chart.Warnings, "\n"); !strings.Contains(warnings, c.warned) {
				t.Errorf("warnings %q do not say %q", warnings, c.warned)
			}
		})
	}
}

func TestSuits(t *testing.T) {
	t.Parallel()
	day := date(t, "2024-01-01")
	var proportions []evidence.Point
	for i := range 12 {
		proportions = append(proportions, evidence.RateOf(day.AddDate(0, i, 0), 5, 10))
	}
	for _, c := range []struct {
		name   string
		points []evidence.Point
		want   evidence.Method
	}{
		{"11 values", monthly(t, strings.Repeat("1 2 ", 5)+"1"), evidence.RunChart},
		{"11 values and a gap", monthly(t, strings.Repeat("1 2 ", 5)+"1 -"), evidence.RunChart},
		{"12 values", monthly(t, strings.Repeat("1 2 ", 6)), evidence.XmR},
		{"12 proportions", proportions, evidence.PPrime},
		{"11 proportions", proportions[1:], evidence.RunChart},
	} {
		if got := evidence.Suits(c.points); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
