package protect

import (
	"cmp"
	"slices"
)

// ToldCount is a hidden count of all cases of which readers of words are told that
// it is small. In tables it is marked as all others are.
type ToldCount struct {
	Table, PeriodType, From, Part, Column string // From is the first day of the period, or the date
	Below                                 int    // it is fewer than this, and not 0
}

// tell finds the small counts of all cases that may be told to be small, those that
// matter most first, and lists them.
func (p *Publication) tell() (told []ToldCount) {
	var wanted []Cell
	for c := range p.homes {
		if cell := Cell(c); p.homes[c].row.inAll && p.system.hidden[cell] && p.system.isSmallAt(cell, p.system.value[cell]) {
			wanted = append(wanted, cell)
		}
	}
	slices.SortStableFunc(wanted, func(a, b Cell) int { return cmp.Compare(p.system.weight[b], p.system.weight[a]) })
	for _, c := range p.system.Tellable(wanted) {
		h := p.homes[c]
		told = append(told, ToldCount{
			Table: h.sheet.table.Name, PeriodType: h.row.kind, From: h.row.from.Format("2006-01-02"), Part: h.row.part, Column: h.column,
			Below: int(p.system.minimumOf(c)),
		})
	}
	return told
}

// Tellable gives those of some hidden small counts that a reader may be told to be
// small, all of them together. He then knows that each is from 1 to its minimum less
// 1, and the rest stays as safe as it was:
//
//   - each can still have another such value, even if he knew of every hidden count
//     whether it is small;
//   - of every other hidden count there is still another world, and of every other
//     small one a world in which it is none, where all that is told holds.
//
// It rests on the proofs of Suppress, after which it is called: what they do not
// show is not told. A count that is not told need not be large.
func (s *System) Tellable(wanted []Cell) (told []Cell) {
	t := newTeller(s)
	for _, c := range wanted {
		if t.fine[c] && t.tell(c) {
			told = append(told, c)
		}
	}
	return told
}

// teller counts what the proofs show that agree with what is told so far.
type teller struct {
	s            *System
	proofs       [][]Shift
	agrees       []bool
	of           map[Cell][]int // the proofs in which a cell changes
	fine         []bool         // a cell changes in a proof in which all small counts stay small and all others do not become so
	isTold       []bool
	other, large []int // the proofs that agree in which a cell changes, and in which it is not small
}

func newTeller(s *System) *teller {
	n := len(s.value)
	t := &teller{s: s, of: map[Cell][]int{}, fine: make([]bool, n), isTold: make([]bool, n), other: make([]int, n), large: make([]int, n)}
	off := make([]int64, len(s.first)-1)
	for _, proof := range s.proofs {
		if !s.holds(proof, off) {
			continue
		}
		isFine := true
		for _, shift := range proof {
			c := shift.Cell
			t.of[c] = append(t.of[c], len(t.proofs))
			isFine = isFine && (s.kind[c] == Difference || s.isSmallAt(c, s.value[c]) == s.isSmallAt(c, s.value[c]+shift.By))
		}
		for _, shift := range proof {
			t.fine[shift.Cell] = t.fine[shift.Cell] || isFine
		}
		t.proofs, t.agrees = append(t.proofs, proof), append(t.agrees, true)
		t.count(proof, 1)
	}
	return t
}

// count adds a proof to what is shown, or takes it away.
func (t *teller) count(proof []Shift, by int) {
	for _, shift := range proof {
		t.other[shift.Cell] += by
		if !t.s.isSmallAt(shift.Cell, t.s.value[shift.Cell]+shift.By) {
			t.large[shift.Cell] += by
		}
	}
}

// tell tells a count if the proofs that agree with it still show enough.
func (t *teller) tell(c Cell) bool {
	var gone []int
	for _, i := range t.of[c] {
		if t.agrees[i] && slices.ContainsFunc(t.proofs[i], func(shift Shift) bool {
			return shift.Cell == c && !t.s.isSmallAt(c, t.s.value[c]+shift.By)
		}) {
			gone = append(gone, i)
		}
	}
	t.isTold[c] = true
	for _, i := range gone {
		t.count(t.proofs[i], -1)
	}
	isSafe := t.other[c] > 0
	for _, i := range gone {
		isSafe = isSafe && !slices.ContainsFunc(t.proofs[i], func(shift Shift) bool { return !t.isSafe(shift.Cell) })
	}
	if !isSafe {
		t.isTold[c] = false
	}
	for _, i := range gone {
		if isSafe {
			t.agrees[i] = false
		} else {
			t.count(t.proofs[i], 1)
		}
	}
	return isSafe
}

// isSafe says whether enough is shown of a count.
func (t *teller) isSafe(c Cell) bool {
	isSmall := t.s.isSmallAt(c, t.s.value[c]) && !t.isTold[c]
	return (!t.s.hidden[c] || t.other[c] > 0) && (!isSmall || t.large[c] > 0)
}
