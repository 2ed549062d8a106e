package pipeline_test

import (
	"fmt"
	"math"
	"testing"

	"ehcp/pipeline/sample"
)

// A target is a bound, what was measured, and whether that is within it.
type target struct {
	What, Bound, Measured, Verdict string
}

// judged compares the figure itself, not as it is shown: at the bound is met.
func judged(what, unit string, bound, measured float64, known bool) target {
	t := target{What: what, Bound: fmt.Sprintf("at most %g%s", bound, unit), Measured: "not measured"}
	if known {
		t.Measured, t.Verdict = fmt.Sprintf("%.4g%s", measured, unit), "**missed**"
		if measured <= bound {
			t.Verdict = "met"
		}
	}
	return t
}

// targets are those that the program was set.
func (r results) targets() []target {
	ten := r.of(sample.ProfilePlain, 10_000_000)
	floor, run := ten.way(wayFloor), ten.way(wayTables)
	known := floor.Why == "" && run.Why == ""
	statistics := run.step("evidence") + run.step("protect")
	one, most := r.of(sample.ProfilePlain, 1_000_000), r.of(sample.ProfilePlain, 100_000_000)
	growth, grown := exponent(one, most, wayTables)
	kent := r.of(sample.ProfileKent, 100_000)
	first, next := kent.way(wayAll), kent.way(wayNextAll)
	return []target{
		judged("10 million cases, tables only, without the store, against the floor", " times", 1.5,
			(run.Cost.Seconds-run.step("keep"))/floor.Cost.Seconds, known),
		judged("the same with the store", " times", 2, run.Cost.Seconds/floor.Cost.Seconds, known),
		judged("of that run, evidence and protection", "%", 10, 100*statistics/run.Cost.Seconds, known),
		judged("exponent of growth, tables only with the store, from 1 to 100 million cases", "", 1.05, growth, grown),
		judged("Kent, 100,000 cases, with all charts and documents", " s", 3, first.Cost.Seconds, first.Why == ""),
		judged("Kent, the next night, with all charts and documents", " s", 2, next.Cost.Seconds, next.Why == ""),
	}
}

// exponent says by which power of the number of cases the time of a way grows
// from one extract to another; 1 is in proportion.
func exponent(from, to measured, name string) (float64, bool) {
	return growth(from, to, func(m measured) (float64, bool) {
		w := m.way(name)
		return w.Cost.Seconds, w.Why == ""
	})
}

func growth(from, to measured, seconds func(measured) (float64, bool)) (float64, bool) {
	before, known := seconds(from)
	after, known2 := seconds(to)
	if !known || !known2 || before <= 0 || after <= 0 || from.Cases == to.Cases {
		return 0, false
	}
	return math.Log(after/before) / math.Log(float64(to.Cases)/float64(from.Cases)), true
}

// TestTargets: a figure at its bound is met, one that would be rounded to it is
// not, and what was not measured is neither.
func TestTargets(t *testing.T) {
	t.Parallel()
	plain := func(cases int, floor, run, keep, protect float64) measured {
		return measured{Profile: sample.ProfilePlain, Cases: cases, Ways: []way{
			{Name: wayFloor, Cost: cost{Seconds: floor}},
			{Name: wayTables, Cost: cost{Seconds: run, Steps: []stepCost{{Name: "keep", Seconds: keep}, {Name: "protect", Seconds: protect}}}},
		}}
	}
	r := results{
		{Profile: sample.ProfileKent, Cases: 100_000, Ways: []way{{Name: wayAll, Cost: cost{Seconds: 3.001}}}},
		plain(1_000_000, 1, 2, 0, 0),
		plain(10_000_000, 10, 20, 5, 2.5),
		plain(100_000_000, 100, 200, 0, 0),
	}
	want := []string{"met", "met", "**missed**", "met", "**missed**", ""}
	for i, got := range r.targets() {
		if got.Verdict != want[i] {
			t.Errorf("%s: %s is %q, want %q", got.What, got.Measured, got.Verdict, want[i])
		}
	}
	if got, ok := exponent(plain(10, 1, 1, 0, 0), plain(1_000, 1, 1_000, 0, 0), wayTables); !ok || math.Abs(got-1.5) > 1e-12 {
		t.Errorf("a thousand times as long for a hundred times the cases is the power %v, want 1.5", got)
	}
	if _, ok := exponent(measured{Cases: 1}, plain(10, 1, 1, 0, 0), wayTables); ok {
		t.Error("there is an exponent from what was not measured")
	}
}
