package protect

// seek looks for worlds in which a count differs by one of some amounts, and gives
// the cheapest with its cost.
type seek func(c Cell, informed bool, amounts ...int64) (world []Shift, ok bool)

// Suppress hides further counts until no small one can be worked out, and gives
// those for which it found no way.
//
// A hidden count is safe when there is another world, equal to this one in all
// that is shown, in which it is no small count. Such a world is sought for every
// small count, and what differs in it is hidden. The world is kept as a proof,
// which Audit goes through again.
func (s *System) Suppress(find seek) (unsafe []Cell) {
	s.index()
	for c := range s.value {
		if cell := Cell(c); s.isSmallAt(cell, s.value[c]) && s.isOpen(cell) && !s.protect(find, cell) {
			unsafe = append(unsafe, cell)
		}
	}
	s.keepHidden(find)
	s.prune()
	return unsafe
}

// keepHidden finds a proof for each count that is kept hidden because it was
// hidden before. Where there is none, what is shown tells it: it is shown too.
func (s *System) keepHidden(find seek) {
	for c := range s.value {
		cell := Cell(c)
		if s.isKept[c] && !s.isSmallAt(cell, s.value[c]) && !s.proven[c].other && !s.prove(find, cell, false, 1, -1) {
			s.isKept[c], s.hidden[c] = false, false
		}
	}
}

// protect finds the proofs that a small count needs: that it may be no small
// count and, should the reader know which counts are small, that it may be
// another one; the second is wanted, and not always to be had.
func (s *System) protect(find seek, c Cell) bool {
	safe := s.proven[c].large || s.prove(find, c, false, s.amounts(c)...)
	if s.kind[c] == Published && !s.proven[c].fine {
		s.prove(find, c, true, 1, -1)
	}
	return safe
}

// prove finds another world for a count, hides what it takes and keeps it as a
// proof. What earlier releases showed and is still so stays as it is, where there
// is a world with it.
func (s *System) prove(find seek, c Cell, informed bool, amounts ...int64) bool {
	s.strict = true
	world, ok := find(c, informed, amounts...)
	if s.strict = false; !ok && s.hasKnown {
		world, ok = find(c, informed, amounts...)
	}
	if ok {
		s.keep(world)
	}
	return ok
}

// keep hides what a proof changes, and notes what it says of each count.
func (s *System) keep(proof []Shift) {
	informed := true
	for _, shift := range proof {
		if s.kind[shift.Cell] == Published {
			s.hidden[shift.Cell] = true
			before, after := s.value[shift.Cell], s.value[shift.Cell]+shift.By
			informed = informed && s.isSmallAt(shift.Cell, before) == s.isSmallAt(shift.Cell, after)
		}
	}
	for _, shift := range proof {
		p, after := &s.proven[shift.Cell], s.value[shift.Cell]+shift.By
		p.other = true
		p.large = p.large || !s.isSmallAt(shift.Cell, after)
		p.fine = p.fine || informed
	}
	s.proofs = append(s.proofs, proof)
}
