package evidence_test

import (
	"math"
	"strings"
	"testing"

	"ehcp/pipeline/evidence"
)

// missed are forecasts of 10 cases that came out so many cases higher.
func missed(by ...float64) []evidence.PastForecast {
	past := make([]evidence.PastForecast, len(by))
	for i, off := range by {
		past[i] = evidence.PastForecast{Made: i, Due: i + 4, Stock: 10, Forecast: 10, Actual: 10 + off}
	}
	return past
}

// TestSpreadOf: the 80% point of eleven errors is the ninth of them in order.
func TestSpreadOf(t *testing.T) {
	t.Parallel()
	got, err := evidence.SpreadOf(missed(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
	if want := math.Log(18.5 / 10.5); err != nil || !near(got, want) {
		t.Errorf("%v (%v), want %v", got, err, want)
	}
}

// TestNoSpread: forecasts that come true because nothing happens are no evidence
// of how far off one may be.
func TestNoSpread(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		past       []evidence.PastForecast
	}{
		{"none", "0 past forecasts so far ahead", nil},
		{"one", "1 past forecast so far ahead", missed(3)},
		{"seven", "7 past forecasts so far ahead can be held against what came, and a range needs 8", missed(1, 2, 3, 4, 5, 6, 7)},
		{"all came true", "of 9 past forecasts so far ahead 0 missed", missed(0, 0, 0, 0, 0, 0, 0, 0, 0)},
		{"four missed", "of 9 past forecasts so far ahead 4 missed by half a case or more, and a range needs 5", missed(0, 0, 0, 0, 0.4, 1, 1, 1, 1)},
		{"most came true", "of 30 past forecasts", append(missed(2, 2, 2, 2, 2), missed(make([]float64, 25)...)...)},
		{"no horizon", "past forecast 1 is not for a time ahead", make([]evidence.PastForecast, 8)},
	} {
		if got, err := evidence.SpreadOf(c.past); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, %v", c.name, got, err)
		}
	}
}
