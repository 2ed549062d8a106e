package pipeline

import (
	"context"
	"database/sql/driver"
	_ "embed"
	"encoding/csv"
	"strings"
)

// authoritiesCSV lists England's authorities with both codes and their region.
// Source: DfE, Education, health and care plans, reporting year 2025 (OGL v3.0).
//
//go:embed authorities.csv
var authoritiesCSV string

// loadAuthorities puts England's authorities in the table england_authorities.
func (j *job) loadAuthorities(ctx context.Context) error {
	rows, err := csv.NewReader(strings.NewReader(authoritiesCSV)).ReadAll()
	if err != nil {
		return err
	}
	if err := j.db.Exec(ctx, "create table work.england_authorities ("+strings.Join(rows[0], " varchar, ")+" varchar)"); err != nil {
		return err
	}
	return j.appendText(ctx, "england_authorities", rows[1:])
}

// appendText adds rows of text to a table of this run; "" becomes null.
func (j *job) appendText(ctx context.Context, table string, rows [][]string) error {
	next := 0
	return j.db.Append(ctx, "work", table, func() ([]driver.Value, error) {
		if next == len(rows) {
			return nil, nil
		}
		values := make([]driver.Value, len(rows[next]))
		for i, text := range rows[next] {
			if text != "" {
				values[i] = text
			}
		}
		next++
		return values, nil
	})
}
