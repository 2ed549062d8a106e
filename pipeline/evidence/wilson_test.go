package evidence_test

import (
	"math"
	"testing"

	"ehcp/pipeline/evidence"
)

// The expected limits are those of R's binom package.
func TestWilsonReference(t *testing.T) {
	t.Parallel()
	rows := referenceTable(t, "expected_wilson.csv")
	if len(rows) < 9 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows {
		part, whole := r.whole(t, "x"), r.whole(t, "n")
		low, high, ok := evidence.Wilson(part, whole)
		wantLow, wantHigh := r.float(t, "wilson_lo"), r.float(t, "wilson_hi")
		if !ok || math.Abs(low-wantLow) > 1e-9 || math.Abs(high-wantHigh) > 1e-9 {
			t.Errorf("Wilson(%d, %d) = %.12f, %.12f, want %.12f, %.12f", part, whole, low, high, wantLow, wantHigh)
		}
	}
}

func TestWilsonOfNothing(t *testing.T) {
	t.Parallel()
	for _, whole := range []int64{0, -1} {
		if low, high, ok := evidence.Wilson(0, whole); ok || low != 0 || high != 0 {
			t.Errorf("Wilson(0, %d) = %v, %v, %t", whole, low, high, ok)
		}
	}
}

func TestWilsonProperties(t *testing.T) {
	t.Parallel()
	for _, whole := range []int64{1, 2, 3, 7, 10, 99, 140, 1000, 65_537, 1_000_000} {
		for _, part := range []int64{0, 1, whole / 3, whole / 2, whole - 1, whole} {
			low, high, ok := evidence.Wilson(part, whole)
			share := float64(part) / float64(whole)
			if !ok || low < 0 || high > 1 || low > share+1e-12 || high < share-1e-12 || high-low <= 0 {
				t.Errorf("Wilson(%d, %d) = %v, %v, %t", part, whole, low, high, ok)
			}
			restLow, restHigh, _ := evidence.Wilson(whole-part, whole)
			if math.Abs(restLow-(1-high)) > 1e-9 || math.Abs(restHigh-(1-low)) > 1e-9 {
				t.Errorf("the limits of the rest are %v, %v, want %v, %v", restLow, restHigh, 1-high, 1-low)
			}
		}
	}
}
