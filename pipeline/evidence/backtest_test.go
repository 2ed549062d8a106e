package evidence_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/evidence"
)

// The reference's first origin is the eighth month end.
func TestScoreDriftReference(t *testing.T) {
	t.Parallel()
	for name, r := range driftReferences(t) {
		for months, want := range r.Backtest {
			horizon, err := strconv.Atoi(months)
			if err != nil {
				t.Fatal(err)
			}
			got, err := evidence.ScoreDrift(r.Stocks, 6, horizon, 7)
			if err != nil || len(got.Past) != want.N {
				t.Fatalf("%s at %s: %d forecasts (%v)", name, months, len(got.Past), err)
			}
			expect(t, name+" mean absolute error", got.MAE, want.MAE)
			expect(t, name+" without change", got.MAENoChange, want.NoChange)
			expect(t, name+" coverage", got.Coverage, want.Coverage)
		}
	}
}

func TestScoreDriftErrors(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]struct{ changes, horizon, first int }{
		"stock 5 does not come after 6 changes":                           {6, 1, 5},
		"0 months are not ahead":                                          {6, 0, 6},
		"8 month ends leave no outcome 2 months after the one at index 6": {6, 2, 6},
		"needs 2 changes":                                                 {1, 1, 1},
	} {
		if _, err := evidence.ScoreDrift(make([]int64, 8), c.changes, c.horizon, c.first); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// off makes weekly forecasts of 100 a week ahead whose outcomes are off by known
// log ratios.
func off(ratios ...float64) []evidence.PastForecast {
	var past []evidence.PastForecast
	for i, r := range ratios {
		past = append(past, evidence.PastForecast{Made: i, Due: i + 1, Stock: 110, Forecast: 99.5, Actual: 100*math.Exp(r) - 0.5})
	}
	return past
}

// By hand: the 80% point of five errors of 0.1 to 0.5 is 0.42, that of six with
// another 0.3 is 0.4 (type 7).
func TestBacktestByHand(t *testing.T) {
	t.Parallel()
	got, err := evidence.BacktestOf(off(0.1, -0.2, 0.3, -0.4, 0.5, 0.3, -0.41))
	if err != nil {
		t.Fatal(err)
	}
	if got.Judged != 2 || got.Covered != 1 || got.Coverage != 0.5 || got.Publishable || got.Horizon != 1 || got.Forecasts != 7 {
		t.Errorf("%+v", got)
	}
	// All seven: the point lies 0.8 of the way from the 5th (0.4) to the 6th (0.41).
	expect(t, "the reach", got.Reach, 0.408)
	low, high, ok := got.Limits(49.5)
	if !ok || !near(low, 50*math.Exp(-0.408)-0.5) || !near(high, 50*math.Exp(0.408)-0.5) {
		t.Errorf("%v, %v, %t", low, high, ok)
	}
	if low, _, ok := got.Limits(0); !ok || low != 0 {
		t.Errorf("%v, %t", low, ok)
	}
	for _, none := range []float64{-1, math.NaN(), math.Inf(1)} {
		if low, high, ok := got.Limits(none); ok || low != 0 || high != 0 {
			t.Errorf("limits of %v: %v, %v", none, low, high)
		}
	}
}

// Seven in ten covered is enough; fewer than eight outcomes never are.
func TestBacktestPublishable(t *testing.T) {
	t.Parallel()
	five := []float64{0.5, -0.5, 0.5, -0.5, 0.5}
	inside, outside := []float64{0.1, -0.1, 0.1, 0.5, 0, 0.2, 0.2}, []float64{0.6, -0.7, 0.8}
	ratios := append(append(append([]float64{}, five...), inside...), outside...)
	for count, want := range map[int]struct {
		judged, covered int
		publishable     bool
	}{12: {7, 7, false}, 13: {8, 7, true}, 14: {9, 7, true}, 15: {10, 7, true}} {
		got, err := evidence.BacktestOf(off(ratios[:count]...))
		if err != nil || got.Judged != want.judged || got.Covered != want.covered || got.Publishable != want.publishable {
			t.Errorf("%d forecasts: %+v (%v), want %+v", count, got, err, want)
		}
	}
	got, err := evidence.BacktestOf(off(append(ratios, 2)...))
	if err != nil || got.Covered != 7 || got.Judged != 11 || got.Publishable {
		t.Errorf("7 of 11: %+v (%v)", got, err)
	}
}

// An outcome is an error to learn from only once its day has come.
func TestBacktestKnowsOnlyThePast(t *testing.T) {
	t.Parallel()
	var past []evidence.PastForecast
	for week := range 13 {
		past = append(past, evidence.PastForecast{Made: week, Due: week + 6, Stock: 10, Forecast: 10, Actual: 12})
	}
	// The errors of weeks 0 to 4 are known from week 10 on.
	got, err := evidence.BacktestOf(past)
	if err != nil || got.Judged != 3 || got.Covered != 3 || !near(got.MAE, 2) || !near(got.MAENoChange, 2) {
		t.Errorf("%+v (%v)", got, err)
	}
}

func TestBacktestEdges(t *testing.T) {
	t.Parallel()
	sound := evidence.PastForecast{Made: 0, Due: 4, Stock: 5, Forecast: 4, Actual: 3}
	change := func(f func(*evidence.PastForecast)) []evidence.PastForecast {
		p := sound
		f(&p)
		return []evidence.PastForecast{sound, p}
	}
	for want, past := range map[string][]evidence.PastForecast{
		"no past forecasts":         nil,
		"2 is for 5 ahead":          change(func(p *evidence.PastForecast) { p.Due = 5 }),
		"2 is NaN":                  change(func(p *evidence.PastForecast) { p.Forecast = math.NaN() }),
		"2 goes from 5 to -1":       change(func(p *evidence.PastForecast) { p.Actual = -1 }),
		"2 goes from -5 to 3":       change(func(p *evidence.PastForecast) { p.Stock = -5 }),
		"2 goes from 5 to +Inf":     change(func(p *evidence.PastForecast) { p.Actual = math.Inf(1) }),
		"1 is not for a time ahead": {{Made: 3, Due: 3}},
	} {
		if got, err := evidence.BacktestOf(past); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %+v", want, err, got)
		}
	}
	one, err := evidence.BacktestOf([]evidence.PastForecast{sound})
	if _, _, ok := one.Limits(9); err != nil || ok || one.HasReach || one.Coverage != 0 || one.Publishable {
		t.Errorf("one forecast: %+v (%v)", one, err)
	}
	none, err := evidence.BacktestOf([]evidence.PastForecast{{Made: 0, Due: 1, Stock: 3, Forecast: -7}})
	if err != nil || none.MAE != 0 || none.MAENoChange != 3 {
		t.Errorf("a forecast below 0 of a stock that came to 0: %+v (%v)", none, err)
	}
}

func TestBacktestProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		horizon := rapid.IntRange(1, 6).Draw(t, "horizon")
		var past []evidence.PastForecast
		for made := range rapid.IntRange(1, 40).Draw(t, "forecasts") {
			stock := func(name string) float64 { return float64(rapid.IntRange(0, 400).Draw(t, name)) }
			past = append(past, evidence.PastForecast{
				Made: made, Due: made + horizon, Stock: stock("stock"), Forecast: stock("forecast") - 20, Actual: stock("actual"),
			})
		}
		got, err := evidence.BacktestOf(past)
		shuffled, errShuffled := evidence.BacktestOf(rapid.Permutation(past).Draw(t, "shuffled"))
		if err != nil || errShuffled != nil || got.Covered != shuffled.Covered || got.Judged != shuffled.Judged || !near(got.MAE, shuffled.MAE) ||
			got.Reach != shuffled.Reach || got.Publishable != shuffled.Publishable {
			t.Fatalf("%+v, shuffled %+v", got, shuffled)
		}
		if low, high, ok := got.Limits(50); ok && (low > 50 || high < 50) {
			t.Fatalf("%v, %v", low, high)
		}
	})
}
