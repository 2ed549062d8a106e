package protect

import "slices"

// imagine is the place where other worlds are tried.
type imagine struct {
	s        *System
	f        *family
	informed bool
	wider    bool    // whether cases may leave in another band
	limit    int64   // what a world must cost less than
	tries    int     // how often a world may still be laid out
	by       []int64 // by cell
	isIn     []bool  // by cell, whether it is touched
	touched  []Cell
	turns    []turn
	base     []Shift // what is changed already
	shifts   []Shift
	best     []Shift
}

func newImagine(s *System, f *family) imagine {
	return imagine{s: s, f: f, by: make([]int64, s.Cells()), isIn: make([]bool, s.Cells())}
}

func (w *imagine) clear() {
	w.tries--
	for _, cell := range w.touched {
		w.by[cell], w.isIn[cell] = 0, false
	}
	w.touched, w.turns = w.touched[:0], w.turns[:0]
	for _, shift := range w.base {
		w.bump(shift.Cell, shift.By)
	}
}

// bump changes a count; noCell is passed over.
func (w *imagine) bump(cell Cell, by int64) {
	if cell == noCell || by == 0 {
		return
	}
	if !w.isIn[cell] {
		w.touched, w.isIn[cell] = append(w.touched, cell), true
	}
	w.by[cell] += by
}

// add puts a change into the world, and notes what it does to the flow of cases.
func (w *imagine) add(c change) {
	for _, r := range c.at.in {
		for _, e := range w.f.units[w.f.kind(c.some, r)] {
			w.bump(r.numbered[e.column], e.by*c.by)
		}
	}
	flow := c.at.flow
	if flow == nil {
		return
	}
	u := &w.f.turns[c.unit]
	if !w.f.sheet.table.Dated {
		if i, found := flow.begun[c.at.row.from]; found {
			w.turn(flow, i).gain(u, c.by)
		}
		return
	}
	if i, found := flow.ended[c.at.row.to]; found {
		w.turn(flow, i).close(u, c.by)
	}
	if i, found := flow.begun[c.at.row.to.AddDate(0, 0, 1)]; found {
		w.turn(flow, i).open(u, c.by)
	}
}

// can says whether the row of a place itself could change so.
func (w *imagine) can(at *place, changes []some) bool {
	w.clear()
	for _, c := range changes {
		for _, e := range w.f.units[w.f.kind(c, at.row)] {
			w.bump(at.row.numbered[e.column], e.by*c.by)
		}
	}
	w.limit = noLimit
	_, _, ok := w.result()
	return ok
}

// noLimit is more than any world costs.
const noLimit = int64(1) << 60

// turn is what a step has gained so far.
func (w *imagine) turn(flow *timeline, i int) *turn {
	for k := range w.turns {
		if w.turns[k].of == flow && w.turns[k].step == i {
			return &w.turns[k]
		}
	}
	w.turns = append(w.turns, turn{of: flow, step: i})
	return &w.turns[len(w.turns)-1]
}

// try gives the world that some changes make, good until the next one, and what
// it costs to hide what they show; false where it cannot be.
func (w *imagine) try(changes []change) (shifts []Shift, cost int64, ok bool) {
	w.lay(changes)
	shifts, cost, ok = w.result()
	if !ok || len(w.turns) == 0 {
		return shifts, cost, ok
	}
	return w.carry(func() { w.lay(changes) })
}

func (w *imagine) lay(changes []change) {
	w.clear()
	for _, c := range changes {
		w.add(c)
	}
}

// carry carries a world on into flow, the cheapest way; lay lays it out anew.
func (w *imagine) carry(lay func()) (shifts []Shift, cost int64, ok bool) {
	ways := leaves()
	first := slices.IndexFunc(w.turns, func(g turn) bool { return g.isOpen() })
	switch {
	case first >= 0:
		ways = w.choices(&w.turns[first])
	case !w.wider:
		ways = ways[:1]
	}
	for i, by := range ways {
		if first < 0 && ok || w.tries <= 0 {
			break // as they come
		}
		if i > 0 {
			lay()
		}
		w.settle(by)
		if shifts, c, can := w.result(); can {
			w.best, cost, ok = append(w.best[:0], shifts...), c, true
			w.limit = c
		}
	}
	return w.best, cost, ok
}

// settle changes the counts of flow as the turns ask for.
func (w *imagine) settle(by choice) {
	uneven := 0
	for i := range w.turns {
		g := &w.turns[i]
		at := g.of.steps[g.step]
		leave := 0
		if g.isUneven() && uneven < len(by.leave) {
			leave = by.leave[uneven]
			uneven++
		}
		for column, gained := range g.settle(by, leave) {
			total := int64(0)
			for band, n := range gained {
				total += n
				for _, r := range at.rows[band] {
					w.bump(r.numbered[column], n)
				}
			}
			if column == flowUpIn || column == flowUpOut {
				continue // nothing moves up in all bands
			}
			for _, r := range at.rows[allBands] {
				w.bump(r.numbered[column], total)
			}
		}
	}
}

// result gives the world as it is laid out.
func (w *imagine) result() (shifts []Shift, cost int64, ok bool) {
	w.shifts = w.shifts[:0]
	for _, cell := range w.touched {
		by := w.by[cell]
		if by == 0 {
			continue
		}
		if !w.s.canShift(Shift{cell, by}, w.informed) {
			return nil, 0, false
		}
		w.shifts = append(w.shifts, Shift{cell, by})
		if cost += w.s.cost(cell); cost >= w.limit {
			return nil, 0, false
		}
	}
	return w.shifts, cost, true
}
