package protect

import (
	"maps"
	"slices"
	"time"
)

// family is the counts of one table and threshold: where its cases are counted,
// and of which kinds they are.
type family struct {
	sheet   *sheet
	units   [][]effect
	inFlow  []int // by unit from the backlog, the same from the flow; -1 for others
	columns map[string]int
	rows    []*row
	// places are the rows of all cases by month, and of breakdowns by increment:
	// every other row is a sum of places.
	places []*place
}

// effect is what a unit adds to a column.
type effect struct {
	column int
	by     int64
}

// place is a row that is no sum of others of its breakdown and value.
type place struct {
	row *row
	in  []*row // it and the longer periods that it is part of
	// quarter is the increment that a month of all cases lies in.
	quarter *place
	months  []*place            // of an increment of all cases
	values  map[string][]*place // of an increment of all cases, by topic
}

// change is some more cases of a kind at a place, or fewer.
type change struct {
	at   *place
	unit int
	by   int64
}

// families part a publication's tables of cases counted by period.
func (p *Publication) families() (all []*family) {
	for _, s := range p.tables {
		units := unitsOf(s.table.Name)
		if units == nil {
			continue
		}
		for i := range units {
			units[i] = units[i].complete(s.table.Name)
		}
		byPart := map[string]*family{}
		for i := range s.rows {
			r := &s.rows[i]
			if s.isWithheld || len(r.cells) == 0 {
				continue
			}
			f := byPart[r.part]
			if f == nil {
				f = newFamily(s, units)
				byPart[r.part] = f
				all = append(all, f)
			}
			f.rows = append(f.rows, r)
		}
	}
	for _, f := range all {
		f.place()
	}
	return all
}

// newFamily numbers the columns that units add to.
func newFamily(s *sheet, units []unit) *family {
	f := &family{sheet: s, columns: map[string]int{}}
	for _, u := range units {
		var effects []effect
		for name, by := range u {
			if _, known := f.columns[name]; !known {
				f.columns[name] = len(f.columns)
			}
			effects = append(effects, effect{f.columns[name], by})
		}
		slices.SortFunc(effects, func(a, b effect) int { return a.column - b.column })
		f.units = append(f.units, effects)
		f.inFlow = append(f.inFlow, slices.IndexFunc(units, func(other unit) bool { return isInFlow(u, other) }))
	}
	return f
}

// isInFlow says whether one kind of plan is from the backlog and another is the
// same but from the flow.
func isInFlow(u, other unit) bool {
	late := maps.Clone(u)
	delete(late, fromBacklog)
	late["issued_from_flow"], late["[late, not from the backlog]"] = 1, 1
	return u[fromBacklog] > 0 && maps.Equal(late, other)
}

const fromBacklog = "issued_from_backlog"

// adds is what a unit adds to a column.
func (f *family) adds(unit, column int) int64 {
	for _, e := range f.units[unit] {
		if e.column == column {
			return e.by
		}
	}
	return 0
}

// place finds the places and how they hang together.
func (f *family) place() {
	byValue := map[[2]string][]*row{}
	type period struct {
		kind string
		from time.Time
	}
	all := map[period]*row{}
	for _, r := range f.rows {
		if r.inAll {
			all[period{r.kind, r.from}] = r
		}
	}
	for _, r := range f.rows {
		r.number(f.columns)
		r.all = all[period{r.kind, r.from}]
		k := [2]string{r.topic, r.value}
		byValue[k] = append(byValue[k], r)
	}
	at := func(r *row) *place {
		p := &place{row: r}
		for _, other := range byValue[[2]string{r.topic, r.value}] {
			if !other.from.After(r.from) && !other.to.Before(r.to) {
				p.in = append(p.in, other)
			}
		}
		return p
	}
	month, increment := f.shortest()
	var quarters []*place // of all cases
	for _, r := range f.rows {
		if r.inAll && r.kind == increment {
			q := at(r)
			q.values = map[string][]*place{}
			quarters = append(quarters, q)
		}
	}
	for _, r := range f.rows {
		if r.inAll && r.kind == month || !r.inAll && r.kind == increment {
			p := at(r)
			p.join(quarters)
			f.places = append(f.places, p)
		}
	}
}

// number lists a row's cells by the numbers of columns.
func (r *row) number(columns map[string]int) {
	r.numbered = make([]Cell, len(columns))
	for name, i := range columns {
		r.numbered[i] = noCell
		if cell, found := r.cells[name]; found {
			r.numbered[i] = cell
		}
	}
}

// shortest are the kinds of period of the places of all cases and of breakdowns.
// The rows of one date, and of an increment where no months are published, are as
// those of an increment that is its only month.
func (f *family) shortest() (month, increment string) {
	if f.sheet.table.Dated {
		return "", ""
	}
	if !slices.ContainsFunc(f.rows, func(r *row) bool { return r.inAll && r.kind == "month" }) {
		return "three_months", "three_months"
	}
	return "month", "three_months"
}

// join finds the increment of all cases that a place lies in.
func (p *place) join(quarters []*place) {
	for _, q := range quarters {
		if q.row.from.After(p.row.from) || q.row.to.Before(p.row.to) {
			continue
		}
		p.quarter = q
		if p.row.inAll {
			q.months = append(q.months, p)
		} else {
			q.values[p.row.topic] = append(q.values[p.row.topic], p)
		}
	}
}

// imagine is the place where worlds of a family are tried.
type imagine struct {
	s        *System
	f        *family
	informed bool
	by       []int64 // by cell
	touched  []Cell
	shifts   []Shift
}

// add puts a change into the world.
func (w *imagine) add(c change) {
	for _, r := range c.at.in {
		for _, e := range w.f.units[w.kind(c, r)] {
			if cell := r.numbered[e.column]; cell != noCell {
				if w.by[cell] == 0 {
					w.touched = append(w.touched, cell)
				}
				w.by[cell] += e.by * c.by
			}
		}
	}
}

// kind is the unit as a row counts it. What is from the backlog in a month may not
// be in a longer period, and is not where that has none of all cases.
func (w *imagine) kind(c change, r *row) int {
	flow := w.f.inFlow[c.unit]
	if flow < 0 || r == c.at.row || r.all == nil {
		return c.unit
	}
	if cell, found := r.all.cells[fromBacklog]; found && w.s.value[cell] == 0 {
		return flow
	}
	return c.unit
}

// try gives the world that some changes make, good until the next one, and what
// it costs to hide what they show; false where it cannot be.
func (w *imagine) try(changes []change) (shifts []Shift, cost int64, ok bool) {
	for _, cell := range w.touched {
		w.by[cell] = 0
	}
	w.touched, w.shifts = w.touched[:0], w.shifts[:0]
	for _, c := range changes {
		w.add(c)
	}
	for _, cell := range w.touched {
		by := w.by[cell]
		if by == 0 {
			continue
		}
		value := w.s.value[cell]
		after := value + by
		switch {
		case after < w.s.least(cell), w.s.kind[cell] == Published && value == 0,
			w.informed && w.s.kind[cell] == Published && w.s.isSmall(value) && !w.s.isSmall(after):
			return nil, 0, false
		}
		w.shifts = append(w.shifts, Shift{cell, by})
		cost += w.s.cost(cell)
	}
	return w.shifts, cost, true
}

// noCell stands where a row has no such count.
const noCell Cell = -1
