package pipeline

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"

	"ehcp/queries"
)

// build makes a model's table or view where its form says.
func (j *job) build(ctx context.Context, m queries.Model) error {
	return j.create(ctx, m, m.SQL())
}

func (j *job) create(ctx context.Context, m queries.Model, sql string) error {
	if err := j.db.Exec(ctx, making(m, sql)); err != nil {
		return fmt.Errorf("build %s: %w", m.Name(), err)
	}
	return nil
}

// making is the statement that makes a model's table or view where its form
// says.
func making(m queries.Model, sql string) string {
	where := map[queries.Form]string{
		queries.Table: "create or replace table ehcp.main.", queries.View: "create or replace view ehcp.main.",
		queries.Scratch: "create or replace table work.main.", queries.Glimpse: "create or replace view work.main.",
		queries.Facts: "create or replace table work.main.", queries.Bulk: "create or replace table bulk.main.",
	}[m.Form]
	return where + m.Name() + " as\n" + sql
}

// appendRows adds rows to a table.
func (j *job) appendRows(ctx context.Context, database, table string, rows [][]driver.Value) error {
	next := 0
	return j.db.Append(ctx, database, table, func() ([]driver.Value, error) {
		if next == len(rows) {
			return nil, nil
		}
		next++
		return rows[next-1], nil
	})
}

// rowsOf counts the rows of a table.
func (j *job) rowsOf(ctx context.Context, table string) (rows int64, err error) {
	err = j.db.Scan(ctx, "select count(*) from "+table, &rows)
	return rows, err
}

// buildTogether builds chains of models side by side: a model may need those
// before it in its own chain.
func (j *job) buildTogether(ctx context.Context, chains ...[]queries.Model) error {
	pieces := make([]func(context.Context) error, len(chains))
	for i, chain := range chains {
		pieces[i] = func(ctx context.Context) error { return j.buildAll(ctx, chain) }
	}
	return j.db.Together(ctx, j.atATime(), pieces)
}

// buildEach builds models that do not need each other side by side.
func (j *job) buildEach(ctx context.Context, models []queries.Model) error {
	return j.buildTogether(ctx, slices.Collect(slices.Chunk(models, 1))...)
}

func (j *job) buildAll(ctx context.Context, models []queries.Model) error {
	for _, m := range models {
		if err := j.build(ctx, m); err != nil {
			return err
		}
	}
	return nil
}
