package protect

import "slices"

// Cell is the place of a number in a System.
type Cell int

// Kind says how much of a cell a reader sees.
type Kind uint8

const (
	// Published is a count that stands in a table, unless it is hidden. A zero
	// is never hidden, and a reader knows that.
	Published Kind = iota
	// Difference is a count that stands in no table and that a reader can form
	// by adding and subtracting, such as the plans marked as an exception.
	Difference
	// Given is a count that readers know from elsewhere: hiding it would help
	// nobody, and no other world has another.
	Given
)

// Term is a cell with the sign that it has in an equation, 1 or -1.
type Term struct {
	Cell Cell
	Sign int8
}

// System is what is published as its reader may take it: counts, and the
// equations that hold between them. All counts are whole and none is negative.
type System struct {
	minimum int64   // the smallest count that is shown, zero apart, where no other is set
	own     []int64 // the same by cell
	value   []int64
	kind    []Kind
	weight  []int // what hiding the cell would cost
	hidden  []bool
	seen    [][]int64 // what earlier releases showed in a cell's place, from which it must not differ by little
	isKnown []bool    // a release before showed the same value: its reader takes it for known
	isKept  []bool    // a release before hid the same value: it stays hidden while that tells nothing
	// hasKnown says whether any is; strict, whether worlds leave them alone.
	hasKnown, strict bool

	terms []Term
	first []int // where an equation's terms begin; one more than there are equations

	memberships []membership // the equations of a cell, cell after cell
	begin       []int        // where a cell's memberships begin; one more than there are cells

	proofs [][]Shift // other worlds that the reader cannot tell from this one
	proven []proven
}

// membership is an equation that a cell stands in.
type membership struct {
	equation int
	sign     int8
}

// proven is what the proofs found so far say of a cell.
type proven struct {
	other bool // it may have another value
	large bool // it may be no small count
	fine  bool // it may have another value even if every small count is known to be one
}

// Shift is a change of one cell from this world to another.
type Shift struct {
	Cell Cell
	By   int64
}

// NewSystem begins a publication in which no count from 1 to minimum - 1 may be
// known.
func NewSystem(minimum int) *System {
	return &System{minimum: int64(minimum), first: []int{0}}
}

// Add puts a count into the system. Cells of greater weight are hidden later
// than others; 0 is hidden as if it were nothing.
func (s *System) Add(value int64, kind Kind, weight int) Cell {
	s.value = append(s.value, value)
	s.kind = append(s.kind, kind)
	s.weight = append(s.weight, weight)
	s.own = append(s.own, s.minimum)
	s.seen, s.isKnown, s.isKept = append(s.seen, nil), append(s.isKnown, false), append(s.isKept, false)
	s.hidden = append(s.hidden, kind == Published && s.isSmallAt(Cell(len(s.value)-1), value))
	return Cell(len(s.value) - 1)
}

// SetMinimum gives a cell a smallest count of its own, at most that of the system:
// what is not small for it may be shown and known. It is said before Hide and
// Suppress.
func (s *System) SetMinimum(c Cell, minimum int) {
	s.own[c] = int64(minimum)
	s.hidden[c] = s.kind[c] == Published && s.isSmallAt(c, s.value[c])
}

// Relate says that the terms add up to zero.
func (s *System) Relate(terms ...Term) {
	s.terms = append(s.terms, terms...)
	s.first = append(s.first, len(s.terms))
}

// Hide marks a count as hidden for a reason of its own.
func (s *System) Hide(c Cell) {
	if s.kind[c] == Published && s.value[c] > 0 {
		s.hidden[c] = true
	}
}

// Hidden says whether a count may not be shown.
func (s *System) Hidden(c Cell) bool { return s.hidden[c] }

// Cells is how many counts the system has.
func (s *System) Cells() int { return len(s.value) }

// minimumOf is the smallest count of a cell that is shown, zero apart.
func (s *System) minimumOf(c Cell) int64 { return s.own[c] }

// isSmallAt says whether a value would be too small a count for a cell, or differ
// by too little from what was published before.
func (s *System) isSmallAt(c Cell, value int64) bool {
	return value > 0 && (value < s.minimumOf(c) || s.seen[c] != nil && s.isNear(c, value))
}

// isOpen says whether a reader is not told a count.
func (s *System) isOpen(c Cell) bool { return s.hidden[c] || s.kind[c] == Difference }

// least is the smallest value that a reader can think of for a count that he is
// not told: a zero would stand in its table.
func (s *System) least(c Cell) int64 {
	if s.kind[c] == Published {
		return 1
	}
	return 0
}

// cost is what it takes to hide a count that is still shown.
func (s *System) cost(c Cell) int64 {
	if s.isOpen(c) {
		return 0
	}
	return s.price(c)
}

// price is what it costs to hide a count: more for a larger one, which says more.
func (s *System) price(c Cell) int64 {
	digits := 1
	for n := s.value[c]; n > 9; n /= 10 {
		digits++
	}
	return int64(s.weight[c]) * int64(digits)
}

// index lists the equations of each cell.
func (s *System) index() {
	s.begin = make([]int, len(s.value)+1)
	for _, t := range s.terms {
		s.begin[t.Cell+1]++
	}
	for c := range s.value {
		s.begin[c+1] += s.begin[c]
	}
	next := slices.Clone(s.begin)
	s.memberships = make([]membership, len(s.terms))
	for e := range len(s.first) - 1 {
		for _, t := range s.terms[s.first[e]:s.first[e+1]] {
			s.memberships[next[t.Cell]] = membership{e, t.Sign}
			next[t.Cell]++
		}
	}
	s.proven = make([]proven, len(s.value))
	s.proofs = nil
}

func (s *System) of(c Cell) []membership { return s.memberships[s.begin[c]:s.begin[c+1]] }

func (s *System) equation(e int) []Term { return s.terms[s.first[e]:s.first[e+1]] }
