package protect

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"ehcp/pipeline/registry"
)

// Elsewhere is what other public tables do with a count.
type Elsewhere uint8

const (
	// NotElsewhere is a count that stands in no other table, as far as is known.
	NotElsewhere Elsewhere = iota
	// ShownElsewhere is a count that another table shows.
	ShownElsewhere
	// HiddenElsewhere is a count that other tables have and none shows.
	HiddenElsewhere
)

// own is what is known of a team's table, whose counts are those of any query: what
// holds in all of its rows, and what other tables do with them.
type own struct {
	sums      []identity
	elsewhere func(row []*string, column string) Elsewhere
	veiled    map[veil]bool
}

// SumError says that a team's table is not one of cases that are counted once in
// every breakdown and period.
type SumError struct{ Column, What string }

func (e *SumError) Error() string { return e.Column + " " + e.What }

// AddOwn puts the rows of a team's table in, as Add does. Elsewhere says what other
// public tables do with a count: one that they show is shown here too, and one that
// they hide is hidden.
//
// Nothing is known of its columns but their numbers. A column that is nowhere more
// than another is taken for a part of it, so that a reader can form the difference,
// and one that is in every row the sum of others for their sum. To take a relation
// for true which only happens to hold makes the reader know more than he does.
//
// It is a *SumError where a period has no row of all cases, or where breakdowns or
// periods do not add up.
func (p *Publication) AddOwn(table registry.Table, rows [][]*string, elsewhere func(row []*string, column string) Elsewhere) error {
	if err := p.Add(table, rows); err != nil {
		return err
	}
	s := p.tables[len(p.tables)-1]
	counts, err := s.counts()
	if err != nil {
		return err
	}
	s.own = &own{sums: append(sumsOf(s.columns(), counts), partsOfOthers(s.columns(), counts)...), elsewhere: elsewhere}
	if err := s.wantsAll(); err != nil || p.rule.RoundTo > 0 {
		return err
	}
	if err := p.build(); err != nil {
		return err
	}
	for e := range len(p.system.first) - 1 {
		if terms := p.system.equation(e); p.system.sum(terms) != 0 {
			return &SumError{p.homes[terms[0].Cell].column, "does not add up, over the values of a breakdown_topic or over periods"}
		}
	}
	return nil
}

// identities are the sums that hold within each row.
func (s *sheet) identities() []identity {
	if s.own != nil {
		return s.own.sums
	}
	return identitiesOf(s.table)
}

// wantsAll wants a row of all cases for every period or day: without its total a
// reader may know it from another table.
func (s *sheet) wantsAll() error {
	type when struct {
		kind string
		from time.Time
	}
	all := map[when]bool{}
	for _, r := range s.rows {
		all[when{r.kind, r.from}] = all[when{r.kind, r.from}] || r.inAll
	}
	for _, r := range s.rows {
		if !all[when{r.kind, r.from}] {
			return &SumError{s.columns()[0], "has no row of all cases (breakdown_topic and breakdown All) for a period or day"}
		}
	}
	return nil
}

// counts are the numbers of the counted columns, row by row.
func (s *sheet) counts() (all [][]int64, err error) {
	for _, r := range s.rows {
		var row []int64
		for _, name := range s.columns() {
			n, err := strconv.ParseInt(r.at(s, name), 10, 64)
			if err != nil {
				return nil, fmt.Errorf("protect %s: %s is no count: %w", s.table.Name, name, err)
			}
			row = append(row, n)
		}
		all = append(all, row)
	}
	return all, nil
}

// sumsOf are the columns that are in every row the sum of some others, none of
// which is always 0.
func sumsOf(names []string, counts [][]int64) (sums []identity) {
	var columns []int
	for i := range names {
		if !isNothing(counts, i) {
			columns = append(columns, i)
		}
	}
	for _, whole := range columns {
		for set := uint(1); set < 1<<len(columns); set++ {
			sum, parts := identity{whole: names[whole]}, []int{}
			for k, i := range columns {
				if set&(1<<k) != 0 {
					sum.parts, parts = append(sum.parts, names[i]), append(parts, i)
				}
			}
			isSaid := len(parts) == 1 && parts[0] < whole // the other way round
			if !isSaid && !slices.Contains(parts, whole) && isSum(counts, whole, parts) {
				sums = append(sums, sum)
			}
		}
	}
	return sums
}

// isSum says whether a column is in every row the sum of others.
func isSum(counts [][]int64, whole int, parts []int) bool {
	return !slices.ContainsFunc(counts, func(row []int64) bool {
		sum := int64(0)
		for _, i := range parts {
			sum += row[i]
		}
		return row[whole] != sum
	})
}

// partsOfOthers are the columns that are nowhere more than another, with the
// difference that a reader can form.
func partsOfOthers(names []string, counts [][]int64) (sums []identity) {
	for whole := range names {
		for part := range names {
			isPart := whole != part && !isNothing(counts, part) &&
				!slices.ContainsFunc(counts, func(row []int64) bool { return row[part] > row[whole] })
			isEqual := !slices.ContainsFunc(counts, func(row []int64) bool { return row[part] != row[whole] })
			if isPart && !isEqual {
				sums = append(sums, identity{names[whole], []string{names[part], "[" + names[whole] + " less " + names[part] + "]"}})
			}
		}
	}
	return sums
}

// isNothing says whether a column is 0 in every row.
func isNothing(counts [][]int64, column int) bool {
	return !slices.ContainsFunc(counts, func(row []int64) bool { return row[column] != 0 })
}
