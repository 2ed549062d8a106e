// Package protect applies the public profile's disclosure rules to what one
// authority publishes, taken together: no small count of cases can be worked out
// from all that is shown.
package protect

import (
	"context"
	"errors"
	"maps"
	"strconv"
	"sync"

	"ehcp/pipeline/registry"
)

// The marks that stand for a figure, as DfE uses them.
const (
	Hidden       = "c" // confidential
	NotAvailable = "x" // no denominator, not collected or not covered
)

// Rule is what may be shown.
type Rule struct {
	MinimumCount  int  // the smallest non-zero count that is shown
	PublishOldest bool // whether the wait of the one oldest case is shown
	Headline      int  // the same for all cases of the authority, where it is lower; 0 is MinimumCount
	RoundTo       int  // counts are rounded to a multiple of this and none is hidden; 0 hides
}

// minimum is the smallest count that is shown of all cases, or of a breakdown.
func (r Rule) minimum(inAll bool) int {
	if inAll && r.Headline > 0 {
		return r.Headline
	}
	return r.MinimumCount
}

// Report says what protection did.
type Report struct {
	Small   int            // counts hidden for being small
	Near    int            // counts hidden for differing by little from an earlier release
	Others  int            // counts hidden so that those cannot be worked out
	Hidden  map[string]int // cells hidden, by table, what stands on the counts included
	Dropped []string       // breakdowns left out of a period, for nothing else would protect them
	Leaks   []string       // what the audit could work out, each by its place
	Cells   []HiddenCount  // every hidden count
	Told    []ToldCount    // those that are said in words to be small
	Known   []Known        // every count of the tables, shown or hidden, for the releases after this one
}

// HiddenCount is a count that the public does not see.
type HiddenCount struct {
	Place string
	Why   string // one of the three below
}

// Why a count is hidden.
const (
	WhySmall  = "small"
	WhyNear   = "differs by little from what was published before"
	WhyOthers = "a small one could be worked out from it"
)

// mostRounds is how many times what cannot be protected is dropped or hidden
// altogether before what is left counts as a leak.
const mostRounds = 30

// Protect hides what may not be shown, audits the result and writes the marks
// into the rows. Of a breakdown that cannot be protected in a period all rows are
// dropped before more of all cases is hidden. It ends early with the context.
// Where the rule rounds counts, they are rounded and nothing else is done.
func (p *Publication) Protect(ctx context.Context) (Report, error) {
	parts := p.parts()
	reports, errs := make([]Report, len(parts)), make([]error, len(parts))
	var all sync.WaitGroup
	for i, part := range parts {
		all.Go(func() { reports[i], errs[i] = part.protect(ctx) })
	}
	all.Wait()
	report := Report{Hidden: map[string]int{}}
	for _, of := range reports {
		report.add(of)
	}
	return report, errors.Join(errs...)
}

// parts are the tables that no equation joins to others: each is a system of its
// own.
func (p *Publication) parts() []*Publication {
	due, others := NewPublication(p.rule, p.asAt), NewPublication(p.rule, p.asAt)
	due.earlier, others.earlier = p.earlier, p.earlier
	for _, s := range p.tables {
		if s.isTied() {
			others.tables = append(others.tables, s)
		} else {
			due.tables = append(due.tables, s)
		}
	}
	return []*Publication{due, others}
}

// add puts the report of another part behind this one.
func (report *Report) add(of Report) {
	report.Small += of.Small
	report.Near += of.Near
	report.Others += of.Others
	maps.Copy(report.Hidden, of.Hidden)
	report.Dropped = append(report.Dropped, of.Dropped...)
	report.Leaks = append(report.Leaks, of.Leaks...)
	report.Cells = append(report.Cells, of.Cells...)
	report.Told = append(report.Told, of.Told...)
	report.Known = append(report.Known, of.Known...)
}

// protect protects tables that hang together.
func (p *Publication) protect(ctx context.Context) (Report, error) {
	report := Report{Hidden: map[string]int{}}
	if p.rule.RoundTo > 0 {
		err := p.round(&report)
		return report, err
	}
	if p.rule.MinimumCount > 1 {
		p.dropUneven(&report)
		p.dropThin(&report)
	}
	var leaks []Leak
	for range mostRounds {
		if err := p.build(); err != nil {
			return report, err
		}
		p.system.Suppress(p.recall(p.seek(ctx)))
		p.remember()
		if ctx.Err() != nil {
			return report, ctx.Err()
		}
		leaks = p.system.Audit()
		if len(leaks) == 0 || !p.giveWay(leaks, &report) {
			break
		}
	}
	for _, leak := range leaks {
		report.Leaks = append(report.Leaks, p.homes[leak.Cell].String())
	}
	report.Told = p.tell()
	for _, s := range p.tables {
		report.Hidden[s.table.Name] = p.write(s, &report)
	}
	return report, nil
}

