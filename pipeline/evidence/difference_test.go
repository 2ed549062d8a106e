package evidence_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/evidence"
)

// The expected limits and tests are those of R's prop.test and Newcombe's method.
func TestCompareReference(t *testing.T) {
	t.Parallel()
	for _, r := range referenceTable(t, "expected_newcombe.csv") {
		before := evidence.Proportion{Part: r.whole(t, "x1"), Whole: r.whole(t, "n1")}
		after := evidence.Proportion{Part: r.whole(t, "x2"), Whole: r.whole(t, "n2")}
		got, ok := evidence.Compare(before, after)
		if !ok {
			t.Fatalf("%v to %v is not available", before, after)
		}
		expect(t, "the change", got.Change, r.float(t, "diff"))
		expect(t, "its lower limit", got.Low, r.float(t, "newcombe_lo"))
		expect(t, "its upper limit", got.High, r.float(t, "newcombe_hi"))
		expect(t, "z", got.Z, r.float(t, "z"))
		if want := r.float(t, "p_two_sided"); math.Abs(got.P/want-1) > 1e-9 {
			t.Errorf("p = %g, want %g", got.P, want)
		}
	}
}

func TestCompareOfNothing(t *testing.T) {
	t.Parallel()
	some := evidence.Proportion{Part: 3, Whole: 10}
	for _, none := range []evidence.Proportion{{}, {Part: 1}, {Part: 11, Whole: 10}, {Part: -1, Whole: 10}, {Whole: -1}} {
		if got, ok := evidence.Compare(none, some); ok || got != (evidence.Difference{}) {
			t.Errorf("%v to %v = %v, %t", none, some, got, ok)
		}
		if got, ok := evidence.Compare(some, none); ok || got != (evidence.Difference{}) {
			t.Errorf("%v to %v = %v, %t", some, none, got, ok)
		}
	}
}

// Two rates of 0, or of 1, leave nothing to test but keep their limits.
func TestCompareAtTheEnds(t *testing.T) {
	t.Parallel()
	for _, part := range []int64{0, 10} {
		same := evidence.Proportion{Part: part, Whole: 10}
		got, ok := evidence.Compare(same, same)
		if !ok || got.Change != 0 || got.Z != 0 || got.P != 1 || got.Low >= 0 || got.High <= 0 {
			t.Errorf("%v to itself = %+v, %t", same, got, ok)
		}
	}
}

func TestCompareProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		before, after := anyProportion(t, 1, 5000), anyProportion(t, 1, 5000)
		got, ok := evidence.Compare(before, after)
		back, _ := evidence.Compare(after, before)
		twice, _ := evidence.Compare(doubled(before), doubled(after))
		switch {
		case !ok || got.Low > got.Change+1e-12 || got.High < got.Change-1e-12 || got.Low < -1-1e-12 || got.High > 1+1e-12:
			t.Fatalf("%v to %v = %+v, %t", before, after, got, ok)
		case !near(back.Change, -got.Change) || !near(back.Low, -got.High) || !near(back.High, -got.Low) || !near(back.Z, -got.Z):
			t.Fatalf("backwards %+v, forwards %+v", back, got)
		case !near(twice.Change, got.Change) || twice.High-twice.Low >= got.High-got.Low || math.Abs(twice.Z) < math.Abs(got.Z):
			t.Fatalf("twice the cases give %+v, once %+v", twice, got)
		}
	})
}

// anyProportion has a whole from low to high.
func anyProportion(t *rapid.T, low, high int64) evidence.Proportion {
	whole := rapid.Int64Range(low, high).Draw(t, "whole")
	return evidence.Proportion{Part: rapid.Int64Range(0, whole).Draw(t, "part"), Whole: whole}
}

func doubled(p evidence.Proportion) evidence.Proportion {
	return evidence.Proportion{Part: 2 * p.Part, Whole: 2 * p.Whole}
}
