package own

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"ehcp/pipeline/extract"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

//go:embed schema.sql
var schema string

// schemaTables are the tables that a run's database has, whatever its extracts.
func schemaTables() (names []string) {
	for _, found := range regexp.MustCompile(`(?m)^create table (\w+) `).FindAllStringSubmatch(schema, -1) {
		names = append(names, found[1])
	}
	return names
}

// MakeEmpty makes a database at path with the tables of a run's and no row, so that
// a query can be tried before there is anything to ask. Extra is how many columns
// of extracts are there for breakdowns of the council's own.
func MakeEmpty(ctx context.Context, path, scratch string, extra int) (err error) {
	db, err := warehouse.Open(ctx, path, warehouse.Options{TempDir: scratch})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for statement := range strings.SplitSeq(queries.Text("macros")+schema, ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if err := db.Exec(ctx, statement); err != nil {
			return fmt.Errorf("make the empty tables: %w", err)
		}
	}
	for i := range extra {
		for _, table := range []string{"stage_assessments", "stage_rows", "clock_events"} {
			if err := db.Exec(ctx, "alter table "+table+" add column "+extract.ExtraName(i)+" varchar"); err != nil {
				return fmt.Errorf("make the empty tables: %w", err)
			}
		}
	}
	return nil
}
