package sample

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// A stream keeps the random numbers of one step apart from those of the others, so that a change to one step
// does not stir all that come after it.
type stream uint64

const (
	streamReceived stream = iota + 1
	streamDecided
	streamTransferred
	streamReopened
	streamEnded
	streamAssessed
	streamDescribed
	streamNumbered
	streamDrawn
	streamPlain
	streamAdvice
	streamPlans
	streamAudits
	streamFeedback
	streamReviews
	streamTransfers
	streamAppeals
	streamBenchmark
	streamSettings
	streamAttended
	streamOtherSeries
)

// dice are the random numbers of one step.
type dice struct{ *rand.Rand }

func newDice(seed uint64, s stream) dice {
	return dice{rand.New(rand.NewPCG(seed, uint64(s)))} //nolint:gosec // Invented data have to be repeatable, not secret.
}

// between gives a whole number from low to high, both included.
func (d dice) between(low, high int) int {
	return low + d.IntN(high-low+1)
}

func (d dice) chance(share float64) bool { return d.Float64() < share }

// dayIn gives a day from low to high, both included, mostly one on which offices are open.
func (d dice) dayIn(low, high day) day {
	total, chosen := 0.0, low
	for candidate := low; candidate <= high; candidate++ {
		weight := busyness(candidate)
		total += weight
		if d.Float64()*total < weight {
			chosen = candidate
		}
	}
	return chosen
}

// openDay moves a day on which offices are shut on to one of the next few working days, but for a few that stay.
func (d dice) openDay(date day) day {
	if d.chance(quietShare) {
		return date
	}
	for shut(date) {
		date += day(d.between(1, 4))
	}
	return date
}

// one gives an index with the chance of its weight.
func (d dice) one(weights []float64) int {
	total, chosen := 0.0, 0
	for i, weight := range weights {
		total += weight
		if d.Float64()*total < weight {
			chosen = i
		}
	}
	return chosen
}

// exactly splits a list into n drawn with the chance of their weight, without replacement, and the rest, each
// in the order of the list.
func exactly[T any](d dice, list []T, n int, weight func(T) float64) (drawn, rest []T) {
	type ticket struct {
		index int
		turn  float64
	}
	tickets := make([]ticket, len(list))
	for i, item := range list {
		// The smallest of exponential times is a draw in proportion to weight (Efraimidis and Spirakis, 2006).
		tickets[i] = ticket{i, -math.Log(1-d.Float64()) / weight(item)}
	}
	slices.SortFunc(tickets, func(a, b ticket) int {
		return cmp.Or(cmp.Compare(a.turn, b.turn), cmp.Compare(a.index, b.index))
	})
	in := make([]bool, len(list))
	for _, t := range tickets[:min(n, len(tickets))] {
		in[t.index] = true
	}
	for i, item := range list {
		if in[i] {
			drawn = append(drawn, item)
		} else {
			rest = append(rest, item)
		}
	}
	return drawn, rest
}
