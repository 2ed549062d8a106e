package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// Description says what a table holds, a row a column.
type Description struct {
	Grain, About string
	Source, Key  string  // where the figures come from, and the columns that a row is known by
	Rows         [][]any // column, type, unit, meaning, from
}

// Lines are what a person reads above the columns of a table of that name.
func (d Description) Lines(table string) []string {
	var lines []string
	if d.Grain != "" {
		lines = append(lines, table+": "+d.Grain+".")
	}
	if d.About != "" {
		lines = append(lines, d.About)
	}
	if d.Source != "" {
		lines = append(lines, "Source: "+d.Source)
	}
	if d.Key != "" {
		lines = append(lines, "A row is known by "+d.Key+".")
	}
	return lines
}

// DescriptionColumns head the rows of a description.
func DescriptionColumns() []warehouse.Column {
	return []warehouse.Column{{Name: "column"}, {Name: "type"}, {Name: "unit"}, {Name: "meaning"}, {Name: "from"}}
}

// Describe tells of a table. One that is not published is looked up in the
// database, whose path find gives.
func Describe(ctx context.Context, table string, find func() (string, error), l Limits) (Description, error) {
	table = strings.ToLower(table)
	if known, found := registry.Find(table); found {
		return published(known), nil
	}
	path, err := find()
	if err != nil {
		return Description{}, err
	}
	tables, err := Tables(ctx, path, l)
	if err != nil {
		return Description{}, err
	}
	at := slices.IndexFunc(tables, func(t Table) bool { return t.Name == table })
	if at < 0 {
		return Description{}, unknownTable(table, tables)
	}
	if d, isOwn, err := describeOwn(ctx, path, table, tables, l); err != nil || isOwn {
		return d, err
	}
	d := Description{Grain: grainOf(table)}
	told := meanings(table)
	for _, c := range tables[at].Columns {
		typ, _, _ := strings.Cut(c.Type, "(") // an ENUM's values are data
		if strings.HasPrefix(c.Type, "DECIMAL") {
			typ = c.Type
		}
		m := told[c.Name]
		d.Rows = append(d.Rows, []any{c.Name, typ, m.unit, m.text, columnFrom(table, c.Name)})
	}
	return d, nil
}

func published(t registry.Table) Description {
	d := Description{Grain: t.Grain, About: t.Description, Source: t.Source, Key: strings.Join(t.Sort, ", ")}
	for _, c := range t.Columns {
		d.Rows = append(d.Rows, []any{c.Name, c.Type, c.Unit, c.Label + ". " + c.Description, t.From(c)})
	}
	return d
}

// Table is a table or view of a run's database.
type Table struct {
	Name    string
	Grain   string // what one row is
	Columns []warehouse.Column
}

// Tables lists what the database at path holds, by name.
func Tables(ctx context.Context, path string, l Limits) (tables []Table, err error) {
	err = within(ctx, l, func(ctx context.Context) error {
		found, err := readTables(ctx, path, l.MemoryLimit)
		tables = found
		return errors.Join(err, grainsOfOwn(ctx, path, l.MemoryLimit, tables))
	})
	return tables, err
}

func readTables(ctx context.Context, path, memoryLimit string) (tables []Table, err error) {
	const sql = `select table_name, column_name, data_type from duckdb_columns()
		where not internal order by table_name, column_index`
	answer, err := askOnce(ctx, path, Query{SQL: sql}, nil, memoryLimit)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, answer.Close()) }()
	err = answer.Each(func(values []any) error {
		name := cell(values[0])
		if len(tables) == 0 || tables[len(tables)-1].Name != name {
			grain := grainOf(name)
			if known, found := registry.Find(name); found {
				grain = known.Grain
			}
			tables = append(tables, Table{Name: name, Grain: grain})
		}
		last := &tables[len(tables)-1]
		last.Columns = append(last.Columns, warehouse.Column{Name: cell(values[1]), Type: cell(values[2])})
		return nil
	})
	return tables, err
}

// unknownTable names the nearest table.
func unknownTable(table string, tables []Table) error {
	var names []string
	for _, t := range tables {
		names = append(names, t.Name)
	}
	for _, t := range registry.Tables() {
		names = append(names, t.Name)
	}
	try := "ehcp query --sql 'show tables' lists the tables"
	if near := fault.Nearest(table, names); near != "" {
		try = fmt.Sprintf("did you mean %q?", near)
	}
	return fault.New(fault.Usage, fmt.Sprintf("there is no table named %q", table), try)
}
