package evidence_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/evidence"
)

// likenessCase is one topic of the reference values, worked out in R.
type likenessCase struct {
	Sample      int64     `json:"n"`
	Population  int64     `json:"N"`
	Categories  []string  `json:"categories"`
	Observed    []int64   `json:"observed"`
	P           float64   `json:"p_fpc"`
	Differences []float64 `json:"std_diff"`
	Overall     float64   `json:"std_diff_multicategory"`
}

// TestLikenessIsThatOfR counts the reference's 599 plans and holds two samples of 60
// against them: one drawn at random, one in which an area is preferred.
func TestLikenessIsThatOfR(t *testing.T) {
	t.Parallel()
	var reference map[string]json.RawMessage
	referenceValues(t, "expected_representativeness.json", &reference)
	plans := referenceTable(t, "sampling_population.csv")
	for _, sample := range []string{"s_random", "s_biased"} {
		var cases map[string]json.RawMessage
		if err := json.Unmarshal(reference[sample], &cases); err != nil {
			t.Fatal(err)
		}
		topics := []string{"need", "area", "phase", "on_time"}
		var chances []float64
		for _, topic := range topics {
			var want likenessCase
			if err := json.Unmarshal(cases[topic], &want); err != nil {
				t.Fatal(err)
			}
			groups := make([]evidence.Group, len(want.Categories))
			for _, plan := range plans {
				at := slices.Index(want.Categories, plan[topic])
				groups[at].Population++
				if plan[sample] == "TRUE" {
					groups[at].Sample++
				}
			}
			got, ok := evidence.LikenessOf(groups)
			if !ok || got.IsExact {
				t.Fatalf("%s by %s: compared %t, exact %t", sample, topic, ok, got.IsExact)
			}
			name := sample + " by " + topic
			expect(t, name+": p", math.Log(got.P), math.Log(want.P))
			expect(t, name+": overall", got.Overall, want.Overall)
			for i, g := range groups {
				if g.Sample != want.Observed[i] {
					t.Errorf("%s: %s has %d, want %d", name, want.Categories[i], g.Sample, want.Observed[i])
				}
				expect(t, name+": "+want.Categories[i], got.Differences[i], want.Differences[i])
			}
			chances = append(chances, got.P)
		}
		var holm map[string]float64
		if err := json.Unmarshal(cases["holm"], &holm); err != nil {
			t.Fatal(err)
		}
		for i, p := range evidence.Holm(chances) {
			expect(t, sample+" by "+topics[i]+": adjusted", p, holm[topics[i]])
		}
	}
}

// TestLikenessByHand is Fisher's test of 2 groups of 3 and 3 in a sample of 3 that is
// all of one: of the 20 samples, 2 are so. Fewer than five are expected of each, so
// that chi-squared may not be used.
func TestLikenessByHand(t *testing.T) {
	t.Parallel()
	l, ok := evidence.LikenessOf([]evidence.Group{{3, 3}, {3, 0}})
	if !ok || !l.IsExact {
		t.Fatalf("compared %t, exact %t", ok, l.IsExact)
	}
	expect(t, "chance of the first", l.Chances[0], 0.2) // 0.1, twice looked at
	expect(t, "chance of the topic", l.P, 0.2)
	expect(t, "difference", l.Differences[0], 0.5/math.Sqrt(0.125))
	// 90 and 8 and 2 of 100, 50 of them in the sample: 1 and 4 expected stand together as 5.
	l, ok = evidence.LikenessOf([]evidence.Group{{2, 0}, {90, 50}, {8, 0}})
	if !ok || l.IsExact {
		t.Fatalf("compared %t, exact %t", ok, l.IsExact)
	}
	// (25/5 + 25/45) / (50/99) = 11 on 1 degree of freedom.
	expect(t, "chance of merged groups", l.P, math.Erfc(math.Sqrt(11)/math.Sqrt2))
	// 1 expected alone is too few: it goes with the next, though that has enough.
	l, _ = evidence.LikenessOf([]evidence.Group{{2, 2}, {20, 8}, {78, 40}})
	expect(t, "chance with the next smallest", l.P, math.Erfc(math.Sqrt((1.0/11+1.0/39)/(50.0/99))/math.Sqrt2))
}

