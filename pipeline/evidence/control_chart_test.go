package evidence_test

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/evidence"
)

func date(t *testing.T, text string) time.Time {
	t.Helper()
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// sameLine says whether a line is the expected one, which is empty where there is
// none, to nine decimals.
func sameLine(t *testing.T, r row, name string, got float64, has bool) bool {
	t.Helper()
	if r[name] == "" {
		return !has
	}
	return has && math.Abs(got-r.float(t, name)) < 1e-9
}

// referenceOptions are those of a row of expected_summary.csv.
func referenceOptions(t *testing.T, r row) evidence.ChartOptions {
	t.Helper()
	o := evidence.ChartOptions{
		Method: evidence.XmR, Improvement: evidence.Direction(r["improvement_direction"]),
		ScreenOutliers: r["screen_outliers"] == "TRUE",
	}
	if r["target"] != "" {
		target := r.float(t, "target")
		o.Target = &target
	}
	if r["fix_after_n"] != "" {
		o.Baseline = int(r.float(t, "fix_after_n"))
	}
	for day := range strings.SplitSeq(r["rebase"], ";") {
		if day != "" {
			o.Rebases = append(o.Rebases, evidence.Rebase{Date: date(t, day), Reason: "a new team"})
		}
	}
	return o
}

// ruleOf is the package's label of a point in our words.
func ruleOf(label string) evidence.Rule {
	switch {
	case strings.HasPrefix(label, "7 Point Trend"):
		return evidence.Trend
	case strings.HasPrefix(label, "2 in 3"):
		return evidence.TwoInThree
	case strings.HasPrefix(label, "7 Points"):
		return evidence.Shift
	case label == "Common Cause":
		return evidence.NoRule
	}
	return evidence.Outside
}

func typeOf(label string) evidence.Variation {
	return evidence.Variation(strings.TrimPrefix(label, "special_cause_"))
}

// TestPlotTheDots compares every point of every series with what the R package
// NHSRplotthedots 0.2.2 gives. Where the package has no quirk, the two modes
// are alike.
func TestPlotTheDots(t *testing.T) {
	t.Parallel()
	points := map[string][]row{}
	for _, r := range referenceTable(t, "expected_points.csv") {
		points[r["id"]] = append(points[r["id"]], r)
	}
	quirky := []string{"s17_constant_unscreened"}
	for _, r := range referenceTable(t, "expected_summary.csv") {
		for _, compat := range []bool{true, false} {
			if !compat && slices.Contains(quirky, r["id"]) {
				continue
			}
			t.Run(r["id"]+strconv.FormatBool(compat), func(t *testing.T) {
				t.Parallel()
				o := referenceOptions(t, r)
				o.PlotTheDots = compat
				checkReference(t, r, points[r["id"]], o)
			})
		}
	}
}

func checkReference(t *testing.T, summary row, want []row, o evidence.ChartOptions) {
	t.Helper()
	var series []evidence.Point
	for _, w := range want {
		series = append(series, evidence.Measured(date(t, w["date"]), w.float(t, "y")))
	}
	chart, err := evidence.Chart(series, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(chart.Points) != len(want) || len(want) == 0 {
		t.Fatalf("%d points, want %d", len(chart.Points), len(want))
	}
	for i, w := range want {
		p := chart.Points[i]
		if !sameLine(t, w, "mean", p.Mean, p.HasMean) || !sameLine(t, w, "lpl", p.Lower, p.HasLimits) || !sameLine(t, w, "upl", p.Upper, p.HasLimits) {
			t.Errorf("point %s: lines %v, %v, %v, want %s, %s, %s", w["i"], p.Mean, p.Lower, p.Upper, w["mean"], w["lpl"], w["upl"])
		}
		if p.Rule != ruleOf(w["special_cause_type"]) || p.Type != typeOf(w["point_type"]) || strconv.Itoa(p.Segment) != w["rebase_group"] {
			t.Errorf("point %s: %s, %s, segment %d, want %s, %s, %s",
				w["i"], p.Rule, p.Type, p.Segment, w["special_cause_type"], w["point_type"], w["rebase_group"])
		}
	}
	if chart.Variation != typeOf(summary["variation_icon"]) || string(chart.Assurance) != summary["assurance_icon"] {
		t.Errorf("variation %s, assurance %q, want %s, %q",
			chart.Variation, chart.Assurance, summary["variation_icon"], summary["assurance_icon"])
	}
	short := strings.Contains(strings.Join(chart.Warnings, "\n"), "trial limits")
	if wantShort := want[len(want)-1]["short_group_warning"] == "TRUE" && len(want) > 1; short != wantShort {
		t.Errorf("trial limits are %v, want %v: %q", short, wantShort, chart.Warnings)
	}
}

// TestPPrimeReference compares with R's qicharts2 and qcc.
func TestPPrimeReference(t *testing.T) {
	t.Parallel()
	rows := referenceTable(t, "expected_p_pprime.csv")
	var series []evidence.Point
	for i, r := range rows {
		day := date(t, "2023-01-01").AddDate(0, i, 0)
		series = append(series, evidence.RateOf(day, int64(r.float(t, "x")), int64(r.float(t, "n"))))
	}
	for _, c := range []struct {
		method               evidence.Method
		screen               bool
		lower, upper, signal string
		sigma                string
	}{
		{evidence.P, false, "p_lcl", "p_ucl", "p_signal", ""},
		{evidence.PPrime, false, "pp_lcl", "pp_ucl", "pp_signal", "sigma_z"},
		{evidence.PPrime, true, "pp_lcl_screened", "pp_ucl_screened", "pp_signal", "sigma_z_screened"},
	} {
		chart, err := evidence.Chart(series, evidence.ChartOptions{Method: c.method, ScreenOutliers: c.screen})
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			p := chart.Points[i]
			if !sameLine(t, r, "cl", p.Mean, p.HasMean) || !sameLine(t, r, c.lower, p.Lower, p.HasLimits) || !sameLine(t, r, c.upper, p.Upper, p.HasLimits) {
				t.Errorf("%s point %d: %v, %v, %v, want %s, %s, %s", c.method, i+1, p.Mean, p.Lower, p.Upper, r["cl"], r[c.lower], r[c.upper])
			}
			if outside := p.Rule == evidence.Outside; outside != (r[c.signal] == "TRUE") {
				t.Errorf("%s point %d: outside %v, want %s", c.method, i+1, outside, r[c.signal])
			}
		}
		if c.sigma != "" && !sameLine(t, rows[0], c.sigma, chart.Segments[0].SigmaZ, true) {
			t.Errorf("sigma z %v, want %s", chart.Segments[0].SigmaZ, rows[0][c.sigma])
		}
	}
}
