package protect

import (
	"slices"
	"time"
)

// bands are the weeks-open bands, the youngest first, as flow names its rows.
func bands() []string {
	return []string{"weeks_0_to_20", "weeks_over_20_to_30", "weeks_over_30_to_52", "weeks_over_52"}
}

// joinFlow says how the rows of flow of one period hang together: what is open at
// its start and comes in, less what goes out, is open at its end; the bands make
// all; what moves up out of one band moves into the next.
func (p *Publication) joinFlow() {
	s := p.sheet("flow")
	if s == nil {
		return
	}
	type key struct {
		topic, value, kind string
		from               time.Time
	}
	periods := map[key]map[string]*row{}
	var order []key
	for i := range s.rows {
		r := &s.rows[i]
		if len(r.cells) == 0 {
			continue
		}
		k := key{r.topic, r.value, r.kind, r.from}
		if periods[k] == nil {
			periods[k] = map[string]*row{}
			order = append(order, k)
		}
		periods[k][r.part] = r
		p.balance(r)
	}
	for _, k := range order {
		p.joinBands(s, periods[k])
	}
}

func (p *Publication) sheet(name string) *sheet {
	for _, s := range p.tables {
		if s.table.Name == name {
			return s
		}
	}
	return nil
}

// balance says that opening and what comes in, less what goes out, is closing.
func (p *Publication) balance(r *row) {
	var terms []Term
	for sign, names := range map[int8][]string{
		1: {"opening", "started", "transferred_in", "reopened", "moved_up_in"},
		-1: {
			"moved_up_out", "plans_issued", "not_assessed", "not_issued", "withdrawn", "moved_out", "other_closed", "closing",
		},
	} {
		for _, name := range names {
			cell, found := r.cells[name]
			if !found {
				return
			}
			terms = append(terms, Term{cell, sign})
		}
	}
	slices.SortFunc(terms, func(a, b Term) int { return int(a.Cell - b.Cell) })
	p.system.Relate(terms...)
}

// joinBands says that the bands make all, and that what moves up out of one moves
// into the next.
func (p *Publication) joinBands(s *sheet, period map[string]*row) {
	var parts []*row
	for _, band := range bands() {
		r := period[band]
		if r == nil {
			return
		}
		parts = append(parts, r)
	}
	for _, column := range s.columns() {
		if column != "moved_up_in" && column != "moved_up_out" && period["All"] != nil {
			p.addUp(column, period["All"], parts)
		}
	}
	for i, r := range parts[1:] {
		up, found := parts[i].cells["moved_up_out"]
		into, alsoFound := r.cells["moved_up_in"]
		if found && alsoFound {
			p.system.Relate(Term{up, 1}, Term{into, -1})
		}
	}
}
