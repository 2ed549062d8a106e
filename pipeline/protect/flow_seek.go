package protect

import (
	"maps"
	"slices"
)

// flowSeeker looks for other worlds of the flow of open cases: ones in which a
// case left another way, came in another way, or did so in another band, so that
// as many were open at every day.
type flowSeeker struct {
	hunt
	flows          map[[2]string]*timeline
	isStartedApart bool // whether requests received count more than those started
}

func (p *Publication) newFlowSeeker(flows map[[2]string]*timeline) *flowSeeker {
	return &flowSeeker{hunt: hunt{w: newImagine(p.system, nil)}, flows: flows, isStartedApart: p.isStartedApart}
}

// rows are those of flow, in order.
func (k *flowSeeker) rows() (all []*row) {
	for _, key := range slices.SortedFunc(maps.Keys(k.flows), compareKeys) {
		seen := map[*row]bool{}
		for _, at := range k.flows[key].steps {
			for _, rows := range at.rows {
				for _, r := range rows {
					if !seen[r] {
						seen[r] = true
						all = append(all, r)
					}
				}
			}
		}
	}
	return all
}

func compareKeys(a, b [2]string) int { return slices.Compare(a[:], b[:]) }

// move is an entry or exit more, and what makes up for it.
type move struct {
	column, band int
	by           int64
}

// some moves at a step of a timeline.
type moves struct {
	of   *timeline
	step int
	all  [2]move
}

func (k *flowSeeker) world(r *row, column int, by int64, informed bool) ([]Shift, int64, bool) {
	k.w.informed = informed
	k.whole(r, by, func(by int64) { k.each(r, column, by) })
	return k.best, k.least, k.found && (k.least < dear || r.inAll)
}

// each tries every pair of moves at every step of a row.
func (k *flowSeeker) each(r *row, column int, by int64) {
	flow := k.flows[[2]string{r.topic, r.value}]
	band := bandOf(r)
	for i, at := range flow.steps {
		if !slices.Contains(at.rows[band], r) {
			continue
		}
		for _, pair := range k.pairs(column, band, by) {
			if k.w.canMove(at, pair) {
				k.counter(moves{flow, i, pair}, r, band)
			}
			if k.isOver() {
				return
			}
		}
	}
}

// counter tries the ways of making up for a pair of moves, in the rows that hold
// more than the one in which it is looked for.
func (k *flowSeeker) counter(here moves, r *row, band int) {
	k.withOthers(r, here)
	for shift := 1; shift < 4 && band != allBands; shift++ {
		k.withOthers(r, here, moves{here.of, here.step, reversed(here.all, shift)})
	}
	if !r.inAll {
		return
	}
	for i, at := range here.of.steps {
		if i != here.step && sameQuarter(here.of.steps[here.step], at) && !slices.Contains(at.rows[band], r) {
			k.consider(here, moves{here.of, i, reversed(here.all, 0)})
		}
	}
}

// withOthers tries some moves at one step with the same in one value of every
// breakdown, or of one value with the reverse in another: no count of all cases is
// hidden for a breakdown's sake.
func (k *flowSeeker) withOthers(r *row, here ...moves) {
	at := here[0].of.steps[here[0].step]
	if r.inAll {
		if parts, ok := k.parts(here); ok {
			k.consider(append(parts, here...)...)
		}
		return
	}
	for _, key := range slices.SortedFunc(maps.Keys(k.flows), compareKeys) {
		other := k.flows[key]
		switch i, found := other.begun[at.row.from]; {
		case found && key[0] == r.topic && key[1] != r.value:
			k.consider(append(elsewhere(here, other, i, true), here...)...)
		}
	}
}

// elsewhere are the same moves at another step, or their reverse.
func elsewhere(here []moves, of *timeline, step int, isReversed bool) (all []moves) {
	for _, m := range here {
		pair := m.all
		if isReversed {
			pair = reversed(pair, 0)
		}
		all = append(all, moves{of, step, pair})
	}
	return all
}

// parts gives the same moves in one value of every breakdown; false where there is
// none that can have them.
func (k *flowSeeker) parts(here []moves) (all []moves, ok bool) {
	at := here[0].of.steps[here[0].step]
	quarter := slices.IndexFunc(at.rows[allBands], func(r *row) bool { return r.kind == "three_months" })
	open := map[string]bool{}
	for _, key := range slices.SortedFunc(maps.Keys(k.flows), compareKeys) {
		flow := k.flows[key]
		if flow == here[0].of {
			continue
		}
		if isOpen, seen := open[key[0]]; seen && !isOpen {
			continue
		}
		if quarter < 0 {
			continue
		}
		i, found := flow.begun[at.rows[allBands][quarter].from]
		if !found {
			continue // that increment is not published
		}
		open[key[0]] = true
		there := elsewhere(here, flow, i, false)
		k.lay(there...)
		k.w.limit = noLimit
		if _, _, can := k.w.result(); can {
			all = append(all, there...)
			open[key[0]] = false
		}
	}
	for _, isOpen := range open {
		if isOpen {
			return nil, false
		}
	}
	return all, true
}

// canMove says whether the rows of a step itself could have a pair of moves.
func (w *imagine) canMove(at *step, pair [2]move) bool {
	w.clear()
	for _, m := range pair {
		own := at.own[m.band]
		if own == nil {
			continue
		}
		if cell := own.numbered[m.column]; cell != noCell && !w.s.canShift(Shift{cell, w.by[cell] + m.by}, w.informed) {
			return false
		}
	}
	return true
}

// sameQuarter says whether two steps are part of one increment.
func sameQuarter(a, b *step) bool {
	return slices.ContainsFunc(a.rows[allBands], func(r *row) bool {
		return r.kind == "three_months" && slices.Contains(b.rows[allBands], r)
	})
}

// reversed undoes a pair of moves some bands further on.
func reversed(pair [2]move, bands int) [2]move {
	for i := range pair {
		pair[i].by = -pair[i].by
		pair[i].band = (pair[i].band + bands) % 4
	}
	return pair
}

// lay lays out a world of some moves.
func (k *flowSeeker) lay(all ...moves) {
	k.w.clear()
	for _, m := range all {
		g := k.w.turn(m.of, m.step)
		for _, one := range m.all {
			g.more[one.column][one.band] += one.by
		}
	}
	k.w.settle(choice{exit: flowWithdrawn})
}

// consider tries a world. Plans after mediation or tribunal stand in timeliness
// too, whose increments and breakdowns must not change.
func (k *flowSeeker) consider(all ...moves) {
	after := int64(0)
	for _, m := range all {
		for _, one := range m.all {
			if one.column == flowAfter {
				after += one.by
			}
		}
	}
	if after != 0 {
		return
	}
	k.lay(all...)
	k.w.limit = k.limit()
	if world, cost, ok := k.w.result(); ok {
		k.keep(world, cost)
	}
}
