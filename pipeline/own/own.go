// Package own makes tables of a team's own queries: .sql files of the folders that
// the configuration names, whose comment declares a table. Each is tried before a
// run begins, asked of the run's own tables, and held to what it declares.
package own

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
)

// Table is a table that a file declares.
type Table struct {
	registry.Table
	Query    ask.Query
	SHA256   string // of the file
	IsPublic bool
	Approval config.OwnTable // of a public one

	title, about string
	declared     []registry.Column // in the order of the file, keys first
	lines        map[string]int    // by column, where it is declared
}

// Read reads the tables that the team's files declare, by name. What is declared
// wrongly, twice or without an approval is a fault that names file and line.
func Read(settings config.Config) ([]*Table, error) {
	queries, err := ask.Own(settings)
	if err != nil {
		return nil, err
	}
	var tables []*Table
	for _, q := range queries {
		lines, first := q.Header()
		if first == 0 {
			continue
		}
		t, err := declare(q, lines, first)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(tables, func(other *Table) bool { return other.Name == t.Name }); i >= 0 {
			return nil, at(q, first, fmt.Sprintf("the table %s is that of %s too", t.Name, tables[i].Query.File), "give one of them another name")
		}
		tables = append(tables, t)
	}
	slices.SortFunc(tables, func(a, b *Table) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return tables, approve(tables, settings.Disclosure.OwnTables)
}

// approve finds the approvals of public tables.
func approve(tables []*Table, approvals []config.OwnTable) error {
	var names []string
	for _, t := range tables {
		names = append(names, t.Name)
		i := slices.IndexFunc(approvals, func(a config.OwnTable) bool { return a.Table == t.Name })
		switch {
		case i >= 0 && t.IsPublic:
			t.Approval = approvals[i]
		case t.IsPublic:
			return t.at("profile", "the public table "+t.Name+" has no approval",
				fmt.Sprintf("add {table: %s, approved_by: NAME, approved_on: DATE} to disclosure: own_tables: in the configuration, "+
					"or write profile: restricted", t.Name))
		}
	}
	for _, a := range approvals {
		if slices.Contains(names, a.Table) {
			continue
		}
		try := "take it out, or check the folders under queries:"
		if near := fault.Nearest(a.Table, names); near != "" {
			try = fmt.Sprintf("did you mean %q?", near)
		}
		return fault.New(fault.Usage, fmt.Sprintf("disclosure.own_tables: no query makes a table named %q", a.Table), try)
	}
	return nil
}

// Columns of the query that makes the table: keys that the program does not fill
// in, then what is declared, without what the program works out.
func (t *Table) given() []registry.Column {
	filled := []string{"authority_name", "is_increment_end", "is_month_end", "period_end", "period", "is_complete"}
	return slices.DeleteFunc(slices.Clone(t.Columns), func(c registry.Column) bool {
		return c.Role == registry.Percent || slices.Contains(filled, c.Name)
	})
}

// Given are the names of the columns that the query gives, in the order of Rows.
func (t *Table) Given() []string {
	var names []string
	for _, c := range t.given() {
		names = append(names, c.Name)
	}
	return names
}

// at is a fault of a file at one of its lines.
func at(q ask.Query, line int, what, try string) error {
	return fault.New(fault.Usage, fmt.Sprintf("%s:%d: %s", q.File, line, what), try)
}

// at is a fault of the file at the line that declares something.
func (t *Table) at(what, wrong, try string) error { return at(t.Query, t.lines[what], wrong, try) }

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Refuse is a fault of the table as a whole.
func (t *Table) Refuse(what, try string) error { return t.at("table", what, try) }
