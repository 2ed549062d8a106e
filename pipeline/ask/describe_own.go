package ask

import (
	"context"
	"errors"
	"slices"
)

// hasOwn says whether a database holds tables of a team's own queries, which are
// described in it: the registry of the program does not have them.
func hasOwn(tables []Table) bool {
	return slices.ContainsFunc(tables, func(t Table) bool { return t.Name == "own_tables" })
}

// describeOwn tells of a table that a team's query made; false where the table is
// none.
func describeOwn(ctx context.Context, path, table string, tables []Table, l Limits) (d Description, isOwn bool, err error) {
	if !hasOwn(tables) {
		return d, false, nil
	}
	err = within(ctx, l, func(ctx context.Context) error {
		found, err := rowsOf(ctx, path, l.MemoryLimit,
			"select grain, about, source, key from own_tables where table_name = $name", map[string]string{"name": table})
		if err != nil || len(found) == 0 {
			return err
		}
		isOwn = true
		d = Description{Grain: cell(found[0][0]), About: cell(found[0][1]), Source: cell(found[0][2]), Key: cell(found[0][3])}
		d.Rows, err = rowsOf(ctx, path, l.MemoryLimit, "select column_name, type, coalesce(unit, ''), meaning, came_from from own_columns "+
			"where table_name = $name order by place", map[string]string{"name": table})
		return err
	})
	return d, isOwn, err
}

// grainsOfOwn says of each table that a team's query made what one row is.
func grainsOfOwn(ctx context.Context, path, memoryLimit string, tables []Table) error {
	if !hasOwn(tables) {
		return nil
	}
	found, err := rowsOf(ctx, path, memoryLimit, "select table_name, grain from own_tables", nil)
	for _, row := range found {
		if i := slices.IndexFunc(tables, func(t Table) bool { return t.Name == cell(row[0]) }); i >= 0 {
			tables[i].Grain = cell(row[1])
		}
	}
	return err
}

// rowsOf asks a small question without a time limit.
func rowsOf(ctx context.Context, path, memoryLimit, sql string, given map[string]string) (rows [][]any, err error) {
	answer, err := askOnce(ctx, path, Query{SQL: sql}, given, memoryLimit)
	if err != nil {
		return nil, err
	}
	err = answer.Each(func(values []any) error {
		rows = append(rows, slices.Clone(values))
		return nil
	})
	return rows, errors.Join(err, answer.Close())
}

func ownMeanings() map[string]meaning {
	return map[string]meaning{
		"table_name":  {"", "The table, which stands under that name in the database too."},
		"title":       {"", "What it is about, as a heading."},
		"grain":       {"", "What one row is."},
		"about":       {"", "What it says, in a sentence."},
		"source":      {"", "Where it comes from: the file of the query."},
		"key":         {"", "The columns that a row is known by."},
		"profile":     {"", "restricted, or public where the public has a copy."},
		"place":       {"", "Order of the columns."},
		"column_name": {"", "The column."},
		"type":        {"", "string, date, boolean, integer or decimal."},
		"unit":        {"", "What it counts, or %."},
		"meaning":     {"", "Its heading and what it means."},
		"came_from":   {"", "What it is counted or worked out from."},
	}
}
