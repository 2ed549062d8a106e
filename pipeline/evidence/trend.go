package evidence

import "math"

// LinearTrend is the Cochran-Armitage test for a steady rise or fall.
type LinearTrend struct {
	Z, Chi2 float64 // no continuity correction; above 0 is a rise
	P       float64 // two-sided
}

// CochranArmitage tests periods in order, each one step after the one before; a
// gap keeps its place and adds nothing. ok is false where fewer than two periods
// have a denominator, where all of them are at 0 or all at 1, or where one cannot
// be a proportion.
func CochranArmitage(periods []Proportion) (LinearTrend, bool) {
	all, ok := comparablePeriods(periods)
	if !ok || all.Part == 0 || all.Part == all.Whole {
		return LinearTrend{}, false
	}
	p, n := all.rate(), float64(all.Whole)
	var score, sum, squares float64
	for i, period := range periods {
		step, whole := float64(i), float64(period.Whole)
		score += step * (float64(period.Part) - whole*p)
		sum += whole * step
		squares += whole * step * step
	}
	z := score / math.Sqrt(p*(1-p)*(squares-sum*sum/n))
	return LinearTrend{Z: z, Chi2: z * z, P: twoSided(z)}, true
}

// Over is the test where the counts vary phi times as much as chance alone would
// make them.
func (t LinearTrend) Over(phi float64) LinearTrend {
	z := t.Z / math.Sqrt(max(1, phi))
	return LinearTrend{Z: z, Chi2: z * z, P: twoSided(z)}
}

// Dispersion says how much more the rate of a stable period moves from month to
// month than chance alone would make it.
type Dispersion struct {
	Chi2   float64 // Pearson, against the pooled rate
	Months int     // with a denominator
	Phi    float64 // Chi2 / (Months-1), at least 1
}

// DispersionOf is for a stable period only: across a real change it measures the
// change. A standard error is multiplied by the root of Phi, with Months-1 degrees
// of freedom. A series all at 0 or all at 1 shows no variation: Phi is 1. ok is
// false below two months with a denominator, or where one cannot be a proportion.
func DispersionOf(stable []Proportion) (Dispersion, bool) {
	all, ok := comparablePeriods(stable)
	if !ok {
		return Dispersion{}, false
	}
	d := Dispersion{Phi: 1, Months: withDenominator(stable)}
	p := all.rate()
	for _, month := range stable {
		if month.Whole > 0 && 0 < p && p < 1 {
			off := float64(month.Part) - float64(month.Whole)*p
			d.Chi2 += off * off / (float64(month.Whole) * p * (1 - p))
		}
	}
	d.Phi = max(1, d.Chi2/float64(d.Months-1))
	return d, true
}

// comparablePeriods pools periods of which at least two have a denominator.
func comparablePeriods(periods []Proportion) (Proportion, bool) {
	for _, period := range periods {
		if !period.valid() {
			return Proportion{}, false
		}
	}
	return pooled(periods), withDenominator(periods) >= 2
}
