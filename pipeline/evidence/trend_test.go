package evidence_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/evidence"
)

func trendPeriods(t *testing.T) []evidence.Proportion {
	t.Helper()
	var periods []evidence.Proportion
	for _, r := range referenceTable(t, "trend_input.csv") {
		periods = append(periods, evidence.Proportion{Part: r.whole(t, "x"), Whole: r.whole(t, "n")})
	}
	return periods
}

// trendReference holds what R's prop.trend.test and glm give.
type trendReference struct {
	CochranArmitage struct{ Chisq, Z, P float64 } `json:"cochran_armitage"`
	Logit           struct {
		Intercept, Slope, SE, Z, P float64
		OR                         float64 `json:"or_per_quarter"`
		Low                        float64 `json:"or_lo"`
		High                       float64 `json:"or_hi"`
	}
	Overdispersion map[string]struct {
		K    int
		Chi2 float64 `json:"pearson_chi2"`
		Phi  float64
	}
}

func TestTrendReference(t *testing.T) {
	t.Parallel()
	var want trendReference
	referenceValues(t, "expected_trend.json", &want)
	got, ok := evidence.CochranArmitage(trendPeriods(t))
	if !ok {
		t.Fatal("no trend")
	}
	expect(t, "z", got.Z, want.CochranArmitage.Z)
	expect(t, "chi2", got.Chi2, want.CochranArmitage.Chisq)
	tail(t, "p", got.P, want.CochranArmitage.P)

	fit, ok := evidence.SlopeOf(trendPeriods(t))
	if !ok {
		t.Fatal("no slope")
	}
	expect(t, "the intercept", fit.Intercept, want.Logit.Intercept)
	expect(t, "the slope", fit.Slope, want.Logit.Slope)
	expect(t, "its error", fit.Error, want.Logit.SE)
	expect(t, "the odds ratio", fit.OddsRatio, want.Logit.OR)
	expect(t, "its lower limit", fit.OddsLow, want.Logit.Low)
	expect(t, "its upper limit", fit.OddsHigh, want.Logit.High)
	expect(t, "Wald's z", fit.Z, want.Logit.Z)
	tail(t, "p of the slope", fit.P, want.Logit.P)
}

// tail compares chances of 1 in 10^36, to which the twelve digits of the
// reference's z give seven.
func tail(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got/want-1) < 1e-7) {
		t.Errorf("%s = %g, want %g", what, got, want)
	}
}

func TestDispersionReference(t *testing.T) {
	t.Parallel()
	var want trendReference
	referenceValues(t, "expected_trend.json", &want)
	var stable []evidence.Proportion
	for _, r := range referenceTable(t, "expected_p_pprime.csv") {
		stable = append(stable, evidence.Proportion{Part: r.whole(t, "x"), Whole: r.whole(t, "n")})
	}
	binomial := want.Overdispersion["binomial"]
	got, ok := evidence.DispersionOf(stable)
	if !ok || got.Months != binomial.K || got.Phi != 1 {
		t.Fatalf("%+v, %t", got, ok)
	}
	expect(t, "chi2", got.Chi2, binomial.Chi2)
	expect(t, "chi2 over its degrees of freedom", got.Chi2/float64(got.Months-1), binomial.Phi)
}

// Of two periods Pearson's chi2 is the square of the pooled z; two months far
// apart are more than chance.
func TestDispersionOfTwo(t *testing.T) {
	t.Parallel()
	two := []evidence.Proportion{{Part: 10, Whole: 100}, {}, {Part: 60, Whole: 120}}
	pair, _ := evidence.Compare(two[0], two[2])
	got, ok := evidence.DispersionOf(two)
	if !ok || got.Months != 2 {
		t.Fatalf("%+v, %t", got, ok)
	}
	expect(t, "phi", got.Phi, pair.Z*pair.Z)
}

