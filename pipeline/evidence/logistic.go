package evidence

import "math"

// Slope is the steady change of a rate from period to period, on the scale of
// log odds.
type Slope struct {
	Intercept         float64 // log odds one period before the first
	Slope, Error      float64 // change in the log odds a period, and its standard error
	OddsRatio         float64 // a period; above 1 is a rise
	OddsLow, OddsHigh float64 // 95% limits of the odds ratio
	Z, P              float64 // Wald's z of the slope and its two-sided p
}

// OddsOver are the 95% limits of the odds ratio where the counts vary phi times
// as much as chance alone would make them.
func (s Slope) OddsOver(phi float64) (low, high float64) {
	half := normalLimit() * s.Error * math.Sqrt(max(1, phi))
	return math.Exp(s.Slope - half), math.Exp(s.Slope + half)
}

// SlopeOf fits a binomial logistic regression of the rate on the period by
// Newton's method; a gap keeps its place and adds nothing. ok is false where no
// slope can be estimated: fewer than two periods with a denominator, one of them
// not a proportion, or periods that separate (all 0 up to one period and all 1
// after it, or the reverse), for which the likelihood has no maximum.
func SlopeOf(periods []Proportion) (Slope, bool) {
	all, ok := comparablePeriods(periods)
	if !ok || separated(periods, false) || separated(periods, true) {
		return Slope{}, false
	}
	l := logit{a: math.Log(float64(all.Part) / float64(all.Whole-all.Part))}
	const enough, settled = 500, 1e-8 // a step this small leaves an error of its square
	for range enough {
		score, information := l.derivatives(periods)
		det := information[0]*information[2] - information[1]*information[1]
		if !(det > 0) {
			return Slope{}, false
		}
		da := (score[0]*information[2] - score[1]*information[1]) / det
		db := (score[1]*information[0] - score[0]*information[1]) / det
		l = l.towards(da, db, len(periods))
		if math.Abs(da) <= settled*(1+math.Abs(l.a)) && math.Abs(db) <= settled*(1+math.Abs(l.b)) {
			return l.slope(math.Sqrt(information[0] / det)), true
		}
	}
	return Slope{}, false
}

// logit is log odds a + b times the period, the first period being 1.
type logit struct{ a, b float64 }

func (l logit) chance(period int) float64 { return 1 / (1 + math.Exp(-l.a-l.b*float64(period))) }

// derivatives gives the score for a and b, and the information for a, both and b.
func (l logit) derivatives(periods []Proportion) (score [2]float64, information [3]float64) {
	for i, period := range periods {
		step, whole, p := float64(i+1), float64(period.Whole), l.chance(i+1)
		off, weight := float64(period.Part)-whole*p, whole*p*(1-p)
		score[0] += off
		score[1] += step * off
		information[0] += weight
		information[1] += step * weight
		information[2] += step * step * weight
	}
	return score, information
}

// towards takes Newton's step, shortened so that no period's log odds move by
// more than 1: a full step from far away can end where every weight is 0.
func (l logit) towards(da, db float64, periods int) logit {
	furthest := max(1, math.Abs(da+db), math.Abs(da+db*float64(periods)))
	return logit{l.a + da/furthest, l.b + db/furthest}
}

func (l logit) slope(se float64) Slope {
	z, reach := l.b/se, normalLimit()*se
	return Slope{
		Intercept: l.a, Slope: l.b, Error: se,
		OddsRatio: math.Exp(l.b), OddsLow: math.Exp(l.b - reach), OddsHigh: math.Exp(l.b + reach),
		Z: z, P: twoSided(z),
	}
}

// separated tells whether every period is at 0 before some period and at 1 after
// it; falling, the reverse. All at 0 and all at 1 are separated too.
func separated(periods []Proportion, falling bool) bool {
	risen := false // a part has been seen: what follows must be whole
	for _, period := range periods {
		part := period.Part
		if falling {
			part = period.Whole - part
		}
		if risen && part < period.Whole {
			return false
		}
		risen = risen || part > 0
	}
	return true
}
