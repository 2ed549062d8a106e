package warehouse

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"

	duckdb "github.com/duckdb/duckdb-go/v2"

	"ehcp/pipeline/fault"
)

// Question is one query that was found to be a query and nothing else.
type Question struct {
	stmt    *duckdb.Stmt
	explain bool
}

// Column is a column of a result; Type is DuckDB's word for it.
type Column struct{ Name, Type string }

// Result is what a question gave. Its rows wait in memory, so that nothing of
// a query that fails is ever written.
type Result struct {
	Columns []Column
	Explain bool // a plan to read rather than rows
	stmt    *duckdb.Stmt
	rows    driver.Rows
}

// Prepare refuses everything but one query.
func (r *ReadOnly) Prepare(ctx context.Context, text string) (*Question, error) {
	if err := r.guard(ctx, text); err != nil {
		return nil, queryFault(err)
	}
	prepared, err := r.conn.Prepare(text)
	if err != nil {
		return nil, queryFault(err)
	}
	stmt, ok := prepared.(*duckdb.Stmt)
	if !ok {
		return nil, errors.Join(errors.New("the database driver gives an unknown statement"), prepared.Close())
	}
	kind, err := stmt.StatementType()
	if err != nil || kind != duckdb.STATEMENT_TYPE_SELECT && kind != duckdb.STATEMENT_TYPE_EXPLAIN {
		return nil, errors.Join(fault.New(fault.Usage, "only a query can be asked", oneQuery), stmt.Close())
	}
	return &Question{stmt: stmt, explain: kind == duckdb.STATEMENT_TYPE_EXPLAIN}, nil
}

// Parameters are the names that the question needs values for, in lower case.
func (q *Question) Parameters() ([]string, error) {
	names := make([]string, q.stmt.NumInput())
	for i := range names {
		name, err := q.stmt.ParamName(i + 1)
		if err != nil {
			return nil, err
		}
		names[i] = strings.ToLower(name)
		if name == "" || name[0] >= '0' && name[0] <= '9' {
			return nil, fault.New(fault.Usage, "a parameter has no name",
				"write $date rather than ? or $1, and give it with --set date=2024-01-31")
		}
	}
	return names, nil
}

// Run asks the question with a value for every parameter. The values are
// bound, never pasted.
func (q *Question) Run(ctx context.Context, values map[string]string) (*Result, error) {
	names, err := q.Parameters()
	if err != nil {
		return nil, err
	}
	args := make([]driver.NamedValue, len(names))
	for i, name := range names {
		args[i] = driver.NamedValue{Ordinal: i + 1, Value: values[name]}
	}
	rows, err := q.stmt.QueryContext(ctx, args)
	if err != nil {
		return nil, queryFault(err)
	}
	result := &Result{Explain: q.explain, stmt: q.stmt, rows: rows}
	types, _ := rows.(driver.RowsColumnTypeDatabaseTypeName)
	for i, name := range rows.Columns() {
		column := Column{Name: name}
		if types != nil {
			column.Type = types.ColumnTypeDatabaseTypeName(i)
		}
		result.Columns = append(result.Columns, column)
	}
	return result, nil
}

// Close lets go of a question that was not asked.
func (q *Question) Close() error { return q.stmt.Close() }

// Each gives the rows one by one. A value is nil, bool, string, Number, or for
// nested types []any or map[string]any of these.
func (r *Result) Each(row func([]any) error) error {
	raw := make([]driver.Value, len(r.Columns))
	for {
		if err := r.rows.Next(raw); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read the result: %w", err)
		}
		values := make([]any, len(raw))
		for i, v := range raw {
			values[i] = plain(v, r.Columns[i].Type)
		}
		if err := row(values); err != nil {
			return err
		}
	}
}

// Close lets go of the rows and of the question.
func (r *Result) Close() error { return errors.Join(r.rows.Close(), r.stmt.Close()) }
