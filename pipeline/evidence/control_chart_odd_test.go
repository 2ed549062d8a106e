package evidence_test

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ehcp/pipeline/evidence"
)

func TestChartRefuses(t *testing.T) {
	t.Parallel()
	thirty := monthly(t, strings.Repeat("1 2 ", 15))
	nan, target := math.NaN(), 2.0
	rebase := func(day, reason string) evidence.ChartOptions {
		return evidence.ChartOptions{Rebases: []evidence.Rebase{{Date: date(t, day), Reason: reason}}}
	}
	twice := evidence.ChartOptions{Rebases: []evidence.Rebase{
		{Date: date(t, "2021-01-01"), Reason: "a"}, {Date: date(t, "2020-12-15"), Reason: "b"},
	}}
	for _, c := range []struct {
		name   string
		points []evidence.Point
		o      evidence.ChartOptions
		want   string
	}{
		{"nothing", nil, evidence.ChartOptions{}, "no value"},
		{"gaps alone", monthly(t, "- - -"), evidence.ChartOptions{}, "no value"},
		{"a day twice", append(thirty, thirty[3]), evidence.ChartOptions{}, "2020-04-01 stands twice"},
		{"not a number", []evidence.Point{evidence.Measured(date(t, "2024-01-01"), nan)}, evidence.ChartOptions{}, "2024-01-01 has the value NaN"},
		{"infinite", []evidence.Point{evidence.Measured(date(t, "2024-01-01"), math.Inf(1))}, evidence.ChartOptions{}, "cannot be charted"},
		{"over its denominator", []evidence.Point{evidence.RateOf(date(t, "2024-01-01"), 3, 2)}, evidence.ChartOptions{}, "3 out of 2"},
		{"none out of nothing", []evidence.Point{evidence.RateOf(date(t, "2024-01-01"), 3, 0)}, evidence.ChartOptions{}, "3 out of 0"},
		{"short baseline", thirty, evidence.ChartOptions{Baseline: 11}, "a baseline of 11 points is too short; it needs 12 or more"},
		{"baseline of one", thirty, evidence.ChartOptions{Baseline: 1}, "a baseline of 1 point is too short"},
		{"long baseline", thirty, evidence.ChartOptions{Baseline: 31}, "longer than the series"},
		{"no reason", thirty, rebase("2021-01-01", ""), "has no reason"},
		{"rebase at the start", thirty, rebase("2020-01-01", "a"), "outside the series"},
		{"rebase after the end", thirty, rebase("2022-06-02", "a"), "outside the series, which runs from 2020-01-01 to 2022-06-01"},
		{"two at one point", thirty, twice, "two rebases"},
		{"chart", thirty, evidence.ChartOptions{Method: "c"}, `no chart "c"`},
		{"direction", thirty, evidence.ChartOptions{Improvement: "up"}, "no direction"},
		{"values in a p chart", thirty, evidence.ChartOptions{Method: evidence.PPrime}, "needs numerators and denominators"},
		{"package and method", thirty, evidence.ChartOptions{Method: evidence.RunChart, PlotTheDots: true}, "XmR charts alone"},
		{"target", thirty, evidence.ChartOptions{Target: &nan}, "the target NaN"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, err := evidence.Chart(c.points, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
		})
	}
	if _, err := evidence.Chart(thirty, evidence.ChartOptions{Target: &target}); err != nil {
		t.Error(err)
	}
}

func TestAssurance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		target    float64
		direction evidence.Direction
		want      evidence.Assurance
	}{
		{4.17, evidence.Increase, evidence.ConsistentFail},
		{4.17, evidence.Decrease, evidence.ConsistentPass},
		{4.16, evidence.Increase, evidence.Inconsistent},
		{-1.16, evidence.Increase, evidence.Inconsistent},
		{-1.17, evidence.Increase, evidence.ConsistentPass},
		{-1.17, evidence.Decrease, evidence.ConsistentFail},
		{-1.17, evidence.Neutral, evidence.NoAssurance},
	} {
		o := evidence.ChartOptions{Method: evidence.XmR, Target: &c.target, Improvement: c.direction}
		if got := drawn(t, monthly(t, calm), o).Assurance; got != c.want {
			t.Errorf("target %v, %s: %q, want %q", c.target, c.direction, got, c.want)
		}
		o.Method = evidence.RunChart
		if got := drawn(t, monthly(t, calm), o).Assurance; got != evidence.NoAssurance {
			t.Errorf("a run chart has no limits to compare a target with, and says %q", got)
		}
	}
}

