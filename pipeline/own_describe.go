package pipeline

import (
	"context"
	"errors"
	"strings"
)

// describeOwn stores in the run's database what the team's tables and their columns
// mean, as their files say it: the program's own are in the registry.
func (j *job) describeOwn(ctx context.Context) error {
	var tables, columns [][]string
	for _, t := range j.own {
		profile := restrictedProfile
		if t.IsPublic {
			profile = publicProfile
		}
		tables = append(tables, []string{t.Name, t.Title, t.Grain, t.Description, t.Source, strings.Join(t.Sort, ", "), profile})
		for _, c := range t.Columns {
			columns = append(columns, []string{t.Name, c.Name, c.Type, c.Unit, c.Label + ". " + c.Description, t.From(c)})
		}
	}
	return errors.Join(
		j.createRows(ctx, "own_tables_rows", []string{"table_name", "title", "grain", "about", "source", "key", "profile"}, tables),
		j.createRows(ctx, "own_columns_rows", []string{"table_name", "column_name", "type", "unit", "meaning", "came_from"}, columns),
		j.db.Exec(ctx, "create table ehcp.main.own_tables as from own_tables_rows"),
		j.db.Exec(ctx, "create table ehcp.main.own_columns as select (row_number() over ())::integer as place, * from own_columns_rows"))
}
