package protect

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"ehcp/pipeline/registry"
)

// dropUneven drops from breakdowns the years that do not begin and end with
// increments: with them a reader could work out the months between. Of a team's
// table they go for all cases too where its months do not make them.
func (p *Publication) dropUneven(report *Report) {
	for _, s := range p.tables {
		if s.table.Dated {
			continue
		}
		increments, months := map[[3]string][]*row{}, map[[3]string][]*row{}
		for i := range s.rows {
			r := &s.rows[i]
			switch k := [3]string{r.topic, r.value, r.part}; r.kind {
			case "three_months":
				increments[k] = append(increments[k], r)
			case "month":
				months[k] = append(months[k], r)
			}
		}
		for i := range s.rows {
			r := &s.rows[i]
			k := [3]string{r.topic, r.value, r.part}
			if r.inAll && (s.own == nil || tiles(months[k], r) != nil) || r.kind == "three_months" || r.kind == "month" {
				continue
			}
			if inc := increments[k]; overlaps(inc, r) && tiles(inc, r) == nil {
				r.isDropped = true
				report.dropped(s, r)
			}
		}
	}
}

// thin is a breakdown by a kind of period; small and all count what is not 0.
type thin struct{ small, all int }

// says tells whether less than three quarters of the counts are small.
func (t thin) says() bool { return 4*t.small < 3*t.all || t.all == 0 }

// saysMuch tells whether less than a third of the counts are small: in flow each
// hangs on many others.
func (t thin) saysMuch() bool { return 3*t.small < t.all || t.all == 0 }

// dropThin gives up what says little, where at least three quarters of the counts
// that are not 0 are small: a breakdown's increments or years are dropped, of the months of
// all cases all counts but 0 may be hidden, and flow is withheld by its bands.
func (p *Publication) dropThin(report *Report) {
	for _, s := range p.tables {
		counts := map[block]thin{}
		for i := range s.rows {
			r := &s.rows[i]
			t := counts[r.block()]
			t.add(s, r, p.rule)
			counts[r.block()] = t
		}
		if s.table.Name == "flow" && !counts[block{"All", "three_months", true}].saysMuch() {
			s.withhold(report)
			continue
		}
		for i := range s.rows {
			r := &s.rows[i]
			k := r.block()
			if r.kind == "rolling_12_months" {
				k.kind = "month" // with which they go
			}
			switch {
			case r.isDropped || counts[k].says():
			case !r.inAll:
				r.isDropped = true
				report.dropped(s, r)
			case k.kind == "month":
				r.isVeiled = true
			}
		}
	}
}

// block is what is given up together.
type block struct {
	topic, kind string
	isBand      bool // bands of flow go before all bands do
}

func (r *row) block() block { return block{r.topic, r.kind, bandOf(r) != allBands} }

func (t *thin) add(s *sheet, r *row, rule Rule) {
	for i, column := range s.table.Columns {
		if column.Role != registry.Count || r.text[i] == nil || s.table.Name == "flow" && (column.Name == "opening" || column.Name == "closing") {
			continue // those are of backlog
		}
		if n, err := strconv.Atoi(*r.text[i]); err == nil && n > 0 {
			t.all++
			if n < rule.minimum(r.inAll) {
				t.small++
			}
		}
	}
}

func overlaps(periods []*row, whole *row) bool {
	return slices.ContainsFunc(periods, func(r *row) bool { return !r.from.After(whole.to) && !r.to.Before(whole.from) })
}

// dropped notes a block once.
func (report *Report) dropped(s *sheet, r *row) {
	what := s.table.Name + ", " + strings.TrimSpace(r.kind+" from "+r.from.Format(time.DateOnly)+" "+r.part) + ": " + r.topic
	if r.kind == "" {
		what = s.table.Name + ", " + r.from.Format(time.DateOnly) + ": " + r.topic
	}
	if !slices.Contains(report.Dropped, what) {
		report.Dropped = append(report.Dropped, what)
	}
}

