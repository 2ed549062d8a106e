package extract

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strings"

	"ehcp/pipeline/warehouse"
)

// fill makes a temporary table of text columns and source_line, the row of the
// file, and puts into it what read delivers, value by value in that order. Rows
// are read while others are stored.
func fill(ctx context.Context, db *warehouse.DB, table string, columns []string,
	read func(ctx context.Context, deliver func([]driver.Value) error) error,
) error {
	if err := db.Exec(ctx, fmt.Sprintf("create temp table %s (%s varchar, source_line bigint)",
		table, strings.Join(columns, " varchar, "))); err != nil {
		return err
	}
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
	appended := db.Append(ctx, "temp", table, func() ([]driver.Value, error) { return <-rows, nil })
	stop()
	if err := <-done; err != nil && appended == nil {
		return err
	}
	return appended
}
