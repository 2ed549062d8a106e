package evidence

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// leastForRuns is from how many useful points the rules of a run chart can be
// relied on: the published table of its limits begins there.
const leastForRuns = 10

// crossingsQuantile is the chance of a false call of too few crossings.
const crossingsQuantile = 0.05

// Runs are a run chart's counts over its useful points, those off the median.
type Runs struct {
	Useful int
	// Longest is the longest run on one side; over MostLongest it is a signal.
	Longest, MostLongest int
	// Crossings are changes of side; under LeastCrossings they are a signal.
	Crossings, LeastCrossings int
}

// TooFewCrossings says that the line crosses the median too seldom.
func (r Runs) TooFewCrossings() bool { return r.Crossings < r.LeastCrossings }

// anhoej counts runs and crossings of the median, and marks every run that is
// too long. Points on the median do not count and break no run; gaps do break
// it. Source: Anhoej and Olesen 2014 (doi 10.1371/journal.pone.0113825).
func anhoej(part []Point, f fit) (Runs, []signal) {
	s := segment{points: part, fit: f}
	run := make([]int, len(part)) // the number of the run that a point is in
	var lengths, ways []int
	var runs Runs
	before, broken := 0, true
	for i, p := range part {
		side := s.side(i)
		broken = broken || !p.Known
		if side == 0 {
			continue
		}
		if before != 0 && side != before {
			runs.Crossings++
		}
		if broken || side != before {
			lengths, ways = append(lengths, 0), append(ways, side)
		}
		run[i] = len(lengths)
		lengths[run[i]-1]++
		before, broken = side, false
	}
	for _, length := range lengths {
		runs.Useful += length
		runs.Longest = max(runs.Longest, length)
	}
	runs.MostLongest, runs.LeastCrossings = longestRun(runs.Useful), leastCrossings(runs.Useful)
	signals := make([]signal, len(part))
	for i := range part {
		signals[i] = signal{rule: NoRule}
		if run[i] > 0 && lengths[run[i]-1] > runs.MostLongest {
			signals[i] = signal{Shift, ways[run[i]-1]}
		}
	}
	return runs, signals
}

// longestRun is the longest run that chance alone should make.
func longestRun(useful int) int {
	if useful == 0 {
		return 0
	}
	return int(math.RoundToEven(math.Log2(float64(useful)) + 3))
}

// leastCrossings is the fewest crossings that chance alone should leave: the
// 5% quantile of a binomial count of useful - 1 even chances.
func leastCrossings(useful int) int {
	if useful < 2 {
		return 0
	}
	chance := distuv.Binomial{N: float64(useful - 1), P: 0.5}
	least := 0
	for chance.CDF(float64(least)) < crossingsQuantile {
		least++
	}
	return least
}
