// Package protect applies the public profile's disclosure rules to published
// tables: every figure in it stands on counts that are shown.
package protect

import (
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

// Apply replaces what may not be shown, row by row, and gives how many cells
// it hid. A nil cell is a figure that is not available.
func (r Rule) Apply(table registry.Table, rows [][]*string) (hidden int) {
	place := map[string]int{}
	for i, column := range table.Columns {
		place[column.Name] = i
	}
	for _, row := range rows {
		for i, column := range table.Columns {
			if column.Role == registry.Count {
				row[i] = r.count(row[i])
			}
		}
		for i, column := range table.Columns {
			row[i] = r.figure(column, row[i], row, place)
		}
		for i, column := range table.Columns {
			if column.Role != registry.Key && row[i] != nil && *row[i] == Hidden {
				hidden++
			}
		}
	}
	return hidden
}

// count hides a small count; zero is shown.
func (r Rule) count(cell *string) *string {
	if cell == nil {
		return mark(NotAvailable)
	}
	if n, err := strconv.Atoi(*cell); err == nil && n > 0 && n < r.MinimumCount {
		return mark(Hidden)
	}
	return cell
}

// figure hides what stands on a hidden count or on too few cases.
func (r Rule) figure(column registry.Column, cell *string, row []*string, place map[string]int) *string {
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
	for _, name := range rests {
		if i, found := place[name]; found && row[i] != nil && *row[i] == Hidden {
			return mark(Hidden)
		}
	}
	if cell == nil {
		return mark(NotAvailable)
	}
	if column.Least > 0 {
		if n, err := strconv.Atoi(*row[place[column.Of]]); err == nil && n < column.Least {
			return mark(Hidden)
		}
	}
	return cell
}

func mark(text string) *string { return &text }
