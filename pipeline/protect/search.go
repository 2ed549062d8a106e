package protect

import (
	"cmp"
	"slices"
)

// The limits of a search: how many counts a world may change, how many changes
// are tried in all, and how many ways of mending one equation.
const (
	mostShifts = 200
	mostMends  = 1500
	mostWays   = 4
)

// newlyOff is what it counts for, beside the cost of hiding, that a change
// leaves one more equation to be mended.
const newlyOff = 40

// search is the place where other worlds are tried.
type search struct {
	s        *System
	informed bool
	by       []int64 // the change of each cell so far
	off      []int64 // by how much each equation does not add up
	changed  []Cell
	touched  []int // equations that have been off
	shifts   []Shift
	tries    int
}

func newSearch(s *System) *search {
	return &search{s: s, by: make([]int64, len(s.value)), off: make([]int64, len(s.first)-1)}
}

// Mend gives a way of finding worlds that needs to know nothing but the equations:
// it changes the count and then mends, one equation after another, what does not
// add up any more. It suits small systems.
func (s *System) Mend() func(c Cell, informed bool, amounts ...int64) ([]Shift, bool) {
	var l *search
	return func(c Cell, informed bool, amounts ...int64) ([]Shift, bool) {
		if l == nil {
			l = newSearch(s)
		}
		return cheapest(amounts, func(by int64) ([]Shift, int64, bool) { return l.world(c, by, informed) })
	}
}

// world looks for a world in which a count differs by the given amount and all
// that is shown is as it is. It gives the changes, which are good until the next
// call, and what it costs to hide what has to be hidden. An informed reader
// knows which published counts are small, so that they stay so.
func (l *search) world(c Cell, by int64, informed bool) ([]Shift, int64, bool) {
	l.informed = informed
	l.reset()
	if low, high := l.room(c); by < low || by > high {
		return nil, 0, false
	}
	l.tries = 0
	l.change(c, by)
	if !l.mend() {
		return nil, 0, false
	}
	var cost int64
	l.shifts = l.shifts[:0]
	for i, changed := range l.changed {
		if l.by[changed] != 0 && !slices.Contains(l.changed[:i], changed) { // it may have been undone and done again
			l.shifts = append(l.shifts, Shift{changed, l.by[changed]})
			cost += l.s.cost(changed)
		}
	}
	return l.shifts, cost, true
}

func (l *search) reset() {
	for _, c := range l.changed {
		l.by[c] = 0
	}
	for _, e := range l.touched {
		l.off[e] = 0
	}
	l.changed, l.touched = l.changed[:0], l.touched[:0]
}

// room is how far a count may still go down and up.
func (l *search) room(c Cell) (low, high int64) {
	now := l.s.value[c] + l.by[c]
	low, high = l.s.least(c)-now, 1<<40
	if l.s.kind[c] == Published && l.s.value[c] == 0 || l.s.kind[c] == Given || l.s.strict && l.s.isKnown[c] {
		return 0, 0
	}
	if l.informed && l.s.kind[c] == Published && l.s.isSmallAt(c, l.s.value[c]) {
		high = l.s.minimumOf(c) - 1 - now
	}
	return min(low, 0), max(high, 0)
}

func (l *search) change(c Cell, by int64) {
	if l.by[c] == 0 {
		l.changed = append(l.changed, c)
	}
	l.by[c] += by
	for _, m := range l.s.of(c) {
		if l.off[m.equation] == 0 {
			l.touched = append(l.touched, m.equation)
		}
		l.off[m.equation] += int64(m.sign) * by
	}
}

// mend changes counts until every equation adds up: the equation with the fewest
// ways first, its cheapest way first, and back again where that leads nowhere.
func (l *search) mend() bool {
	ways, found := l.tightest()
	if !found {
		return true
	}
	if len(l.changed) > mostShifts {
		return false
	}
	for _, w := range ways {
		if l.tries++; l.tries > mostMends {
			return false
		}
		l.change(w.cell, w.by)
		if l.mend() {
			return true
		}
		l.change(w.cell, -w.by)
	}
	return false
}

// tightest gives the ways of mending the equation that has the fewest, cheapest
// first; false where all equations add up.
func (l *search) tightest() (best []way, found bool) {
	l.touched = slices.DeleteFunc(l.touched, func(e int) bool { return l.off[e] == 0 })
	for _, e := range l.touched {
		if ways := l.ways(e); !found || len(ways) < len(best) {
			best, found = ways, true
		}
		if len(best) == 0 {
			break
		}
	}
	slices.SortStableFunc(best, func(a, b way) int { return cmp.Compare(a.score, b.score) })
	return best[:min(len(best), mostWays)], found
}

// way is a change that mends an equation, wholly or in part.
type way struct {
	cell  Cell
	by    int64
	score int64
}

// ways gives the changes that mend an equation. None undoes what was done.
func (l *search) ways(e int) (all []way) {
	for _, t := range l.s.equation(e) {
		needed := -l.off[e] * int64(t.Sign)
		low, high := l.room(t.Cell)
		by := min(max(needed, low), high)
		if by == 0 || l.by[t.Cell] != 0 && (l.by[t.Cell] > 0) != (by > 0) {
			continue
		}
		w := way{t.Cell, by, l.score(t.Cell, by)}
		if by != needed {
			w.score += newlyOff
		}
		all = append(all, w)
	}
	return all
}

// score is what a change costs and how many more equations it leaves to mend.
func (l *search) score(c Cell, by int64) int64 {
	score := int64(0)
	if l.by[c] == 0 {
		score = l.s.cost(c)
	}
	for _, m := range l.s.of(c) {
		switch before := l.off[m.equation]; {
		case before == 0:
			score += newlyOff
		case before+int64(m.sign)*by == 0:
			score -= newlyOff
		}
	}
	return score
}