// TestProportionsWithoutVariation: none or all of every denominator leaves
// nothing to measure spread by.
func TestProportionsWithoutVariation(t *testing.T) {
	t.Parallel()
	day := date(t, "2024-01-01")
	for _, part := range []int64{0, 10} {
		var points []evidence.Point
		for i := range 15 {
			points = append(points, evidence.RateOf(day.AddDate(0, i, 0), part, 10))
		}
		points = append(points, evidence.RateOf(day.AddDate(0, 15, 0), 0, 0))
		chart := drawn(t, points, evidence.ChartOptions{})
		if p := chart.Points[0]; chart.Method != evidence.PPrime || p.HasLimits || p.Mean != float64(part)/10 {
			t.Errorf("%s: %+v", chart.Method, p)
		}
		if last := chart.Points[15]; last.Known || last.HasLimits {
			t.Errorf("a denominator of 0 gives %+v", last)
		}
	}
}

// TestProportionsStayBetween0And1: few cases make wide limits, which are cut.
func TestProportionsStayBetween0And1(t *testing.T) {
	t.Parallel()
	day := date(t, "2024-01-01")
	var points []evidence.Point
	for i := range 14 {
		points = append(points, evidence.RateOf(day.AddDate(0, i, 0), int64(1+i%2), 3))
	}
	for _, method := range []evidence.Method{evidence.P, evidence.PPrime} {
		if p := drawn(t, points, evidence.ChartOptions{Method: method}).Points[0]; p.Mean != 0.5 || p.Lower != 0 || p.Upper != 1 {
			t.Errorf("%s: %+v", method, p)
		}
	}
}

// TestMeanOfEquals: the mean of equal values is that value to the last digit, so
// that all points lie on it.
func TestMeanOfEquals(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Float64Range(-1e6, 1e6).Draw(t, "value")
		var points []evidence.Point
		for i := range rapid.IntRange(1, 60).Draw(t, "points") {
			points = append(points, evidence.Measured(time.Date(2024, 1, 1+i, 0, 0, 0, 0, time.UTC), value))
		}
		chart, err := evidence.Chart(points, evidence.ChartOptions{Method: evidence.XmR})
		if err != nil || chart.Points[0].Mean != value || chart.Variation != evidence.CommonCause {
			t.Fatalf("mean %v of %v, %s (%v)", chart.Points[0].Mean, value, chart.Variation, err)
		}
	})
}

func TestRebaseWarnings(t *testing.T) {
	t.Parallel()
	step := calm + strings.Repeat("6 7 ", 6)
	o := evidence.ChartOptions{Rebases: []evidence.Rebase{{Date: date(t, "2021-01-01"), Reason: "a new team"}}}
	chart := drawn(t, monthly(t, step), o)
	if s := chart.Segments[1]; s.Reason != "a new team" || !s.From.Equal(date(t, "2021-01-01")) || chart.Points[12].Mean != 6.5 {
		t.Errorf("segment %+v, mean %v, want 6.5", s, chart.Points[12].Mean)
	}
	if said := strings.Join(chart.Warnings, "\n"); strings.Contains(said, "borne out") || strings.Contains(said, "concern") {
		t.Errorf("a lasting step warns %q", said)
	}
	chart = drawn(t, monthly(t, calm+"1.5 1.5 "+strings.Repeat("6 7 ", 6)), o)
	if said := strings.Join(chart.Warnings, "\n"); strings.Contains(said, "borne out") {
		t.Errorf("points on the mean before a step count for neither side, but warn %q", said)
	}
	chart = drawn(t, monthly(t, calm+calm), o)
	if said := strings.Join(chart.Warnings, "\n"); !strings.Contains(said, "the rebase of 2021-01-01 is not borne out") {
		t.Errorf("no step warns %q", said)
	}
	o.Improvement = evidence.Decrease
	chart = drawn(t, monthly(t, step), o)
	if said := strings.Join(chart.Warnings, "\n"); !strings.Contains(said, "without a rebase the latest point would be a concern") {
		t.Errorf("a concern that a rebase clears warns %q", said)
	}
	o.PlotTheDots = true
	o.Rebases[0].Date = date(t, "2021-01-02")
	chart = drawn(t, monthly(t, step), o)
	if said := strings.Join(chart.Warnings, "\n"); len(chart.Segments) != 1 || !strings.Contains(said, "passes over it") {
		t.Errorf("%d segments, warnings %q", len(chart.Segments), said)
	}
}

