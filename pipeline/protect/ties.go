package protect

import (
	"slices"
	"time"
)

// tie names a count that stands in more than one place: cases open at the end of
// a day are in backlog and in every period of flow that ends or begins there;
// requests received are started in flow, and refusals after an assessment are not
// issued there.
type tie struct {
	what, topic, value, kind string
	day                      time.Time
}

// tieOf is the tie of a column of a row; false for a count that stands there alone.
func tieOf(table string, r *row, column string) (tie, bool) {
	stock := func(band string, day time.Time) (tie, bool) {
		return tie{what: "open, " + band, topic: r.topic, value: r.value, day: day}, true
	}
	entry := func(what string) (tie, bool) {
		return tie{what, r.topic, r.value, r.kind, r.from}, r.part == "" || r.part == "All"
	}
	switch table + "." + column {
	case "backlog.open":
		return stock("All", r.to)
	case "backlog.weeks_0_to_20", "backlog.weeks_over_20_to_30", "backlog.weeks_over_30_to_52", "backlog.weeks_over_52":
		return stock(column, r.to)
	case "flow.opening":
		return stock(r.part, r.from.AddDate(0, 0, -1))
	case "flow.closing":
		return stock(r.part, r.to)
	case "flow.started", "requests.received":
		return entry("received")
	case "flow.not_issued", "requests.refused_after_assessment":
		return entry("refused")
	}
	return tie{}, false
}

// tieOf is the tie of a column of a row in this publication.
func (p *Publication) tieOf(s *sheet, r *row, column string) (tie, bool) {
	known, isTied := tieOf(s.table.Name, r, column)
	return known, isTied && (known.what != "received" || !p.isStartedApart)
}

// tied gives the cell that a count shares with one that is there already, which is
// then as visible and as dear as the more so of both.
func (p *Publication) tied(known tie, value int64, kind Kind, weight int) (Cell, bool) {
	cell, found := p.ties[known]
	if !found || p.system.value[cell] != value {
		return 0, false
	}
	p.system.weight[cell] = max(p.system.weight[cell], weight)
	if kind == Published && p.system.kind[cell] == Difference {
		p.system.kind[cell], p.system.hidden[cell] = Published, p.system.isSmallAt(cell, value)
	}
	return cell, true
}

// joinStarted says that the requests received are those started in flow and those
// that ended on an unknown day, which flow leaves out.
func (p *Publication) joinStarted() {
	flow, requests := p.sheet("flow"), p.sheet("requests")
	if !p.isStartedApart || flow == nil || requests == nil {
		return
	}
	rows := requests.byKey()
	for i := range flow.rows {
		r := &flow.rows[i]
		other := rows[r.key()]
		if other == nil || r.part != "All" {
			continue
		}
		started, found := r.cells["started"]
		received, known := other.cells["received"]
		if rest := p.system.value[received] - p.system.value[started]; found && known && rest >= 0 {
			cell := p.add(flow, r, endedUndated, rest, Difference)
			r.cells[endedUndated] = cell
			p.system.Relate(Term{received, -1}, Term{started, 1}, Term{cell, 1})
		}
	}
}

// endedUndated are the requests received that are not in flow.
const endedUndated = "[received, ended on an unknown day]"

// startsApart says whether flow leaves out any request received.
func (p *Publication) startsApart() bool {
	flow, requests := p.sheet("flow"), p.sheet("requests")
	if flow == nil || requests == nil {
		return false
	}
	rows := requests.byKey()
	return slices.ContainsFunc(flow.rows, func(r row) bool {
		other := rows[r.key()]
		return other != nil && r.part == "All" && r.at(flow, "started") != other.at(requests, "received")
	})
}

// at is the text of a column; empty where it is not available.
func (r *row) at(s *sheet, column string) string {
	if text := r.text[s.place[column]]; text != nil {
		return *text
	}
	return ""
}

// byKey finds the rows of a table with one row a period and breakdown.
func (s *sheet) byKey() map[rowKey]*row {
	rows := map[rowKey]*row{}
	for i := range s.rows {
		rows[s.rows[i].key()] = &s.rows[i]
	}
	return rows
}

// joinPlans says that the plans of flow are those of timeliness, by the time they
// took, and those after mediation or tribunal.
func (p *Publication) joinPlans() {
	flow, plans := p.sheet("flow"), p.sheet("timeliness")
	if flow == nil || plans == nil {
		return
	}
	rows := plans.byKey()
	after := map[rowKey][]Term{}
	var order []rowKey
	for i := range flow.rows {
		r := &flow.rows[i]
		k := r.key()
		if rows[k] != nil && len(r.cells) > 0 {
			if after[k] == nil {
				order = append(order, k)
			}
			after[k] = append(after[k], p.joinBand(flow, r, rows[k])...)
		}
	}
	for _, k := range slices.Compact(order) {
		terms := after[k]
		all, found := rows[k].cells["plans_issued_after_mediation_or_tribunal"]
		if found && len(terms) == len(bands()) && p.system.sum(terms) == p.system.value[all] {
			p.system.Relate(append(terms, Term{all, -1})...)
		}
	}
}

// rowKey says of what and when a row is.
type rowKey struct {
	topic, value, kind string
	from               time.Time
}

func (r *row) key() rowKey { return rowKey{r.topic, r.value, r.kind, r.from} }

// joinBand relates the plans of one band of flow with those of timeliness, and
// gives the difference: those after mediation or tribunal.
func (p *Publication) joinBand(s *sheet, r, plans *row) []Term {
	all, found := r.cells["plans_issued"]
	timely, known := plans.cells[planBands()[r.part]]
	if !found || !known || p.system.value[all] < p.system.value[timely] {
		return nil
	}
	cell := p.add(s, r, afterMediation, p.system.value[all]-p.system.value[timely], Difference)
	r.cells[afterMediation] = cell
	p.system.Relate(Term{all, -1}, Term{timely, 1}, Term{cell, 1})
	return []Term{{cell, 1}}
}

// afterMediation are the plans of a band of flow that are not in timeliness.
const afterMediation = "[plans after mediation or tribunal]"

// planBands are the columns of timeliness, differences among them, by the band of
// flow that they are in.
func planBands() map[string]string {
	return map[string]string{
		"weeks_0_to_20": "within_20_weeks", "weeks_over_20_to_30": "[over 20 to 30 weeks]",
		"weeks_over_30_to_52": "[over 30 to 52 weeks]", "weeks_over_52": "over_52_weeks",
	}
}

func (s *System) sum(terms []Term) (total int64) {
	for _, t := range terms {
		total += int64(t.Sign) * s.value[t.Cell]
	}
	return total
}
