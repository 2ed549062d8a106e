package protect

import (
	"context"
	"maps"
	"slices"
)

// seeker looks for other worlds by what cases could have been: another kind,
// another value of the breakdown, another month. Whatever it changes, it changes
// so that all sums hold: what one value gains another loses, and what all cases
// gain some value of every breakdown gains.
type seeker struct {
	w      imagine
	places map[*row][]*place // that a row is the sum of

	best  []Shift
	least int64
	found bool
	// throughAll says that counts of all cases may change to save one of a breakdown.
	throughAll bool
}

func newSeeker(s *System, f *family) *seeker {
	k := &seeker{w: imagine{s: s, f: f, by: make([]int64, len(s.value))}, places: map[*row][]*place{}}
	for _, p := range f.places {
		for _, r := range p.in {
			k.places[r] = append(k.places[r], p)
		}
	}
	return k
}

// some is a change wherever it may be.
type some struct {
	unit int
	by   int64
}

// world finds the cheapest world in which a count of a row differs by an amount.
func (k *seeker) world(r *row, column int, by int64, informed bool) ([]Shift, int64, bool) {
	k.w.informed, k.found = informed, false
	for _, k.throughAll = range []bool{false, true} {
		if k.found || k.throughAll && r.inAll {
			break
		}
		k.each(r, column, by)
	}
	if k.found && k.least >= dear && !r.inAll {
		k.found = false // the breakdown is to be dropped
	}
	return k.best, k.least, k.found
}

// each tries what could be different at each of a row's places.
func (k *seeker) each(r *row, column int, by int64) {
	for _, at := range k.places[r] {
		for u := range k.w.f.units {
			n := k.w.f.adds(u, column)
			if n == 0 {
				continue
			}
			alone := []some{{u, by * n}}
			k.counter(at, alone, r)
			for other := range k.w.f.units {
				if k.w.f.adds(other, column) == 0 && k.related(u, other) {
					k.counter(at, []some{{u, by * n}, {other, -by * n}}, r)
				}
			}
			if k.found && k.least == 0 {
				return
			}
		}
	}
}

// related says whether two kinds of cases have a column in common: others are
// counted apart.
func (k *seeker) related(a, b int) bool {
	return slices.ContainsFunc(k.w.f.units[a], func(e effect) bool { return k.w.f.adds(b, e.column) != 0 })
}

// counter tries every way of making up for changes at a place.
func (k *seeker) counter(at *place, changes []some, r *row) {
	here := at.changes(changes, 1)
	switch {
	case !at.row.inAll:
		if at.quarter == nil {
			k.consider(here)
			return
		}
		if k.throughAll {
			k.viaAll(at, here, changes)
			return
		}
		for _, other := range at.quarter.values[at.row.topic] {
			if other != at {
				k.consider(slices.Concat(here, other.changes(changes, -1)))
			}
		}
	case at.quarter == nil:
		k.consider(here)
	default:
		for _, month := range at.quarter.months {
			if month != at && !slices.Contains(month.in, r) {
				k.consider(slices.Concat(here, month.changes(changes, -1)))
			}
		}
		if topics, ok := k.topics(at.quarter, changes, ""); ok {
			k.consider(slices.Concat(here, topics))
		}
	}
}

// viaAll makes up for changes of one value by the same of all cases, in a month,
// and of the other breakdowns.
func (k *seeker) viaAll(at *place, here []change, changes []some) {
	topics, ok := k.topics(at.quarter, changes, at.row.topic)
	if !ok {
		return
	}
	for _, month := range at.quarter.months {
		k.consider(slices.Concat(here, topics, month.changes(changes, 1)))
	}
}

// topics gives the changes of all cases in an increment to the value of each
// breakdown, but for one, that costs least.
func (k *seeker) topics(quarter *place, changes []some, except string) (all []change, ok bool) {
	for _, topic := range slices.Sorted(maps.Keys(quarter.values)) {
		if topic == except {
			continue
		}
		var best []change
		least := int64(-1)
		for _, value := range quarter.values[topic] {
			there := value.changes(changes, 1)
			if _, cost, can := k.w.try(there); can && (least < 0 || cost < least) {
				best, least = there, cost
			}
		}
		if least < 0 {
			return nil, false
		}
		all = append(all, best...)
	}
	return all, true
}

func (p *place) changes(changes []some, sign int64) []change {
	all := make([]change, len(changes))
	for i, c := range changes {
		all[i] = change{p, c.unit, sign * c.by}
	}
	return all
}

func (k *seeker) consider(changes []change) {
	if k.found && k.least == 0 {
		return
	}
	if shifts, cost, ok := k.w.try(changes); ok && (!k.found || cost < k.least) {
		k.best, k.least, k.found = append(k.best[:0], shifts...), cost, true
	}
}

// seek gives a way of finding worlds for every count of the publication: by what
// cases could have been where its table counts cases, by mending equations in the
// others. It finds none once the context has ended.
func (p *Publication) seek(ctx context.Context) seek {
	mend := p.system.Mend()
	spots := p.spots()
	return func(c Cell, informed bool, amounts ...int64) ([]Shift, bool) {
		at := spots[c]
		switch {
		case ctx.Err() != nil:
			return nil, false
		case at.seeker == nil:
			return mend(c, informed, amounts...)
		}
		return cheapest(amounts, func(by int64) ([]Shift, int64, bool) { return at.seeker.world(at.row, at.column, by, informed) })
	}
}

// spot is where a count stands in its family.
type spot struct {
	seeker *seeker
	row    *row
	column int
}

// spots are those of every cell; the seeker is nil where its table has no family.
func (p *Publication) spots() []spot {
	all := make([]spot, p.system.Cells())
	for _, f := range p.families() {
		k := newSeeker(p.system, f)
		for _, r := range f.rows {
			for column, cell := range r.numbered {
				if cell != noCell {
					all[cell] = spot{k, r, column}
				}
			}
		}
	}
	return all
}

// cheapest is the cheapest of the worlds of several amounts.
func cheapest(amounts []int64, world func(by int64) ([]Shift, int64, bool)) (best []Shift, ok bool) {
	least := int64(-1)
	for _, by := range amounts {
		if shifts, cost, found := world(by); found && (least < 0 || cost < least) {
			best, least = slices.Clone(shifts), cost
		}
		if least == 0 {
			break
		}
	}
	return best, least >= 0
}
