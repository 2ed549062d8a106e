package evidence

import "cmp"

const (
	// runLength is how many points make a trend, and how many a shift.
	runLength = 7
	// fewLength is the window of two in three.
	fewLength = 3
)

// signal is the rule that marks a point, and which way: 1 up, -1 down.
type signal struct {
	rule Rule
	way  int
}

// variation says what a signal is where one way is better.
func (s signal) variation(better Direction) Variation {
	switch {
	case s.rule == NoRule:
		return CommonCause
	case better == Neutral && s.way > 0:
		return NeutralHigh
	case better == Neutral:
		return NeutralLow
	case (s.way > 0) == (better == Increase):
		return Improvement
	}
	return Concern
}

// specialCauses marks the points of one segment by the rules of Making Data
// Count, the first that holds: outside a limit; part of a trend of 7; two of
// three near one limit; part of 7 on one side of the mean. Equal to a limit is
// inside it; a point on the mean, a tie and a gap break runs. A trend goes the
// way of its steps, the others the way of the mean's side.
// Source: NHS England, Making Data Count; NHSRplotthedots 0.2.2.
func specialCauses(part []Point, f fit, o ChartOptions) []signal {
	s := segment{points: part, fit: f, o: o}
	trends, few, shifts := s.trends(), s.twoInThree(), s.shifts()
	signals := make([]signal, len(part))
	for i := range part {
		switch {
		case s.isOutside(i):
			signals[i] = signal{Outside, s.side(i)}
		case trends[i] != 0:
			signals[i] = signal{Trend, trends[i]}
		case few[i]:
			signals[i] = signal{TwoInThree, s.side(i)}
		case shifts[i]:
			signals[i] = signal{Shift, s.side(i)}
		default:
			signals[i] = signal{rule: NoRule}
		}
	}
	return signals
}

// segment is what the rules look at.
type segment struct {
	points []Point
	fit    fit
	o      ChartOptions
}

// side is 1 above the centre line, -1 below, 0 on it or unknown.
func (s segment) side(i int) int {
	if !s.points[i].Known || !s.fit.hasCentre {
		return 0
	}
	return cmp.Compare(s.points[i].Value, s.fit.centre)
}

func (s segment) isOutside(i int) bool {
	l, p := s.fit.limits[i], s.points[i]
	return p.Known && l.known && (p.Value > l.upper || p.Value < l.lower)
}

// isNear says whether a point counts as near a limit.
func (s segment) isNear(i int) bool {
	l, p := s.fit.limits[i], s.points[i]
	if !p.Known || !l.known || (s.isOutside(i) && !s.o.BeyondIsNear) {
		return false
	}
	return p.Value < l.nearLower || p.Value > l.nearUpper
}

// step is the way from the point before: 1, -1, or 0 for a tie or a gap.
func (s segment) step(i int) int {
	if i < 1 || i >= len(s.points) || !s.points[i-1].Known || !s.points[i].Known {
		return 0
	}
	return cmp.Compare(s.points[i].Value, s.points[i-1].Value)
}

// trends gives for each point the way of the trend that it is part of, or 0.
// Where two share a peak the right-hand step decides.
func (s segment) trends() []int {
	rising, falling := make([]bool, len(s.points)), make([]bool, len(s.points))
	for last := runLength - 1; last < len(s.points); last++ {
		way := s.step(last)
		for i := last - runLength + 2; i < last; i++ {
			if s.step(i) != way {
				way = 0
			}
		}
		for i := last - runLength + 1; i <= last; i++ {
			rising[i] = rising[i] || way > 0
			falling[i] = falling[i] || way < 0
		}
	}
	ways := make([]int, len(s.points))
	for i := range ways {
		switch {
		case !rising[i] && !falling[i]:
		case s.o.PlotTheDots:
			ways[i] = s.steppedWay(i, i+1 < len(ways) && (rising[i+1] || falling[i+1]))
		case rising[i] && falling[i]:
			ways[i] = s.step(i + 1)
		case rising[i]:
			ways[i] = 1
		default:
			ways[i] = -1
		}
	}
	return ways
}

// steppedWay is the package's direction of a trend at a point: that of the step
// to the next point if it too is in a trend, whichever, else of the step before.
// A step that does not rise counts as falling, even a tie.
func (s segment) steppedWay(i int, nextToo bool) int {
	if nextToo {
		i++
	}
	if s.step(i) > 0 {
		return 1
	}
	return -1
}

// twoInThree marks points near a limit in a window of three that lie on one
// side of the mean and two or more of which are near.
func (s segment) twoInThree() []bool {
	found := make([]bool, len(s.points))
	for last := fewLength - 1; last < len(s.points); last++ {
		near := 0
		for i := last - fewLength + 1; i <= last; i++ {
			if s.isNear(i) {
				near++
			}
		}
		if near < 2 || !s.oneSide(last, fewLength) {
			continue
		}
		for i := last - fewLength + 1; i <= last; i++ {
			found[i] = found[i] || s.isNear(i)
		}
	}
	return found
}

// shifts marks the points of runs of seven on one side of the mean.
func (s segment) shifts() []bool {
	found := make([]bool, len(s.points))
	for last := runLength - 1; last < len(s.points); last++ {
		if !s.oneSide(last, runLength) {
			continue
		}
		for i := last - runLength + 1; i <= last; i++ {
			found[i] = true
		}
	}
	return found
}

// oneSide says whether as many points as length, to the last one, lie on one
// side of the mean.
func (s segment) oneSide(last, length int) bool {
	side := s.side(last)
	for i := last - length + 1; i < last; i++ {
		if s.side(i) != side {
			return false
		}
	}
	return side != 0
}
