package protect_test

import "ehcp/pipeline/protect"

// place is where a count stands.
type place struct{ table, row, column int }

// enumerator tries every value of one open count after another, each from its
// least possible value up to what is left of the sums that it stands in.
type enumerator struct {
	t     *tables
	open  []place // hidden inner counts
	value map[place]int64
	can   map[protect.Cell]map[int64]bool
	steps int
}

// enumerate gives every value that each hidden count of the tables can have, if
// the steps suffice. The most a count can be is bounded by the largest shown
// total of all; where no total is shown, by a number beyond any in the tables.
func enumerate(t *tables, hidden []place, steps int) (map[protect.Cell]map[int64]bool, bool) {
	e := enumerator{t: t, value: map[place]int64{}, can: map[protect.Cell]map[int64]bool{}, steps: steps}
	for i, table := range t.cells {
		if i == len(t.cells)-1 && len(t.cells) > 2 {
			break // the sum of the others
		}
		for r := range table[:len(table)-1] {
			for c := range table[r][:len(table[r])-1] {
				p := place{i, r, c}
				if t.system.Hidden(table[r][c]) {
					e.open = append(e.open, p)
				} else {
					e.value[p] = t.values[i][r][c]
				}
			}
		}
	}
	for _, p := range hidden {
		e.can[t.cells[p.table][p.row][p.column]] = map[int64]bool{}
	}
	e.try(0)
	return e.can, e.steps > 0
}

func (e *enumerator) try(n int) {
	if e.steps--; e.steps <= 0 {
		return
	}
	if n == len(e.open) {
		e.note()
		return
	}
	p := e.open[n]
	for v := int64(1); v <= 30; v++ {
		e.value[p] = v
		if !e.fits(p) {
			break
		}
		e.try(n + 1)
	}
	delete(e.value, p)
}

// fits says whether no shown total of the count's row, column, table or run of
// tables is passed already.
func (e *enumerator) fits(p place) bool {
	for _, total := range e.totals() {
		if at := e.t.cells[total.table][total.row][total.column]; e.t.system.Hidden(at) {
			continue
		}
		if e.sum(total) > e.t.values[total.table][total.row][total.column] {
			return false
		}
	}
	return true
}

// totals are the places that are sums of inner counts.
func (e *enumerator) totals() (places []place) {
	for i, table := range e.t.cells {
		for r := range table {
			for c := range table[r] {
				if r == len(table)-1 || c == len(table[r])-1 || len(e.t.cells) > 2 && i == len(e.t.cells)-1 {
					places = append(places, place{i, r, c})
				}
			}
		}
	}
	return places
}

// sum adds the inner counts set so far that a total is made of.
func (e *enumerator) sum(total place) (sum int64) {
	for i, table := range e.t.cells {
		ofAll := len(e.t.cells) > 2 && total.table == len(e.t.cells)-1
		if i != total.table && !ofAll || ofAll && i == total.table {
			continue
		}
		for r := range table[:len(table)-1] {
			for c := range table[r][:len(table[r])-1] {
				if (total.row == r || total.row == len(table)-1) && (total.column == c || total.column == len(table[r])-1) {
					sum += e.value[place{i, r, c}]
				}
			}
		}
	}
	return sum
}

// note keeps the world found if every shown total is met, no hidden one is 0 and what
// is told holds.
func (e *enumerator) note() {
	for _, total := range e.totals() {
		cell := e.t.cells[total.table][total.row][total.column]
		sum := e.sum(total)
		if !e.t.system.Hidden(cell) && sum != e.t.values[total.table][total.row][total.column] || e.t.system.Hidden(cell) && sum == 0 {
			return
		}
	}
	for i, table := range e.t.cells {
		for r := range table {
			for c, cell := range table[r] {
				if below, isTold := e.t.told[cell]; isTold && e.sum(place{i, r, c}) >= below {
					return
				}
			}
		}
	}
	for i, table := range e.t.cells {
		for r := range table {
			for c, cell := range table[r] {
				if can, found := e.can[cell]; found {
					v, inner := e.value[place{i, r, c}]
					if !inner {
						v = e.sum(place{i, r, c})
					}
					can[v] = true
				}
			}
		}
	}
}