// TestLikenessOfAll finds nothing where all plans were audited, and has nothing to say
// where none was or all are of one group.
func TestLikenessOfAll(t *testing.T) {
	t.Parallel()
	l, ok := evidence.LikenessOf([]evidence.Group{{30, 30}, {70, 70}})
	if !ok || l.P != 1 || l.Overall != 0 || l.Chances[0] != 1 || l.Differences[1] != 0 {
		t.Errorf("of a sample of all: %+v, %t", l, ok)
	}
	for _, groups := range [][]evidence.Group{nil, {{10, 5}}, {{10, 0}, {10, 0}}, {{0, 0}, {10, 5}}, {{3, 4}, {10, 5}}} {
		if _, ok := evidence.LikenessOf(groups); ok {
			t.Errorf("%v was compared", groups)
		}
	}
}

// TestLikenessOfTwoGroups is the same in any order, and of two groups the topic is as
// far off as either.
func TestLikenessOfTwoGroups(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(1, 400).Draw(t, "a"), rapid.Int64Range(1, 400).Draw(t, "b")
		x, y := rapid.Int64Range(0, a).Draw(t, "x"), rapid.Int64Range(0, b).Draw(t, "y")
		l, ok := evidence.LikenessOf([]evidence.Group{{a, x}, {b, y}})
		if ok != (x+y > 0) {
			t.Fatalf("compared: %t", ok)
		}
		if !ok {
			return
		}
		other, _ := evidence.LikenessOf([]evidence.Group{{b, y}, {a, x}})
		near := func(what string, got, want float64) {
			if math.Abs(got-want) > 1e-6 {
				t.Fatalf("%s: %g and %g", what, got, want)
			}
		}
		near("p", l.P, other.P)
		near("sides", l.Differences[0], -l.Differences[1])
		near("overall", l.Overall, math.Abs(l.Differences[0]))
		near("chances", l.Chances[0], l.Chances[1])
	})
}

func TestHolm(t *testing.T) {
	t.Parallel()
	// By hand: 0.01 x 4, 0.02 x 3, 0.03 x 2, 0.03 x 1 raised to the one before it.
	if got := fmt.Sprint(evidence.Holm([]float64{0.03, 0.01, 0.03, 0.02})); got != "[0.06 0.04 0.06 0.06]" {
		t.Error(got)
	}
}

// TestSampleNeeded has the reference's numbers, and needs no plan more than it must.
func TestSampleNeeded(t *testing.T) {
	t.Parallel()
	var reference struct {
		Sizes []struct {
			Half float64 `json:"half_width"`
			Of   int64   `json:"N"`
			Want int64   `json:"n"`
		} `json:"sample_size"`
	}
	referenceValues(t, "expected_representativeness.json", &reference)
	if len(reference.Sizes) != 2 {
		t.Fatal(reference)
	}
	for _, c := range reference.Sizes {
		if got := evidence.SampleNeeded(c.Of, c.Half); got != c.Want {
			t.Errorf("for %v of %d: %d, want %d", c.Half, c.Of, got, c.Want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.Int64Range(2, 1_000_000).Draw(t, "of")
		half := rapid.Float64Range(0.01, 0.3).Draw(t, "half")
		n := evidence.SampleNeeded(of, half)
		if known, ok := evidence.EitherSide(of, n); !ok || known > half+1e-12 {
			t.Fatalf("%d of %d know %v", n, of, known)
		}
		if known, ok := evidence.EitherSide(of, n-1); ok && known <= half-1e-12 {
			t.Fatalf("%d of %d know %v already", n-1, of, known)
		}
	})
}

func TestSays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		difference, chance, topic float64
		want                      evidence.Represented
	}{
		{-0.3, 0.04, 0.04, evidence.Under},
		{0.11, 0.04, 0.04, evidence.Over},
		{-0.09, 0.001, 0.001, evidence.Alike},
		{-0.3, 0.04, 0.05, evidence.PerhapsUnder},
		{-0.3, 0.05, 0.04, evidence.PerhapsUnder},
		{0.21, 1, 1, evidence.PerhapsOver},
		{-0.19, 0.2, 0.01, evidence.Alike},
	} {
		if got := evidence.Says(c.difference, c.chance, c.topic); got != c.want {
			t.Errorf("%v is %s", c, got)
		}
	}
}