// What cannot be tested is not available; what is constant is no trend.
func TestTrendEdges(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		periods                  []evidence.Proportion
		trend, slope, dispersion bool
	}{
		"none":             {nil, false, false, false},
		"one":              {months(10, 5), false, false, false},
		"one and gaps":     {[]evidence.Proportion{{}, {Part: 5, Whole: 10}, {}}, false, false, false},
		"all 0":            {months(10, 0, 0, 0), false, false, true},
		"all 1":            {months(10, 10, 10, 10), false, false, true},
		"constant":         {months(10, 5, 5, 5), true, true, true},
		"separated":        {months(10, 0, 0, 10), true, false, true},
		"nearly separated": {months(10, 0, 4, 10), true, false, true},
		"falling apart":    {months(10, 10, 4, 0, 0), true, false, true},
		"not separated":    {months(10, 0, 4, 4, 10), true, true, true},
		"with a gap":       {append(months(10, 5, 6), evidence.Proportion{}, evidence.Proportion{Part: 8, Whole: 10}), true, true, true},
		"not a proportion": {append(months(10, 5, 6), evidence.Proportion{Part: 11, Whole: 10}), false, false, false},
	} {
		trend, gotTrend := evidence.CochranArmitage(c.periods)
		slope, gotSlope := evidence.SlopeOf(c.periods)
		dispersion, gotDispersion := evidence.DispersionOf(c.periods)
		if gotTrend != c.trend || gotSlope != c.slope || gotDispersion != c.dispersion {
			t.Errorf("%s: %t, %t, %t", name, gotTrend, gotSlope, gotDispersion)
		}
		for _, v := range []float64{trend.Z, trend.P, slope.Slope, slope.Error, slope.OddsLow, slope.OddsHigh, dispersion.Phi} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Errorf("%s: %+v, %+v, %+v", name, trend, slope, dispersion)
			}
		}
		if name == "constant" && (trend.Z != 0 || !near(slope.OddsRatio, 1)) {
			t.Errorf("constant: %+v, %+v", trend, slope)
		}
	}
}

// A gap keeps its place: the slope of 1st, 2nd and 4th periods is that of the
// two-sample log odds ratio when only two periods are left.
func TestSlopeOverAGap(t *testing.T) {
	t.Parallel()
	got, ok := evidence.SlopeOf([]evidence.Proportion{{Part: 20, Whole: 50}, {}, {}, {Part: 40, Whole: 60}})
	if !ok {
		t.Fatal("no slope")
	}
	expect(t, "the slope", got.Slope, math.Log((40.0/20)/(20.0/30))/3)
	expect(t, "its error", got.Error, math.Sqrt(1.0/20+1.0/30+1.0/40+1.0/20)/3)
}

// Periods that nearly separate throw a full Newton step far out of reach. Each
// slope is checked at the maximum: the fitted counts have the total, and the total
// by period, of those observed.
func TestSlopeOfUnevenPeriods(t *testing.T) {
	t.Parallel()
	for _, periods := range [][]evidence.Proportion{
		{{Part: 2, Whole: 3}, {Part: 1, Whole: 10}, {Part: 1, Whole: 10}, {Part: 100_000, Whole: 100_000}},
		{{Whole: 1}, {Part: 1000, Whole: 1000}, {Part: 5, Whole: 10}, {Whole: 100_000}, {Part: 5, Whole: 10}},
		{{Part: 3, Whole: 3}, {Part: 1000, Whole: 1000}, {Part: 9, Whole: 10}, {Part: 99_999, Whole: 100_000}, {Part: 1, Whole: 3}},
	} {
		got, ok := evidence.SlopeOf(periods)
		if !ok {
			t.Fatalf("%v has no slope", periods)
		}
		var off, offByPeriod float64
		for i, p := range periods {
			fitted := float64(p.Whole) / (1 + math.Exp(-got.Intercept-got.Slope*float64(i+1)))
			off += float64(p.Part) - fitted
			offByPeriod += float64(i+1) * (float64(p.Part) - fitted)
		}
		if !(math.Abs(off) < 1e-6 && math.Abs(offByPeriod) < 1e-6) {
			t.Errorf("%v: %+v is off by %g and %g", periods, got, off, offByPeriod)
		}
	}
}

func TestTrendProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var periods, twice []evidence.Proportion
		for range rapid.IntRange(2, 12).Draw(t, "periods") {
			p := anyProportion(t, 1, 400)
			periods, twice = append(periods, p), append(twice, doubled(p))
		}
		back := slices.Clone(periods)
		slices.Reverse(back)

		trend, ok := evidence.CochranArmitage(periods)
		reversed, _ := evidence.CochranArmitage(back)
		double, _ := evidence.CochranArmitage(twice)
		if ok && (!near(trend.Z, -reversed.Z) || !near(double.Chi2, 2*trend.Chi2)) {
			t.Fatalf("%+v, reversed %+v, doubled %+v", trend, reversed, double)
		}
		d, _ := evidence.DispersionOf(periods)
		shuffled, _ := evidence.DispersionOf(rapid.Permutation(periods).Draw(t, "shuffled"))
		if !near(d.Chi2, shuffled.Chi2) || d.Phi < 1 {
			t.Fatalf("dispersion %+v, shuffled %+v", d, shuffled)
		}
		slope, ok := evidence.SlopeOf(periods)
		wide, okTwice := evidence.SlopeOf(twice)
		inside := !slices.ContainsFunc(periods, func(p evidence.Proportion) bool { return p.Part == 0 || p.Part == p.Whole })
		if ok != okTwice || inside && !ok || ok && (math.Abs(slope.Slope-wide.Slope) > 1e-8 || math.Abs(slope.Error/wide.Error/math.Sqrt2-1) > 1e-8) {
			t.Fatalf("slope %+v, doubled %+v", slope, wide)
		}
	})
}
