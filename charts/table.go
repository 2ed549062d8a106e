package charts

import (
	"fmt"
	"slices"
	"strings"
)

// source reads the rows of a published table by column name.
type source struct {
	table Table
	rows  []row
	index map[string]int
}

// row is one row of a source, with its line in the table for messages.
type row struct {
	line  int
	texts []string
}

// newSource checks that the table has every column and is one authority's, and keeps the rows that match.
// A match is a column's name and the value it must have; what says in plain words what a table without one lacks.
func newSource(table Table, columns []string, matches map[string]string, what string) (*source, error) {
	src, err := sourceOf(table, columns)
	if err != nil {
		return nil, err
	}
	src = src.only(matches)
	if len(src.rows) == 0 {
		return nil, fmt.Errorf("the table has no %s", what)
	}
	return src, src.oneAuthority()
}

// sourceOf checks that the table has every column, and reads all rows.
func sourceOf(table Table, columns []string) (*source, error) {
	src := &source{table: table, index: map[string]int{}}
	for i, name := range table.Columns {
		if _, repeated := src.index[name]; !repeated {
			src.index[name] = i
		}
	}
	var missing []string
	for _, name := range columns {
		if _, found := src.index[name]; !found {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("the table has no column %s", strings.Join(missing, ", "))
	}
	for i, texts := range table.Rows {
		if len(texts) != len(table.Columns) {
			return nil, fmt.Errorf("row %d has %d cells and not %d", i+1, len(texts), len(table.Columns))
		}
		src.rows = append(src.rows, row{line: i + 1, texts: texts})
	}
	return src, nil
}

// only gives the rows that match.
func (s *source) only(matches map[string]string) *source {
	rows := slices.DeleteFunc(slices.Clone(s.rows), func(r row) bool { return !s.matches(r, matches) })
	return &source{table: s.table, rows: rows, index: s.index}
}

// matches says whether a row has every wanted value.
func (s *source) matches(r row, wanted map[string]string) bool {
	for name, value := range wanted {
		if s.text(r, name) != value {
			return false
		}
	}
	return true
}

// oneAuthority fails when the rows are of several authorities, whose points would be joined up.
func (s *source) oneAuthority() error {
	if _, found := s.index["authority_code"]; !found {
		return nil
	}
	first := s.text(s.rows[0], "authority_code")
	for _, r := range s.rows {
		if code := s.text(r, "authority_code"); code != first {
			return fmt.Errorf("the table has two authorities, %s and %s; give the rows of one", first, code)
		}
	}
	return nil
}

// text gives a row's text in a column, or "" when the table has no such column.
func (s *source) text(r row, column string) string {
	i, found := s.index[column]
	if !found {
		return ""
	}
	return r.texts[i]
}

// cell reads a row's value in a column.
func (s *source) cell(r row, column string) (cell, error) {
	c, err := parseCell(s.text(r, column))
	if err != nil {
		return cell{}, fmt.Errorf("row %d, column %s: %w", r.line, column, err)
	}
	return c, nil
}

// column reads a whole column over some rows.
func (s *source) column(rows []row, name string) ([]cell, error) {
	cells := make([]cell, len(rows))
	for i, r := range rows {
		c, err := s.cell(r, name)
		if err != nil {
			return nil, err
		}
		cells[i] = c
	}
	return cells, nil
}

// columns reads several columns over some rows, by name.
func (s *source) columns(rows []row, names ...string) (map[string][]cell, error) {
	cells := map[string][]cell{}
	for _, name := range names {
		column, err := s.column(rows, name)
		if err != nil {
			return nil, err
		}
		cells[name] = column
	}
	return cells, nil
}

// allCases is the match for the total row of a breakdown.
func allCases(more ...string) map[string]string {
	matches := map[string]string{"breakdown_topic": "All", "breakdown": "All"}
	for i := 0; i+1 < len(more); i += 2 {
		matches[more[i]] = more[i+1]
	}
	return matches
}
