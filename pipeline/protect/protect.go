// Package protect applies the public profile's disclosure rules to what one
// authority publishes, taken together: no small count of cases can be worked out
// from all that is shown.
package protect

import (
	"context"
	"strconv"

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
}

// Report says what protection did.
type Report struct {
	Small   int            // counts hidden for being small
	Others  int            // counts hidden so that those cannot be worked out
	Hidden  map[string]int // cells hidden, by table, what stands on the counts included
	Dropped []string       // breakdowns left out of a period, for nothing else would protect them
	Leaks   []string       // what the audit could work out, each by its place
	Cells   []HiddenCount  // every hidden count
}

// HiddenCount is a count that the public does not see. Small tells one that is
// hidden for its own sake.
type HiddenCount struct {
	Place string
	Small bool
}

// mostRounds is how many times what cannot be protected is dropped or hidden
// altogether before what is left counts as a leak.
const mostRounds = 30

// Protect hides what may not be shown, audits the result and writes the marks
// into the rows. Of a breakdown that cannot be protected in a period all rows are
// dropped before more of all cases is hidden. It ends early with the context.
func (p *Publication) Protect(ctx context.Context) (Report, error) {
	report := Report{Hidden: map[string]int{}}
	if p.rule.MinimumCount > 1 {
		p.dropUneven(&report)
		p.dropThin(&report)
	}
	var leaks []Leak
	for range mostRounds {
		if err := p.build(); err != nil {
			return report, err
		}
		p.system.Suppress(p.seek(ctx))
		if ctx.Err() != nil {
			return report, ctx.Err()
		}
		if leaks = p.system.Audit(); len(leaks) == 0 || !p.giveWay(leaks, &report) {
			break
		}
	}
	for _, leak := range leaks {
		report.Leaks = append(report.Leaks, p.homes[leak.Cell].String())
	}
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
			if r := &s.rows[i]; !r.isDropped {
				rows = append(rows, r.text[:len(s.table.Columns)])
			}
		}
	}
	return rows
}

// write puts the marks into the rows of a table and gives how many cells are
// hidden.
func (p *Publication) write(s *sheet, report *Report) (hidden int) {
	for k := range s.rows {
		r := &s.rows[k]
		if r.isDropped {
			continue
		}
		p.writeCounts(s, r, report)
		for i, column := range s.table.Columns {
			r.text[i] = p.rule.figure(column, r.text[i], r, s.place, p.system)
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
		switch {
		case r.text[i] == nil:
			r.text[i] = mark(NotAvailable)
		case found && p.system.Hidden(cell):
			isSmall := p.system.isSmall(p.system.value[cell])
			if isSmall {
				report.Small++
			} else {
				report.Others++
			}
			report.Cells = append(report.Cells, HiddenCount{p.homes[cell].String(), isSmall})
			r.text[i] = mark(Hidden)
		}
	}
}

// figure hides what stands on a hidden count or on too few cases.
func (r Rule) figure(column registry.Column, cell *string, of *row, place map[string]int, s *System) *string {
	rests := []string{column.Of, column.OfMinus, column.Per, column.PerMinus}
	switch column.Role {
	case registry.Percent, registry.Bound, registry.Statistic, registry.Estimate:
	case registry.Single:
		if cell != nil && !r.PublishOldest {
			return mark(Hidden)
		}
	default:
		return cell
	}
	if column.PerIsWider {
		rests = append(rests, dueExcl)
	}
	for _, name := range rests {
		if cell, found := of.cells[name]; found && s.Hidden(cell) {
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
