package own

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/fault"
)

// Limits are those of one query in a run. It has longer than a question at a
// terminal has, for a run should not fail because the machine is busy.
func Limits() ask.Limits { return ask.Limits{Timeout: time.Minute, MemoryLimit: "1GiB"} }

// Try asks the query of empty tables, those of the database at path, and settles
// which columns the table has. What is wrong with the query is a fault that names
// file and line; nothing of it is known to fit the run's rows yet.
func (t *Table) Try(ctx context.Context, path string, limits ask.Limits) error {
	if found := t.Query.Parameters(); len(found) > 0 {
		return t.at("table", "the query needs a value for $"+found[0].Name, "write the value: a run has nobody to ask")
	}
	if word := unsteady(t.Query.Code()); word != "" {
		return t.at("table", "the query uses "+word+", so that the table would be another every time it is made",
			"take the day from the table run, as_at, and leave chance out")
	}
	answer, err := ask.Ask(ctx, path, t.Query, nil, limits)
	if err != nil {
		return t.refused(ctx, err, limits)
	}
	if answer.Explain {
		return errors.Join(t.at("table", "the query explains another", "take explain out"), answer.Close())
	}
	return errors.Join(t.settle(answer.Columns), answer.Close())
}

// unsteady finds a word of SQL whose value is another at another time; empty where
// there is none.
func unsteady(code string) string {
	word := regexp.MustCompile(`(?i)\b(current_date|current_time|current_timestamp|current_localtime(stamp)?|localtime(stamp)?|now\s*\(|today\s*\(|` +
		`get_current_time(stamp)?|transaction_timestamp|random\s*\(|uuid(v[47])?\s*\(|gen_random_uuid|setseed|nextval|tablesample|using\s+sample)`).
		FindString(code)
	return strings.ToLower(strings.TrimRight(word, "( \t\n"))
}

// refused says what is wrong with the query in words for whoever wrote it.
func (t *Table) refused(ctx context.Context, err error, limits ask.Limits) error {
	var told *fault.Error
	if ctx.Err() != nil || !errors.As(err, &told) {
		return err
	}
	what, try := told.What, told.Try
	isStopped := strings.Contains(what, "the query was stopped") // by a limit, which here cannot be moved
	if told.Kind == fault.Failed && !isStopped {
		return err
	}
	if !strings.HasPrefix(what, t.Query.File) {
		what = t.Query.File + ": " + what
	}
	if isStopped {
		try = fmt.Sprintf("a query that makes a table has %s and %s: ask for less", limits.Timeout, limits.MemoryLimit)
	}
	if try == "" {
		try = "mend the file; ehcp query " + t.Query.Name + " tries it on the latest run"
	}
	return fault.Wrap(fault.Usage, err, what, try)
}

// refusedRows says that the query fails on the run's rows. What DuckDB says of it
// may quote them, so that it is not repeated.
func (t *Table) refusedRows(ctx context.Context, err error, limits ask.Limits) error {
	var told *fault.Error
	if ctx.Err() != nil || !errors.As(err, &told) || told.Kind == fault.Failed {
		return t.refused(ctx, err, limits)
	}
	return fault.Wrap(fault.Usage, err, t.Query.File+": the query ran on empty tables and fails on the rows of this run",
		"ehcp query "+t.Query.Name+" says why on the latest run; look for casts, and for error()")
}
