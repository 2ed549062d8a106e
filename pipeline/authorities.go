package pipeline

import (
	"context"
	"database/sql/driver"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"

	"ehcp/pipeline/fault"
)

// authoritiesCSV lists England's authorities with both codes and their region.
// Source: DfE, Education, health and care plans, reporting year 2025 (OGL v3.0).
//
//go:embed authorities.csv
var authoritiesCSV string

// knownAuthority refuses a configured code that no authority of England has.
func knownAuthority(key, code string) error {
	if code == "" {
		return nil
	}
	rows, err := csv.NewReader(strings.NewReader(authoritiesCSV)).ReadAll()
	if err != nil {
		return err
	}
	codes := make([]string, 0, 2*len(rows))
	for _, row := range rows[1:] {
		if code == row[0] || code == row[1] {
			return nil
		}
		codes = append(codes, row[0], row[1])
	}
	try := "use the nine-character code (E10000016) or DfE's three-digit one (886)"
	if near := fault.Nearest(code, codes); near != "" {
		try += fmt.Sprintf("; is %s meant?", near)
	}
	return fault.New(fault.Usage, fmt.Sprintf("%s: England has no authority %q", key, code), try)
}

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

// nameCouncil takes the name of the one authority whose cases these are, where
// the configuration gives none.
func (j *job) nameCouncil(ctx context.Context) error {
	if j.manifest.Council != "" {
		return nil
	}
	return j.db.Scan(ctx, "select case when count(*) = 1 then coalesce(any_value(authority_name), '') else '' end from authorities",
		&j.manifest.Council)
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