// Rows are the rows of a table that are left, with the marks in them.
func (p *Publication) Rows(table string) [][]*string {
	var rows [][]*string
	if s := p.sheet(table); s != nil {
		for i := range s.rows {
			if r := &s.rows[i]; r.isPublished() {
				rows = append(rows, r.text[:len(s.table.Columns)])
			}
		}
	}
	return rows
}

// write puts the marks into the rows of a table and gives how many cells are
// hidden.
func (p *Publication) write(s *sheet, report *Report) (hidden int) {
	if s.own != nil {
		s.own.veil(s, p.system)
	}
	for k := range s.rows {
		r := &s.rows[k]
		if !r.isPublished() {
			continue
		}
		p.writeCounts(s, r, report)
		for i, column := range s.table.Columns {
			r.text[i] = p.figure(column, r.text[i], r, s.place)
			if column.Role != registry.Key && r.text[i] != nil && *r.text[i] == Hidden {
				hidden++
			}
		}
	}
	return hidden
}

// writeCounts puts the marks of counts into a row.
func (p *Publication) writeCounts(s *sheet, r *row, report *Report) {
	for i, column := range s.table.Columns {
		if column.Role != registry.Count {
			continue
		}
		cell, found := r.cells[column.Name]
		if r.text[i] == nil {
			r.text[i] = mark(NotAvailable)
			continue
		}
		n, err := strconv.ParseInt(*r.text[i], 10, 64)
		if err != nil {
			continue
		}
		isHidden := found && p.system.Hidden(cell) || s.isWithheld && !p.standsElsewhere(s, r, column.Name) ||
			s.own.isVeiled(r, column.Name, *r.text[i])
		if found {
			report.Known = append(report.Known, Known{s.table.Name, r.kind, r.topic, r.value, r.part, column.Name, r.from, n, !isHidden})
		}
		if isHidden {
			report.hide(p, home{s, r, column.Name}, n)
			r.text[i] = mark(Hidden)
		}
	}
}

// hide counts one more hidden count, and notes why it is.
func (report *Report) hide(p *Publication, at home, value int64) {
	why := WhyOthers
	cell, found := at.row.cells[at.column]
	switch {
	case value > 0 && value < int64(p.rule.minimum(at.row.inAll)):
		why = WhySmall
	case found && value > 0 && p.system.isNear(cell, value):
		why = WhyNear
	}
	switch why {
	case WhySmall:
		report.Small++
	case WhyNear:
		report.Near++
	default:
		report.Others++
	}
	report.Cells = append(report.Cells, HiddenCount{at.String(), why})
}

// standsElsewhere says whether a count of a table that is withheld is shown in
// another.
func (p *Publication) standsElsewhere(s *sheet, r *row, column string) bool {
	known, isTied := p.tieOf(s, r, column)
	cell, found := p.ties[known]
	return isTied && found && p.system.kind[cell] == Published && !p.system.Hidden(cell)
}

// figure hides what stands on a hidden count or on too few cases.
func (p *Publication) figure(column registry.Column, cell *string, of *row, place map[string]int) *string {
	rests := []string{column.Of, column.OfMinus, column.Per, column.PerPlus}
	switch column.Role {
	case registry.Percent, registry.Bound, registry.Statistic, registry.Estimate:
	case registry.Single:
		if cell != nil && !p.rule.PublishOldest {
			return mark(Hidden)
		}
	case registry.Figure:
		if column.Of == "" {
			return cell
		}
	default:
		return cell
	}
	if column.PerIsWider {
		rests = append(rests, dueExcl)
	}
	for _, name := range rests {
		if i, found := place[name]; found && of.text[i] != nil && *of.text[i] == Hidden {
			return mark(Hidden)
		}
		if cell, found := of.cells[name]; found && p.system.Hidden(cell) {
			return mark(Hidden)
		}
	}
	if cell == nil {
		return mark(NotAvailable)
	}
	if column.Least > 0 {
		if n, err := strconv.Atoi(*of.text[place[column.Of]]); err == nil && n < column.Least {
			return mark(Hidden)
		}
	}
	return cell
}

func mark(text string) *string { return &text }
