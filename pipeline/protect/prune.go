package protect

import (
	"cmp"
	"slices"
)

// pruner counts the proofs that each small count has.
type pruner struct {
	s           *System
	of          [][]int // the proofs in which a cell changes
	isGone      []bool  // proofs that are no longer needed
	isInformed  []bool  // proofs in which small counts stay small and no other becomes so
	large, fine []int   // proofs in which a small cell is not small, and informed ones in which it changes
}

// prune shows counts again that were hidden for proofs which others make needless,
// those that matter most first.
func (s *System) prune() {
	n := len(s.value)
	p := &pruner{
		s: s, of: make([][]int, n), isGone: make([]bool, len(s.proofs)), isInformed: make([]bool, len(s.proofs)), large: make([]int, n),
		fine: make([]int, n),
	}
	for i, proof := range s.proofs {
		p.isInformed[i] = !slices.ContainsFunc(proof, func(shift Shift) bool {
			return s.kind[shift.Cell] == Published && s.isSmallAt(shift.Cell, s.value[shift.Cell]) != s.isSmallAt(shift.Cell, s.value[shift.Cell]+shift.By)
		})
		for _, shift := range proof {
			p.of[shift.Cell] = append(p.of[shift.Cell], i)
		}
		p.count(i, 1)
	}
	var hidden []Cell
	for c := range s.value {
		if s.hidden[c] && !s.isKept[c] && !s.isSmallAt(Cell(c), s.value[c]) {
			hidden = append(hidden, Cell(c))
		}
	}
	slices.SortStableFunc(hidden, func(a, b Cell) int { return cmp.Compare(s.price(b), s.price(a)) })
	for _, c := range hidden {
		if p.canDoWithout(p.of[c]) {
			s.hidden[c] = false
		}
	}
	var left [][]Shift
	for i, proof := range s.proofs {
		if !p.isGone[i] {
			left = append(left, proof)
		}
	}
	s.proofs = left
}

// count adds a proof, or takes it away, and says whether every small count still
// has those that it needs.
func (p *pruner) count(proof, by int) (isEnough bool) {
	isEnough = true
	for _, shift := range p.s.proofs[proof] {
		c := shift.Cell
		if !p.s.isSmallAt(c, p.s.value[c]) {
			if p.s.isKept[c] {
				p.large[c] += by
				isEnough = isEnough && p.large[c] > 0
			}
			continue
		}
		if !p.s.isSmallAt(c, p.s.value[c]+shift.By) {
			p.large[c] += by
			isEnough = isEnough && p.large[c] > 0
		}
		if p.isInformed[proof] && p.s.kind[c] == Published {
			p.fine[c] += by
			isEnough = isEnough && p.fine[c] > 0
		}
	}
	return isEnough
}

// canDoWithout takes proofs away if every small count has others.
func (p *pruner) canDoWithout(proofs []int) bool {
	for k, i := range proofs {
		if p.isGone[i] || p.count(i, -1) {
			continue
		}
		for _, back := range proofs[:k+1] {
			if !p.isGone[back] {
				p.count(back, 1)
			}
		}
		return false
	}
	for _, i := range proofs {
		p.isGone[i] = true
	}
	return true
}
