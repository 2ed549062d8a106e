package protect

import (
	"context"
	"slices"
)

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
		case at.in == nil:
			return mend(c, informed, amounts...)
		}
		return cheapest(amounts, func(by int64) ([]Shift, int64, bool) { return at.in.world(at.row, at.column, by, informed) })
	}
}

// worlds finds other worlds for the counts of a table.
type worlds interface {
	// world is the cheapest in which a count of a row differs by an amount.
	world(r *row, column int, by int64, informed bool) (world []Shift, cost int64, ok bool)
}

// spot is where a count stands; in is nil where worlds are found without knowing.
type spot struct {
	in     worlds
	row    *row
	column int
}

// spots are those of every cell.
func (p *Publication) spots() []spot {
	all := make([]spot, p.system.Cells())
	put := func(in worlds, r *row) {
		for column, cell := range r.numbered {
			if cell != noCell && all[cell].in == nil {
				all[cell] = spot{in, r, column}
			}
		}
	}
	flows := p.timelines()
	for _, f := range p.families(flows) {
		k := newSeeker(p.system, f)
		for _, r := range f.rows {
			put(k, r)
		}
	}
	flow := p.newFlowSeeker(flows)
	for _, r := range flow.rows() {
		put(flow, r)
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
