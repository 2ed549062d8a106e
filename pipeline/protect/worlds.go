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
	inFlow  []int      // by unit from the backlog, the same from the flow; -1 for others
	turns   []turn     // by unit, what one more does to the flow of open cases
	corners [][]corner // by unit
	columns map[string]int
	rows    []*row
	// places are the rows of all cases by month, and of breakdowns by increment:
	// every other row is a sum of places.
	places []*place
	// days are the places of all cases of a table of days, in order.
	days []*place
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
	// starts are the days on which those begin, the earliest first.
	starts []time.Time
	// quarter is the increment that a month of all cases lies in.
	quarter *place
	months  []*place            // of an increment of all cases
	values  map[string][]*place // of an increment of all cases, by topic
	// flow is that of the same breakdown and value; nil where there is none.
	flow *timeline
}

// change is some more cases of a kind at a place, or fewer.
type change struct {
	at *place
	some
}

// some is some more cases of a kind wherever they may be, or fewer.
type some struct {
	unit int
	by   int64
	// since is the day on which a plan from the backlog was 20 weeks late: only
	// periods that begin then or later count it as from the backlog.
	since time.Time
}

// families part a publication's tables of cases counted by period.
func (p *Publication) families(flows map[[2]string]*timeline) (all []*family) {
	for _, s := range p.tables {
		units := unitsOf(s.table)
		if units == nil {
			continue
		}
		for i := range units {
			units[i] = units[i].complete(s.table)
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
				f.square()
				byPart[r.part] = f
				all = append(all, f)
			}
			f.rows = append(f.rows, r)
		}
	}
	for _, f := range all {
		f.place()
		for _, at := range f.places {
			at.flow = flows[[2]string{at.row.topic, at.row.value}]
		}
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
		f.turns = append(f.turns, turnOf(u))
		f.inFlow = append(f.inFlow, slices.IndexFunc(units, func(other unit) bool { return isInFlow(u, other) }))
	}
	return f
}

// corner makes an exchange of two kinds of cases one of four: what one more of a
// kind, two fewer of others and one more of a fourth leave as it is, such as the
// exceptions in all where one band gains them and another loses.
type corner struct{ fewer, alsoFewer, more int }

// mostCorners is how many are kept of each kind, those that change the least.
const mostCorners = 12

// square finds the corners of every unit.
func (f *family) square() {
	f.corners = make([][]corner, len(f.units))
	for u := range f.units {
		all := f.cornersOf(u)
		slices.SortStableFunc(all, func(a, b corner) int { return f.changed(u, a) - f.changed(u, b) })
		f.corners[u] = all[:min(mostCorners, len(all))]
	}
}

// cornersOf are those of a unit that change less than one more of it alone.
func (f *family) cornersOf(u int) (all []corner) {
	for a := range f.units {
		for b := range a { // the order of the two does not matter
			for d := range f.units {
				if a == u || b == u || d == u || d == a || d == b {
					continue
				}
				c := corner{a, b, d}
				if n := f.changed(u, c); n > 0 && n < len(f.units[u]) {
					all = append(all, c)
				}
			}
		}
	}
	return all
}

// changed is how many columns change with one more of a unit and its corner.
func (f *family) changed(u int, c corner) (n int) {
	by := make([]int64, len(f.columns))
	for _, one := range []struct {
		unit int
		sign int64
	}{{u, 1}, {c.fewer, -1}, {c.alsoFewer, -1}, {c.more, 1}} {
		for _, e := range f.units[one.unit] {
			by[e.column] += one.sign * e.by
		}
	}
	for _, net := range by {
		if net != 0 {
			n++
		}
	}
	return n
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
	for _, r := range f.rows {
		r.number(f.columns)
		k := [2]string{r.topic, r.value}
		byValue[k] = append(byValue[k], r)
	}
	at := func(r *row) *place { return newPlace(r, byValue[[2]string{r.topic, r.value}]) }
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
		if r.inAll && r.kind != month || !r.inAll && r.kind != increment {
			continue
		}
		p := at(r)
		p.join(quarters)
		f.places = append(f.places, p)
		if r.inAll && r.kind == "" {
			f.days = append(f.days, p)
		}
	}
	slices.SortFunc(f.days, func(a, b *place) int { return a.row.from.Compare(b.row.from) })
}

// newPlace finds the rows of the same breakdown and value that a row is part of.
func newPlace(r *row, rows []*row) *place {
	p := &place{row: r}
	for _, other := range rows {
		if !other.from.After(r.from) && !other.to.Before(r.to) {
			p.in = append(p.in, other)
			p.starts = append(p.starts, other.from)
		}
	}
	slices.SortFunc(p.starts, time.Time.Compare)
	p.starts = slices.CompactFunc(p.starts, time.Time.Equal)
	return p
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
// those of an increment that is its only month; so is a year of a table that has
// years alone.
func (f *family) shortest() (month, increment string) {
	if f.sheet.table.Dated {
		return "", ""
	}
	has := func(kind string) bool {
		return slices.ContainsFunc(f.rows, func(r *row) bool { return r.inAll && r.kind == kind })
	}
	switch {
	case has("month"):
		return "month", "three_months"
	case has("calendar_year") && !has("three_months"):
		return "calendar_year", "calendar_year"
	}
	return "three_months", "three_months"
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

// kind is the unit as a row counts it.
func (f *family) kind(c some, r *row) int {
	if flow := f.inFlow[c.unit]; flow >= 0 && r.from.Before(c.since) {
		return flow
	}
	return c.unit
}

// noCell stands where a row has no such count.
const noCell Cell = -1