// TestGapAtTheEnd: the last known point says what the variation is; the package
// looks at the last row. It stops at a gap in a trend, which is said.
func TestGapAtTheEnd(t *testing.T) {
	t.Parallel()
	points := monthly(t, calm+"9 -")
	o := evidence.ChartOptions{Baseline: 12}
	if got := drawn(t, points, o).Variation; got != evidence.Improvement {
		t.Errorf("variation %s", got)
	}
	o.PlotTheDots = true
	if got := drawn(t, points, o).Variation; got != evidence.CommonCause {
		t.Errorf("to the letter, variation %s", got)
	}
	for series, stops := range map[string]bool{"1 2 3 - 5 6 7": true, "1 2 3 - 2 6 7": true, "1 2 1 - 2 6 7": false, "1 2 3 4 5 6 7": false} {
		said := strings.Join(drawn(t, monthly(t, series), evidence.ChartOptions{PlotTheDots: true}).Warnings, "\n")
		if strings.Contains(said, "stops with an error") != stops {
			t.Errorf("%s: %q", series, said)
		}
	}
}

// anySeries is a random series of coarse values with gaps and its options.
func anySeries(t *rapid.T) ([]evidence.Point, evidence.ChartOptions) {
	day := time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)
	var points []evidence.Point
	for i := range rapid.IntRange(2, 40).Draw(t, "points") {
		at := day.AddDate(0, i, 0)
		if rapid.IntRange(0, 9).Draw(t, "gap") == 0 && i > 0 {
			points = append(points, evidence.Missing(at))
			continue
		}
		whole := rapid.Int64Range(1, 400).Draw(t, "whole")
		points = append(points, evidence.RateOf(at, rapid.Int64Range(0, whole).Draw(t, "part"), whole))
	}
	return points, evidence.ChartOptions{
		Method:         rapid.SampledFrom([]evidence.Method{"", evidence.XmR, evidence.P, evidence.PPrime, evidence.RunChart}).Draw(t, "method"),
		Improvement:    rapid.SampledFrom([]evidence.Direction{evidence.Increase, evidence.Decrease, evidence.Neutral}).Draw(t, "way"),
		ScreenOutliers: rapid.Bool().Draw(t, "screen"), BeyondIsNear: rapid.Bool().Draw(t, "beyond"),
	}
}

func TestOrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		points, o := anySeries(t)
		want, err := evidence.Chart(points, o)
		if err != nil {
			t.Fatal(err)
		}
		got, err := evidence.Chart(rapid.Permutation(points).Draw(t, "shuffled"), o)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("shuffled: %+v (%v), want %+v", got, err, want)
		}
		for _, p := range got.Points {
			for _, value := range []float64{p.Mean, p.Lower, p.Upper} {
				if math.IsNaN(value) || math.IsInf(value, 0) {
					t.Fatalf("%+v", p)
				}
			}
			if p.HasLimits && (p.Lower > p.Mean || p.Upper < p.Mean) {
				t.Fatalf("limits on one side of the mean: %+v", p)
			}
		}
	})
}

// TestRebaseTouchesNothingBefore: what comes after a rebase cannot change what
// is before it, which is as if the series ended there.
func TestRebaseTouchesNothingBefore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		points, o := anySeries(t)
		at := rapid.IntRange(1, len(points)-1).Draw(t, "at")
		if o.Method == "" {
			o.Method = evidence.XmR
		}
		before, err := evidence.Chart(points[:at], o)
		if err != nil {
			t.Fatal(err)
		}
		o.Rebases = []evidence.Rebase{{Date: points[at].Date, Reason: "a new team"}}
		whole, err := evidence.Chart(points, o)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(whole.Points[:at], before.Points) {
			t.Fatalf("%+v\nwant %+v", whole.Points[:at], before.Points)
		}
		for i, p := range whole.Points {
			if (p.Segment == 1) != (i >= at) {
				t.Fatalf("point %d is in segment %d", i, p.Segment)
			}
		}
	})
}
