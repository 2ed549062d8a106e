package protect

import "slices"

// placed is a shift of a count by its place, which stays when the system is built
// anew.
type placed struct {
	home
	by int64
}

// remember keeps the proofs of this round for the next: what gives way in between
// touches few of them.
func (p *Publication) remember() {
	p.past = p.past[:0]
	for _, proof := range p.system.proofs {
		places := make([]placed, len(proof))
		for i, shift := range proof {
			places[i] = placed{p.homes[shift.Cell], shift.By}
		}
		p.past = append(p.past, places)
	}
}

// recall looks among the proofs of the round before, where they still hold, before
// it searches. Counts that are no longer published fall out of them.
func (p *Publication) recall(search seek) seek {
	worlds := map[Cell][][]Shift{}
	for _, places := range p.past {
		var world []Shift
		for _, at := range places {
			if cell, found := at.row.cells[at.column]; found {
				world = append(world, Shift{cell, at.by})
			}
		}
		for _, shift := range world {
			worlds[shift.Cell] = append(worlds[shift.Cell], world)
		}
	}
	off := make([]int64, len(p.system.first)-1)
	return func(c Cell, informed bool, amounts ...int64) ([]Shift, bool) {
		for _, world := range worlds[c] {
			if p.system.canBe(world, c, informed, amounts) && p.system.addsUp(world, off) {
				return world, true
			}
		}
		return search(c, informed, amounts...)
	}
}

// canBe says whether a world changes a count by one of some amounts and leaves
// every count possible.
func (s *System) canBe(world []Shift, c Cell, informed bool, amounts []int64) bool {
	return !slices.ContainsFunc(world, func(shift Shift) bool {
		return shift.Cell == c && !slices.Contains(amounts, shift.By) || !s.canShift(shift, informed)
	})
}

// canShift says whether a count could differ by an amount as far as its reader
// knows; an informed one knows which published counts are small.
func (s *System) canShift(shift Shift, informed bool) bool {
	value := s.value[shift.Cell]
	after := value + shift.By
	if s.kind[shift.Cell] == Given || s.strict && s.isKnown[shift.Cell] {
		return false
	}
	if s.kind[shift.Cell] == Published && (value == 0 || informed && s.isSmallAt(shift.Cell, value) && !s.isSmallAt(shift.Cell, after)) {
		return false
	}
	return after >= s.least(shift.Cell)
}
