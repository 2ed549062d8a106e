package evidence_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/evidence"
)

// monthly makes a series of months from a list of numbers, "-" for a gap.
func monthly(t *testing.T, list string) []evidence.Point {
	t.Helper()
	var points []evidence.Point
	for i, word := range strings.Fields(list) {
		day := time.Date(2020, time.January+time.Month(i), 1, 0, 0, 0, 0, time.UTC)
		if word == "-" {
			points = append(points, evidence.Missing(day))
			continue
		}
		var value float64
		if _, err := fmt.Sscanf(word, "%g", &value); err != nil {
			t.Fatal(err)
		}
		points = append(points, evidence.Measured(day, value))
	}
	return points
}

func drawn(t *testing.T, points []evidence.Point, o evidence.ChartOptions) evidence.ControlChart {
	t.Helper()
	chart, err := evidence.Chart(points, o)
	if err != nil {
		t.Fatal(err)
	}
	return chart
}

// marks writes one letter a point: o outside, t trend, 2 two in three, s shift,
// a dot for none; capitals are improvements.
func marks(chart evidence.ControlChart) string {
	letters := map[evidence.Rule]string{
		evidence.NoRule: ".", evidence.Outside: "o", evidence.Trend: "t", evidence.TwoInThree: "z", evidence.Shift: "s",
	}
	said := ""
	for _, p := range chart.Points {
		letter := letters[p.Rule]
		if p.Type == evidence.Improvement || p.Type == evidence.NeutralHigh {
			letter = strings.ToUpper(letter)
		}
		said += letter
	}
	return said
}

// calm is a baseline of 12 points: mean 1.5, mean range 1, limits -1.16 and
// 4.16, near limits -0.273 and 3.273.
const calm = "1 2 1 2 1 2 1 2 1 2 1 2 "

