package evidence

import "math"

// Proportion is a count out of a count, such as the plans issued by their due
// date out of the cases that fell due. A whole of 0 is a period with nothing to
// count: a gap, never a rate of 0.
type Proportion struct{ Part, Whole int64 }

// valid tells a proportion that can occur from a fault of the caller's.
func (p Proportion) valid() bool { return p.Part >= 0 && p.Part <= p.Whole }

// rate is from 0 to 1; the whole must not be 0.
func (p Proportion) rate() float64 { return float64(p.Part) / float64(p.Whole) }

// pooled adds proportions up; gaps add nothing.
func pooled(all []Proportion) Proportion {
	var sum Proportion
	for _, p := range all {
		sum.Part += p.Part
		sum.Whole += p.Whole
	}
	return sum
}

// Difference is a later rate less an earlier one, as shares from -1 to 1.
type Difference struct {
	Change    float64
	Low, High float64 // 95% limits of the change
	Z, P      float64 // pooled z and its two-sided p
}

// Compare gives after less before, with hybrid score limits and the pooled z; ok
// is false where either has no denominator or cannot be a proportion. Source:
// Newcombe 1998, method 10. Where both rates are 0, or both 1, z is 0 and p 1.
func Compare(before, after Proportion) (Difference, bool) {
	if !before.valid() || !after.valid() {
		return Difference{}, false
	}
	low1, high1, ok1 := Wilson(before.Part, before.Whole)
	low2, high2, ok2 := Wilson(after.Part, after.Whole)
	if !ok1 || !ok2 {
		return Difference{}, false
	}
	p1, p2 := before.rate(), after.rate()
	z := pooledZ(before, after)
	return Difference{
		Change: p2 - p1,
		Low:    p2 - p1 - math.Hypot(p2-low2, high1-p1),
		High:   p2 - p1 + math.Hypot(high2-p2, p1-low1),
		Z:      z,
		P:      twoSided(z),
	}, true
}

// pooledZ is the change over its standard error under one common rate. A common
// rate of 0 or 1 leaves no difference to test: 0.
func pooledZ(before, after Proportion) float64 {
	both := pooled([]Proportion{before, after})
	if both.Part == 0 || both.Part == both.Whole {
		return 0
	}
	p := both.rate()
	return (after.rate() - before.rate()) / math.Sqrt(p*(1-p)*(1/float64(before.Whole)+1/float64(after.Whole)))
}

// twoSided is the chance of a normal score at least this far from 0.
func twoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }
