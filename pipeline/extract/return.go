package extract

import (
	"compress/gzip"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/extract/sen2"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// openSEN2 reads the header of a SEN2 return for its cut-offs: requests,
// assessments and plans are as at 31 December before the reference date, and
// complete from 1 January of that year (DfE SEN2 guide).
func (s *Source) openSEN2(ctx context.Context) (err error) {
	s.sen2 = true
	file, err := s.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	header, err := sen2.ReadHeader(ctx, file)
	if err != nil {
		return s.returnFault(err)
	}
	s.Date = header.ReferenceDate
	s.CutOff = time.Date(header.ReferenceDate.Year()-1, time.December, 31, 0, 0, 0, 0, time.UTC)
	if s.CompleteFrom.IsZero() {
		s.CompleteFrom = time.Date(header.ReferenceDate.Year()-1, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	s.Present = sen2.Columns()
	s.Dropped = []string{
		"Surname", "Forename", "PersonBirthDate", "PostCode", "UPN", "UniqueLearnerNumber", "SENSettingOther",
	}
	return nil
}

// returnText reads the return into the table name as text and gives the
// select of its canonical columns. A table name_lines keeps the line of each
// request. key hashes the identifiers, which are dropped at once.
func (s *Source) returnText(ctx context.Context, db *warehouse.DB, id int, name string, key []byte) (_ string, err error) {
	columns := sen2.Columns()
	if err := db.Exec(ctx, fmt.Sprintf("create temp table %s (%s varchar, source_line bigint)",
		name, strings.Join(columns, " varchar, "))); err != nil {
		return "", err
	}
	file, err := s.open()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	rows := make(chan []driver.Value, 1024)
	done := make(chan error, 1)
	reading, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		defer close(rows)
		_, err := sen2.Read(reading, file, key, func(r sen2.Row) error {
			select {
			case rows <- rowValues(r):
				return nil
			case <-reading.Done():
				return reading.Err()
			}
		})
		done <- err
	}()
	appendErr := db.Append(ctx, "temp", name, func() ([]driver.Value, error) { return <-rows, nil })
	stop()
	if err := <-done; err != nil && appendErr == nil {
		return "", s.returnFault(err)
	}
	if appendErr != nil {
		return "", appendErr
	}
	selected := []string{fmt.Sprintf("%d as extract_id", id)}
	for _, column := range s.wanted() {
		if slices.Contains(columns, column) {
			selected = append(selected, column)
			continue
		}
		selected = append(selected, "null::varchar as "+warehouse.Name(column))
	}
	return "select " + strings.Join(selected, ", ") + " from " + name, nil
}

func rowValues(r sen2.Row) []driver.Value {
	values := make([]driver.Value, 0, len(r.Values)+1)
	for _, text := range r.Values {
		if text == "" {
			values = append(values, nil)
			continue
		}
		values = append(values, text)
	}
	return append(values, int64(r.Line))
}

func (s *Source) open() (io.ReadCloser, error) {
	file, err := os.Open(s.Path)
	if err != nil {
		return nil, fault.Wrap(fault.Extract, err, "cannot read "+s.Path, "check who may read the file")
	}
	if !s.packed {
		return file, nil
	}
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return nil, errors.Join(fault.Wrap(fault.Extract, err, s.Path+" is not a gzip file", "make the extract again"), file.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{unpacked, file}, nil
}

func (s *Source) returnFault(err error) error {
	var known *sen2.Error
	if errors.As(err, &known) {
		return fault.Wrap(fault.Extract, err, s.Path+": "+known.Error(), known.Hint())
	}
	return fmt.Errorf("read %s: %w", s.Path, err)
}
