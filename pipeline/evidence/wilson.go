// Package evidence says what the counts support: inference on small tables.
package evidence

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// confidence is the coverage of every published interval.
const confidence = 0.95

// Wilson gives the 95% score limits of part out of whole, each 0 to 1; ok is
// false when whole is 0. Source: Wilson 1927; the limits stay inside 0 to 1.
func Wilson(part, whole int64) (low, high float64, ok bool) {
	if whole <= 0 {
		return 0, 0, false
	}
	z := normalLimit()
	n, p := float64(whole), float64(part)/float64(whole)
	scale := 1 + z*z/n
	centre := (p + z*z/(2*n)) / scale
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n)) / scale
	return max(0, centre-half), min(1, centre+half), true
}

// normalLimit is the normal score of a two-sided interval with the published
// coverage: 1.959964 for 95%.
func normalLimit() float64 { return distuv.UnitNormal.Quantile(1 - (1-confidence)/2) }