func TestRules(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, series, want string
	}{
		{"equal to a limit is inside", "4.16 -1.16", ".."},
		{"beyond a limit", "4.17 -1.17", "Oo"},
		{"near the limit alone", "4 1 2", "..."},
		{"two in three, the middle one not near", "4 2 4", "Z.Z"},
		{"equal to the near limit is not near", "3.2733333333333334 2 3.2733333333333334 2", "...."},
		{"just over the near limit", "3.2733333333333339 2 3.2733333333333339 2", "Z.Z."},
		{"two in three with the other below the mean", "4 1 4", "..."},
		{"two in three with the other on the mean", "4 1.5 4", "..."},
		{"near on both sides", "4 -1 2", "..."},
		{"beyond and near", "5 4 1", "O.."},
		{"two in three across a gap", "4 - 4", "..."},
		{"six on one side", "2 2 2 2 2 2 1", "......."},
		{"seven on one side", "1 2 2 2 2 2 2 2 1", ".SSSSSSS."},
		{"seven on one side with one on the mean", "1 2 2 2 1.5 2 2 2 2 1", ".........."},
		{"seven on one side with a gap", "1 2 2 2 - 2 2 2 2 1", ".........."},
		{"six rises of seven points", "1 0.9 1.1 1.3 1.5 1.7 1.9 2.1 1", ".TTTTTTT."},
		{"five rises", "0.9 1.1 1.3 1.5 1.7 1.9 1", "......."},
		{"a tie breaks a trend", "0.9 1.1 1.3 1.5 1.5 1.7 1.9 2.1", "........"},
		{"a gap breaks a trend and is no fault", "0.9 1.1 1.3 1.4 - 1.6 1.7 1.9 2.1", "........."},
		{"a falling trend above the mean goes down", "1 3.2 3.1 3 2.9 2.8 2.7 2.6 2.5 1", ".ttttttttt"},
		{"outside before trend", "1 3 3.1 3.2 4.3 4.4 4.5 4.6 1", "TTTTOOOO."},
		{"trend before two in three", "1 3.1 3.2 3.3 3.4 3.5 3.6 3.7 1", "TTTTTTTT."},
		{"two in three before shift", "2 2 4 4 2 2 2 1 1", "SSZZSSS.."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			points := monthly(t, calm+"1 "+c.series) // the 13th keeps the runs apart
			chart := drawn(t, points, evidence.ChartOptions{Method: evidence.XmR, Baseline: 12})
			if got := marks(chart)[13:]; got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// TestTwoInThreeBothVersions: Making Data Count lets a point beyond the limit
// count, the package does not.
func TestTwoInThreeBothVersions(t *testing.T) {
	t.Parallel()
	for series, want := range map[string]string{
		"2 5 4 1": ".OZ.", "1 5 2 4 1": ".O.Z.", "1 5 2 2 4 1": ".O....", "1 5 1 4 1": ".O...", "1 5 5 1": ".OO.", "1 4 2 4 1": ".Z.Z.",
	} {
		chart := drawn(t, monthly(t, calm+series), evidence.ChartOptions{Method: evidence.XmR, Baseline: 12, BeyondIsNear: true})
		if got := marks(chart)[12:]; got != want {
			t.Errorf("%s: %s, want %s", series, got, want)
		}
	}
}

func TestDirectionOfImprovement(t *testing.T) {
	t.Parallel()
	for direction, want := range map[evidence.Direction][2]evidence.Variation{
		evidence.Increase: {evidence.Improvement, evidence.Concern},
		evidence.Decrease: {evidence.Concern, evidence.Improvement},
		evidence.Neutral:  {evidence.NeutralHigh, evidence.NeutralLow},
		"":                {evidence.Improvement, evidence.Concern},
	} {
		o := evidence.ChartOptions{Method: evidence.XmR, Baseline: 12, Improvement: direction}
		chart := drawn(t, monthly(t, calm+"9 -9"), o)
		if got := [2]evidence.Variation{chart.Points[12].Type, chart.Points[13].Type}; got != want {
			t.Errorf("%s: %v, want %v", direction, got, want)
		}
		if chart.Variation != want[1] {
			t.Errorf("%s: the variation is %s, want the last point's, %s", direction, chart.Variation, want[1])
		}
	}
}

// TestVignette has the limits that the package's vignette prints, with and
// without screening of one large moving range.
func TestVignette(t *testing.T) {
	t.Parallel()
	series := monthly(t, "1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1")
	for screen, want := range map[bool]string{true: "1.94 -0.72 4.60", false: "1.94 -3.06 6.95"} {
		p := drawn(t, series, evidence.ChartOptions{ScreenOutliers: screen}).Points[0]
		if got := fmt.Sprintf("%.2f %.2f %.2f", p.Mean, p.Lower, p.Upper); got != want {
			t.Errorf("screening %v: %s, want %s", screen, got, want)
		}
	}
}

// TestQuirks are those of the package, and what stands in their place.
func TestQuirks(t *testing.T) {
	t.Parallel()
	plateau := "9 1 2 3 4 5 6 7 7 8 9 10 11 12 13 1 14 1 14 1 14"
	peak := "20 1 2 3 4 5 6 7 6 5 4 3 2 1 20 1 20 1 20 0 21"
	saw := "20 1 2 3 4 5 6 7 1 2 3 4 5 6 7 1 20 1 20 1 21"
	for series, want := range map[string][2]string{
		plateau: {".TTTTTTTTTTTTTT......", ".TTTTTTtTTTTTTT......"},
		peak:    {".TTTTTTttttttt.......", ".TTTTTTttttttt......."},
		saw:     {".TTTTTTTTTTTTTT......", ".TTTTTTtTTTTTTT......"},
	} {
		ours := drawn(t, monthly(t, series), evidence.ChartOptions{Method: evidence.XmR})
		theirs := drawn(t, monthly(t, series), evidence.ChartOptions{PlotTheDots: true})
		if marks(ours) != want[0] || marks(theirs) != want[1] {
			t.Errorf("%s: %s and %s, want %s and %s", series, marks(ours), marks(theirs), want[0], want[1])
		}
	}
}

// TestNoVariation: a series that does not vary has no limits; the package gives
// it limits of no width when it does not screen.
func TestNoVariation(t *testing.T) {
	t.Parallel()
	target := 60.0
	constant := monthly(t, strings.Repeat("60 ", 15))
	for _, c := range []struct {
		screen, compat, limits bool
		assurance              evidence.Assurance
	}{
		{true, false, false, evidence.NoAssurance},
		{false, false, false, evidence.NoAssurance},
		{true, true, false, evidence.Inconsistent},
		{false, true, true, evidence.Inconsistent},
	} {
		chart := drawn(t, constant, evidence.ChartOptions{ScreenOutliers: c.screen, PlotTheDots: c.compat, Target: &target})
		last := chart.Points[14]
		if last.HasLimits != c.limits || last.Mean != 60 || chart.Assurance != c.assurance || chart.Variation != evidence.CommonCause {
			t.Errorf("screening %v, to the letter %v: %+v, assurance %q", c.screen, c.compat, last, chart.Assurance)
		}
		if !strings.Contains(strings.Join(chart.Warnings, " "), "does not vary") {
			t.Errorf("warnings %q", chart.Warnings)
		}
	}
	moved := drawn(t, monthly(t, strings.Repeat("60 ", 12)+strings.Repeat("61 ", 7)), evidence.ChartOptions{Method: evidence.XmR, Baseline: 12})
	if got, want := marks(moved), "............SSSSSSS"; got != want {
		t.Errorf("after a constant baseline %s, want %s", got, want)
	}
}
