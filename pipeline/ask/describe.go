package ask

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// Description says what a table holds, a row a column.
type Description struct {
	Grain, About string
	Rows         [][]any // column, type, unit, meaning
}

// DescriptionColumns head the rows of a description.
func DescriptionColumns() []warehouse.Column {
	return []warehouse.Column{{Name: "column"}, {Name: "type"}, {Name: "unit"}, {Name: "meaning"}}
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
	var columns [][2]string
	err = within(ctx, l, func(ctx context.Context) error {
		found, err := tableColumns(ctx, path, table, l.MemoryLimit)
		columns = found
		return err
	})
	if err != nil {
		return Description{}, err
	}
	d := Description{Grain: grains()[table]}
	told := meanings(table)
	for _, c := range columns {
		typ, _, _ := strings.Cut(c[1], "(") // an ENUM's values are data
		if strings.HasPrefix(c[1], "DECIMAL") {
			typ = c[1]
		}
		m := told[c[0]]
		d.Rows = append(d.Rows, []any{c[0], typ, m.unit, m.text})
	}
	return d, nil
}

func published(t registry.Table) Description {
	d := Description{Grain: t.Grain, About: t.Description}
	for _, c := range t.Columns {
		d.Rows = append(d.Rows, []any{c.Name, c.Type, c.Unit, c.Label + ". " + c.Description})
	}
	return d
}

// tableColumns reads the names and types of a table's columns.
func tableColumns(ctx context.Context, path, table, memoryLimit string) (columns [][2]string, err error) {
	const sql = `select table_name, column_name, data_type from duckdb_columns()
		where not internal order by table_name, column_index`
	answer, err := askOnce(ctx, path, Query{SQL: sql}, nil, memoryLimit)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, answer.Close()) }()
	tables := []string{}
	for _, t := range registry.Tables() {
		tables = append(tables, t.Name)
	}
	err = answer.Each(func(values []any) error {
		name, _ := values[0].(string)
		if tables[len(tables)-1] != name {
			tables = append(tables, name)
		}
		if name == table {
			columns = append(columns, [2]string{cell(values[1]), cell(values[2])})
		}
		return nil
	})
	if err == nil && columns == nil {
		try := "ehcp query --sql 'show tables' lists the tables"
		if near := fault.Nearest(table, tables); near != "" {
			try = fmt.Sprintf("did you mean %q?", near)
		}
		err = fault.New(fault.Usage, fmt.Sprintf("there is no table named %q", table), try)
	}
	return columns, err
}
