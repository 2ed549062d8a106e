package protect

import (
	"slices"
	"time"
)

// timeline is the flow of one value of a breakdown, period after period.
type timeline struct {
	steps []*step           // its shortest periods, in order
	begun map[time.Time]int // steps by their first day
	ended map[time.Time]int // steps by their last day
}

// step is a period of a timeline.
type step struct {
	row *row // that of all bands
	// rows are those of the periods that it is part of, by band; all bands last.
	rows [5][]*row
	own  [5]*row // those of the step itself
}

// allBands is the place of all bands behind the four.
const allBands = 4

// The columns of flow, as rows number them.
const (
	flowOpening = iota
	flowStarted
	flowTransferred
	flowReopened
	flowUpIn
	flowUpOut
	flowPlans
	flowNotAssessed
	flowNotIssued
	flowWithdrawn
	flowMovedOut
	flowOther
	flowClosing
	flowAfter
	flowMediation
	flowUndated
	flowColumns
)

func flowNames() [flowColumns]string {
	return [flowColumns]string{
		"opening", "started", "transferred_in", "reopened", "moved_up_in", "moved_up_out", "plans_issued", "not_assessed", "not_issued", "withdrawn",
		"moved_out", "other_closed", "closing", afterMediation,
		"", // of all bands, the column of timeliness
		endedUndated,
	}
}

// timelines are those of the publication's flow, by topic and value.
func (p *Publication) timelines() map[[2]string]*timeline {
	all := map[[2]string]*timeline{}
	s := p.sheet("flow")
	if s == nil || s.isWithheld {
		return all
	}
	rows := map[[2]string][]*row{}
	names := flowNames()
	for i := range s.rows {
		r := &s.rows[i]
		if len(r.cells) == 0 {
			continue
		}
		r.numbered = make([]Cell, flowColumns)
		for c, name := range names {
			r.numbered[c] = noCell
			if cell, found := r.cells[name]; found {
				r.numbered[c] = cell
			}
		}
		rows[[2]string{r.topic, r.value}] = append(rows[[2]string{r.topic, r.value}], r)
	}
	p.leaveToRequests(s)
	p.takeMediation(s)
	for k, of := range rows {
		all[k] = newTimeline(of)
	}
	return all
}

// leaveToRequests takes from the rows of all bands the counts that are those of
// requests: a world of requests changes them itself.
func (p *Publication) leaveToRequests(s *sheet) {
	requests := map[Cell]bool{}
	if other := p.sheet("requests"); other != nil {
		for _, r := range other.rows {
			for _, cell := range r.cells {
				requests[cell] = true
			}
		}
	}
	for i := range s.rows {
		r := &s.rows[i]
		if r.part != "All" || len(r.cells) == 0 {
			continue
		}
		for _, column := range []int{flowStarted, flowNotIssued} {
			if cell := r.numbered[column]; cell != noCell && requests[cell] {
				r.numbered[column] = noCell
			}
		}
	}
}

// takeMediation gives rows of all bands the plans after mediation or tribunal that
// timeliness counts in the same period.
func (p *Publication) takeMediation(s *sheet) {
	plans := p.sheet("timeliness")
	if plans == nil {
		return
	}
	cells := map[rowKey]Cell{}
	for i := range plans.rows {
		if cell, found := plans.rows[i].cells["plans_issued_after_mediation_or_tribunal"]; found {
			cells[plans.rows[i].key()] = cell
		}
	}
	for i := range s.rows {
		r := &s.rows[i]
		if cell, found := cells[r.key()]; found && r.part == "All" && len(r.cells) > 0 {
			r.numbered[flowMediation] = cell
		}
	}
}

// newTimeline finds the shortest periods among the rows of a value, months where
// there are any, and what each is part of.
func newTimeline(rows []*row) *timeline {
	kind := "three_months"
	if slices.ContainsFunc(rows, func(r *row) bool { return r.kind == "month" }) {
		kind = "month"
	}
	t := &timeline{begun: map[time.Time]int{}, ended: map[time.Time]int{}}
	for _, r := range rows {
		if r.kind != kind || r.part != "All" {
			continue
		}
		next := &step{row: r}
		for _, other := range rows {
			if !other.from.After(r.from) && !other.to.Before(r.to) {
				band := bandOf(other)
				next.rows[band] = append(next.rows[band], other)
				if other.kind == kind {
					next.own[band] = other
				}
			}
		}
		t.steps = append(t.steps, next)
	}
	slices.SortFunc(t.steps, func(a, b *step) int { return a.row.from.Compare(b.row.from) })
	for i, next := range t.steps {
		t.begun[next.row.from], t.ended[next.row.to] = i, i
	}
	return t
}

// bandOf is the number of a row's band of flow.
func bandOf(r *row) int {
	if i := slices.Index(bands(), r.part); i >= 0 {
		return i
	}
	return allBands
}
