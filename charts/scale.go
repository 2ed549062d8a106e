package charts

import (
	"math"
	"strconv"
)

// scale is a value axis: its ends, the values with a gridline, and what stands after their numbers.
type scale struct {
	low, high float64
	ticks     []float64
	unit      string
	// decimals are those of the numbers at the gridlines, where they are more than one.
	decimals int
	// offZero says that the axis stands at the low end, which may not be zero.
	offZero bool
}

// percentScale runs from 0 to 100, whatever the data, so that charts compare.
func percentScale() scale {
	return scale{low: 0, high: 100, ticks: []float64{0, 20, 40, 60, 80, 100}, unit: "%"}
}

// countScale runs from zero to a round number at or over highest, in at most the given number of round steps.
func countScale(highest float64, mostSteps int) scale {
	const smallest = 5
	highest = max(highest, smallest)
	step := roundStep(highest / float64(mostSteps))
	steps := math.Ceil(highest / step)
	return scale{low: 0, high: steps * step, ticks: multiples(0, steps, step)}
}

// Most steps of a count axis: on a whole page, and in one of two panels.
const (
	pageSteps  = 5
	panelSteps = 4
)

// changeScale runs on both sides of zero as far as the data, with room for a label of height share beyond them.
func changeScale(lowest, highest, labelShare float64) scale {
	const wantedSteps, smallest = 3, 3
	lowest, highest = min(lowest, 0), max(highest, 0)
	reach := max(highest-lowest, smallest)
	if highest == 0 && lowest == 0 {
		highest = smallest
	}
	step := roundStep(reach / wantedSteps)
	ticks := multiples(math.Ceil(lowest/step), math.Floor(highest/step), step)
	room := reach * labelShare / (1 - 2*labelShare)
	s := scale{low: lowest, high: highest, ticks: ticks}
	if lowest < 0 {
		s.low -= room
	}
	if highest > 0 {
		s.high += room
	}
	return s
}

// roundStep gives the smallest of 1, 2 or 5 times a power of ten that is at least the wanted step, and 1 or more.
func roundStep(wanted float64) float64 {
	for power := 1.0; ; power *= 10 {
		for _, factor := range []float64{1, 2, 5} {
			if step := factor * power; step >= wanted {
				return step
			}
		}
	}
}

// multiples gives the multiples of a step from the first to the last.
func multiples(first, last, step float64) []float64 {
	var values []float64
	for i := first; i <= last; i++ {
		values = append(values, i*step)
	}
	return values
}

// labels gives the text beside each gridline.
func (s scale) labels() []string {
	labels := make([]string, len(s.ticks))
	for i, tick := range s.ticks {
		labels[i] = thousands(tick) + s.unit
		if s.decimals > 1 {
			labels[i] = strconv.FormatFloat(tick, 'f', s.decimals, 64) + s.unit
		}
	}
	return labels
}

// dataScale runs from a round number at or under lowest to one at or over highest, and from zero where that is near.
func dataScale(lowest, highest float64) scale {
	const wantedSteps, nearZero = 5, 0.4
	if lowest == highest {
		reach := max(math.Abs(lowest)/10, 1)
		lowest, highest = lowest-reach, highest+reach
	}
	if lowest >= 0 && lowest < nearZero*highest {
		lowest = 0
	}
	power := math.Pow(10, math.Floor(math.Log10((highest-lowest)/wantedSteps)))
	step := power * roundStep((highest-lowest)/wantedSteps/power)
	first, last := math.Floor(lowest/step), math.Ceil(highest/step)
	return scale{
		low: first * step, high: last * step, ticks: multiples(first, last, step),
		decimals: max(0, -int(math.Floor(math.Log10(step)+1e-9))), offZero: true,
	}
}
