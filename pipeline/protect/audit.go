package protect

// Leak is a count that a reader can work out, or know to be small.
type Leak struct {
	Cell      Cell
	Low, High int64 // what it can be, as far as bounds tell
}

// Audit attacks the publication as a reader would who knows every figure that
// is shown, the minimum count and that no zero is hidden, but not which counts
// are small. It gives the counts that are not safe: those that can have one
// value alone, or none but small ones.
//
// It attacks from two sides. The bounds of every count, drawn together through
// the equations until nothing moves, show what certainly leaks. The proofs of
// Suppress, gone through again one by one, show what certainly does not. A
// count for which neither is certain counts as a leak.
func (s *System) Audit() []Leak {
	low, high := s.Bounds()
	known := s.check()
	var leaks []Leak
	for c, value := range s.value {
		cell, small := Cell(c), s.isSmallAt(Cell(c), value)
		certain := low[c] == high[c] || low[c] > 0 && s.tells(cell, low[c], high[c])
		switch {
		case s.hidden[c] && (certain || !known[c].other || small && !known[c].large),
			s.kind[c] == Difference && small && (certain || !known[c].large):
			leaks = append(leaks, Leak{cell, low[c], high[c]})
		}
	}
	return leaks
}

// check goes through the proofs again and says what those that hold prove.
func (s *System) check() []proven {
	known := make([]proven, len(s.value))
	off := make([]int64, len(s.first)-1)
	for _, proof := range s.proofs {
		if !s.holds(proof, off) {
			continue
		}
		for _, shift := range proof {
			known[shift.Cell].other = true
			known[shift.Cell].large = known[shift.Cell].large || !s.isSmallAt(shift.Cell, s.value[shift.Cell]+shift.By)
		}
	}
	return known
}

// holds says whether a proof leaves all that is shown as it is, every count
// possible and every equation right. It uses off and leaves it all zero.
func (s *System) holds(proof []Shift, off []int64) bool {
	for _, shift := range proof {
		if shift.By == 0 || !s.isOpen(shift.Cell) || s.value[shift.Cell]+shift.By < s.least(shift.Cell) {
			return false
		}
	}
	return s.addsUp(proof, off)
}

// addsUp says whether every equation is right in another world. It uses off, one
// number an equation, and leaves it all zero.
func (s *System) addsUp(world []Shift, off []int64) bool {
	for _, shift := range world {
		for _, m := range s.of(shift.Cell) {
			off[m.equation] += int64(m.sign) * shift.By
		}
	}
	isRight := true
	for _, shift := range world {
		for _, m := range s.of(shift.Cell) {
			isRight = isRight && off[m.equation] == 0
			off[m.equation] = 0
		}
	}
	return isRight
}

// mostMoves is how often a count's bounds are followed: two counts can draw each
// other on by one at a time for ever so long.
const mostMoves = 30

// most is more than any count.
const most = int64(1) << 40

// Bounds gives the least and the most that each count can be, as far as each
// equation by itself tells, over and over until nothing moves.
func (s *System) Bounds() (low, high []int64) {
	low, high = make([]int64, len(s.value)), make([]int64, len(s.value))
	for c, value := range s.value {
		low[c], high[c] = value, value
		if s.isOpen(Cell(c)) {
			low[c], high[c] = s.least(Cell(c)), most
		}
	}
	waiting := make([]int, len(s.first)-1)
	queued := make([]bool, len(waiting))
	moves := make([]uint8, len(s.value))
	for e := range waiting {
		waiting[e], queued[e] = e, true
	}
	for len(waiting) > 0 {
		e := waiting[0]
		waiting, queued[e] = waiting[1:], false
		for _, c := range s.narrow(e, low, high) {
			if moves[c] == mostMoves {
				continue
			}
			moves[c]++
			for _, m := range s.of(c) {
				if !queued[m.equation] {
					waiting, queued[m.equation] = append(waiting, m.equation), true
				}
			}
		}
	}
	return low, high
}

// narrow draws the bounds of an equation's counts together and gives those that
// moved.
func (s *System) narrow(e int, low, high []int64) (moved []Cell) {
	var least, largest int64 // of the sum of all terms
	for _, t := range s.equation(e) {
		a, b := signed(t, low, high)
		least, largest = least+a, largest+b
	}
	for _, t := range s.equation(e) {
		a, b := signed(t, low, high)
		// The term is minus the rest: between what the rest leaves.
		newLow, newHigh := max(a, -(largest-b)), min(b, -(least-a))
		if newLow <= a && newHigh >= b {
			continue
		}
		if t.Sign < 0 {
			newLow, newHigh = -newHigh, -newLow
		}
		low[t.Cell], high[t.Cell] = max(low[t.Cell], newLow), min(high[t.Cell], newHigh)
		moved = append(moved, t.Cell)
		least, largest = 0, 0
		for _, t := range s.equation(e) {
			a, b := signed(t, low, high)
			least, largest = least+a, largest+b
		}
	}
	return moved
}

// signed gives the bounds of a term.
func signed(t Term, low, high []int64) (least, largest int64) {
	if t.Sign < 0 {
		return -high[t.Cell], -low[t.Cell]
	}
	return low[t.Cell], high[t.Cell]
}
