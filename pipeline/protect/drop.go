package protect

import (
	"slices"
	"strconv"
	"time"

	"ehcp/pipeline/registry"
)

// dropUneven drops from breakdowns the years that do not begin and end with
// increments: with them a reader could work out the months between.
func (p *Publication) dropUneven(report *Report) {
	for _, s := range p.tables {
		if s.table.Dated {
			continue
		}
		increments := map[[3]string][]*row{}
		for i := range s.rows {
			if r := &s.rows[i]; r.kind == "three_months" {
				k := [3]string{r.topic, r.value, r.part}
				increments[k] = append(increments[k], r)
			}
		}
		for i := range s.rows {
			r := &s.rows[i]
			if r.inAll || r.kind == "three_months" || r.kind == "month" {
				continue
			}
			if inc := increments[[3]string{r.topic, r.value, r.part}]; overlaps(inc, r) && tiles(inc, r) == nil {
				r.isDropped = true
				report.dropped(s, r)
			}
		}
	}
}

// thin is a breakdown by a kind of period; small and all count what is not 0.
type thin struct{ small, all int }

// says tells whether less than half of the counts are small.
func (t thin) says() bool { return 2*t.small < t.all || t.all == 0 }

// dropThin gives up what says little, where at least half of the counts that are
// not 0 are small: a breakdown's increments or years are dropped, of the months of
// all cases all counts but 0 are hidden.
func (p *Publication) dropThin(report *Report) {
	for _, s := range p.tables {
		counts := map[[2]string]thin{}
		for i := range s.rows {
			r := &s.rows[i]
			k := [2]string{r.topic, r.kind}
			t := counts[k]
			t.add(s, r, p.rule)
			counts[k] = t
		}
		for i := range s.rows {
			r := &s.rows[i]
			k := [2]string{r.topic, r.kind}
			if r.kind == "rolling_12_months" {
				k[1] = "month" // with which they go
			}
			switch {
			case r.isDropped || counts[k].says():
			case !r.inAll:
				r.isDropped = true
				report.dropped(s, r)
			case k[1] == "month":
				r.isVeiled = true
			}
		}
	}
}

func (t *thin) add(s *sheet, r *row, rule Rule) {
	for i, column := range s.table.Columns {
		if column.Role != registry.Count || r.text[i] == nil {
			continue
		}
		if n, err := strconv.Atoi(*r.text[i]); err == nil && n > 0 {
			t.all++
			if n < rule.MinimumCount {
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
	what := s.table.Name + ", " + r.kind + " from " + r.from.Format(time.DateOnly) + ": " + r.topic
	if r.kind == "" {
		what = s.table.Name + ", " + r.from.Format(time.DateOnly) + ": " + r.topic
	}
	if !slices.Contains(report.Dropped, what) {
		report.Dropped = append(report.Dropped, what)
	}
}

// giveWay makes room where something leaks. Breakdowns are dropped from a period
// first. Where a count of all cases leaks, months and rolling years are hidden,
// then the row, and at last the table is withheld. It is false where there is
// nothing left to give.
func (p *Publication) giveWay(leaks []Leak, report *Report) (found bool) {
	for _, leak := range leaks {
		switch h := p.homes[leak.Cell]; {
		case h.row.inAll:
			h.sheet.coarsen(h.row, report)
			found = true
		default:
			found = p.drop(h.sheet, h.row, report) || found
		}
	}
	return found
}

// coarsen gives up one thing more of all cases in a table.
func (s *sheet) coarsen(r *row, report *Report) {
	if s.isWithheld {
		return
	}
	isFine := func(other *row) bool {
		return other.inAll && !other.isVeiled && (other.kind == "month" || other.kind == "rolling_12_months")
	}
	hasFine := slices.ContainsFunc(s.rows, func(other row) bool { return isFine(&other) })
	if !hasFine && !r.isVeiled {
		r.isVeiled = true
		return
	}
	for i := range s.rows {
		other := &s.rows[i]
		other.isVeiled = other.isVeiled || isFine(other)
		if !hasFine {
			other.isDropped, s.isWithheld = true, true
		}
	}
	if s.isWithheld {
		report.Dropped = append(report.Dropped, s.table.Name+": withheld")
	}
}

// drop drops a breakdown in a period: of an increment first the years that it is
// part of, which hem it in, and then itself.
// It is false where nothing is left to drop.
func (p *Publication) drop(s *sheet, r *row, report *Report) (found bool) {
	isOf := func(other *row) bool { return other.kind == r.kind && other.from.Equal(r.from) }
	if s.hasYear(r) {
		isOf = func(other *row) bool { return other.kind != r.kind && overlaps([]*row{r}, other) }
	}
	for i := range s.rows {
		if other := &s.rows[i]; other.topic == r.topic && !other.isDropped && isOf(other) {
			other.isDropped, found = true, true
			report.dropped(s, other)
		}
	}
	return found
}
