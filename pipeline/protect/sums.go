package protect

import (
	"slices"
	"time"

	"ehcp/pipeline/registry"
)

// columns are those counts of a table that add up over topics and periods.
func (s *sheet) columns() []string {
	var names []string
	for _, c := range s.table.Columns {
		if c.Role == registry.Count {
			names = append(names, c.Name)
		}
	}
	if s.table.Name == "falling_due" {
		names = append(names, dueExcl)
	}
	return names
}

// addUpTopics says that the values of every breakdown add up to all cases.
func (p *Publication) addUpTopics(s *sheet) {
	type key struct {
		kind, part string
		from       time.Time
	}
	all, topics := map[key]*row{}, map[key]map[string][]*row{}
	var order []key
	for i := range s.rows {
		r := &s.rows[i]
		k := key{r.kind, r.part, r.from}
		if r.inAll {
			all[k] = r
			order = append(order, k)
			continue
		}
		if topics[k] == nil {
			topics[k] = map[string][]*row{}
		}
		topics[k][r.topic] = append(topics[k][r.topic], r)
	}
	for _, k := range order {
		var names []string
		for topic := range topics[k] {
			names = append(names, topic)
		}
		slices.Sort(names)
		for _, topic := range names {
			for _, column := range s.columns() {
				p.addUp(column, all[k], topics[k][topic])
			}
		}
	}
}

// addUp says that a column's counts in some rows make that in another; nothing
// where one is missing.
func (p *Publication) addUp(column string, whole *row, parts []*row) {
	total, found := whole.cells[column]
	if !found {
		return
	}
	terms := []Term{{total, -1}}
	for _, part := range parts {
		cell, found := part.cells[column]
		if !found {
			return
		}
		terms = append(terms, Term{cell, 1})
	}
	p.system.Relate(terms...)
}

// addUpPeriods says that months make increments and rolling years, and increments
// make years where they begin with one, else months do.
func (p *Publication) addUpPeriods(s *sheet) {
	if s.table.Dated {
		return
	}
	type key struct{ topic, value, part string }
	groups := map[key]map[string][]*row{}
	var order []key
	for i := range s.rows {
		r := &s.rows[i]
		k := key{r.topic, r.value, r.part}
		if groups[k] == nil {
			groups[k] = map[string][]*row{}
			order = append(order, k)
		}
		groups[k][r.kind] = append(groups[k][r.kind], r)
	}
	for _, k := range order {
		for _, kind := range []string{"three_months", "calendar_year", "financial_year", "academic_year", "rolling_12_months"} {
			for _, whole := range groups[k][kind] {
				if parts := partsOf(groups[k], whole); parts != nil {
					p.addUpFlows(s, whole, parts)
				}
			}
		}
	}
}

// partsOf are the periods that make a longer one: increments where they do, else
// months.
func partsOf(group map[string][]*row, whole *row) []*row {
	if whole.kind != "three_months" && whole.kind != "rolling_12_months" {
		if parts := tiles(group["three_months"], whole); parts != nil {
			return parts
		}
	}
	return tiles(group["month"], whole)
}

func (p *Publication) addUpFlows(s *sheet, whole *row, parts []*row) {
	for _, column := range s.columns() {
		// Some depend on the period's first or last day.
		isOfDay := slices.Contains([]string{"opening", "closing", "issued_from_backlog", "issued_from_flow"}, column)
		if s.own != nil || !isOfDay {
			p.addUp(column, whole, parts)
		}
	}
}

// tiles are the periods that together make another, in order; nil where they do
// not.
func tiles(periods []*row, whole *row) []*row {
	next := whole.from
	var parts []*row
	for _, r := range periods {
		if r.from.Before(whole.from) || r.to.After(whole.to) {
			continue
		}
		if !r.from.Equal(next) {
			return nil
		}
		parts, next = append(parts, r), r.to.AddDate(0, 0, 1)
	}
	if parts == nil || !next.Equal(whole.to.AddDate(0, 0, 1)) {
		return nil
	}
	return parts
}