// giveWay makes room where something leaks. Breakdowns are dropped from a period
// first. Where a count of all cases leaks, months and rolling years of its table
// may be hidden altogether, then its increments and years, and at last the table is
// withheld; flow, which hangs on the others, gives way before they do. It is
// false where there is nothing left to give.
func (p *Publication) giveWay(leaks []Leak, report *Report) (found bool) {
	flow := p.sheet("flow")
	leaking := map[*sheet]bool{}
	for _, leak := range leaks {
		switch h := p.homes[leak.Cell]; {
		case h.row.inAll:
			leaking[h.sheet] = true
		default:
			found = p.drop(h.sheet, h.row, report) || found
		}
	}
	if found || len(leaking) == 0 {
		return found // what hems all cases in may be gone
	}
	if flow != nil && !flow.isWithheld && slices.ContainsFunc(p.tables, func(s *sheet) bool { return leaking[s] && s.isTied() }) {
		if p.widened == mostWidened || !p.withholdRows(leaks, report) {
			flow.withhold(report)
		}
		return true
	}
	for _, s := range p.tables {
		if leaking[s] && !s.veil() {
			s.withhold(report)
		}
	}
	return true
}

// isTied says whether flow counts what the table does: all tables do but those of
// the cases that fell due.
func (s *sheet) isTied() bool { return s.table.Name != "falling_due" }

// withhold gives the whole table up; of a team's not even the rows of all cases stay.
func (s *sheet) withhold(report *Report) {
	s.isWithheld = true
	for i := range s.rows {
		s.rows[i].isDropped = s.rows[i].isDropped || !s.rows[i].inAll || s.own != nil
	}
	report.Dropped = append(report.Dropped, s.table.Name+": withheld")
}

// veil lets the counts of months and rolling years be hidden for nothing, then
// those of increments and years; it is false where they all may be.
func (s *sheet) veil() (found bool) {
	for _, isNext := range []func(r *row) bool{
		func(r *row) bool { return r.kind == "month" || r.kind == "rolling_12_months" },
		func(*row) bool { return true },
	} {
		for i := range s.rows {
			if r := &s.rows[i]; r.inAll && !r.isVeiled && isNext(r) {
				r.isVeiled, found = true, true
			}
		}
		if found {
			break
		}
	}
	return found
}

// mostWidened is how often rows of flow are withheld before all are.
const mostWidened = 4

// withholdRows withholds rows of bands of flow: at first those in which something
// leaks, and those beside the day or of the period in which another table leaks;
// then a month more before and after every time. It is false where they all are.
func (p *Publication) withholdRows(leaks []Leak, report *Report) (found bool) {
	flow := p.sheet("flow")
	for _, leak := range leaks {
		h := p.homes[leak.Cell]
		from, to := h.row.from.AddDate(0, -p.widened, 0), h.row.to.AddDate(0, p.widened, 1)
		for i := range flow.rows {
			r := &flow.rows[i]
			if r.isWithheld || bandOf(r) == allBands || r.topic != h.row.topic || r.value != h.row.value {
				continue
			}
			isNear := !r.from.After(to) && !r.to.Before(from)
			if p.widened == 0 {
				isNear = h.sheet == flow && r == h.row || h.sheet != flow && (h.row.kind == "" && isNear || r.kind == h.row.kind && r.from.Equal(h.row.from))
			}
			if isNear {
				r.isWithheld, found = true, true
				report.dropped(flow, r)
			}
		}
	}
	p.widened++
	return found
}

// drop drops a breakdown in a period: of an increment first the years that it is
// part of, which hem it in, and then itself.
// It is false where nothing is left to drop.
func (p *Publication) drop(s *sheet, r *row, report *Report) (found bool) {
	isOf := func(other *row) bool { return other.kind == r.kind && other.from.Equal(r.from) }
	switch {
	case s.table.Name == "flow": // one period hangs on the next
		isOf = func(*row) bool { return true }
	case s.hasYear(r):
		isOf = func(other *row) bool { return other.kind != r.kind && overlaps([]*row{r}, other) }
	}
	for i := range s.rows {
		if other := &s.rows[i]; other.topic == r.topic && !other.isDropped && isOf(other) && (bandOf(r) == allBands) == (bandOf(other) == allBands) {
			other.isDropped, found = true, true
			report.dropped(s, other)
		}
	}
	return found
}
