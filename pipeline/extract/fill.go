package extract

import (
	"cmp"
	"context"
	"database/sql/driver"
	"fmt"
	"strings"
)

// fill puts what read delivers, value by value in the order of the columns and
// the row of the file last, into the temporary table of text columns and
// source_line, and calls take for each batch. Rows are read while others are
// stored. take is called once for an extract without rows.
func (t Target) fill(ctx context.Context, columns []string,
	read func(ctx context.Context, deliver func([]driver.Value) error) error, take func() error,
) error {
	t.Batch = cmp.Or(t.Batch, 122_880)
	rows, done := make(chan []driver.Value, 1024), make(chan error, 1)
	reading, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		defer close(rows)
		done <- read(reading, func(row []driver.Value) error {
			select {
			case rows <- row:
				return nil
			case <-reading.Done():
				return reading.Err()
			}
		})
	}()
	for first := true; ; first = false {
		n, err := t.fillBatch(ctx, columns, rows)
		if err == nil && (n > 0 || first) {
			err = take()
		}
		switch {
		case err != nil:
			stop()
			<-done
			return err
		case n < t.Batch:
			return <-done
		}
	}
}

// fillBatch makes the table anew and puts the next rows into it.
func (t Target) fillBatch(ctx context.Context, columns []string, rows <-chan []driver.Value) (n int, err error) {
	if err := t.DB.Exec(ctx, fmt.Sprintf("create or replace temp table %s (%s varchar, source_line bigint)",
		t.Table, strings.Join(columns, " varchar, "))); err != nil {
		return 0, err
	}
	err = t.DB.Append(ctx, "temp", t.Table, func() ([]driver.Value, error) {
		if n == t.Batch {
			return nil, nil
		}
		row := <-rows
		if row != nil {
			n++
		}
		return row, nil
	})
	return n, err
}
