package extract

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/extract/sen2"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// sen2Return is a DfE SEN2 person-level return.
type sen2Return struct{}

func (*sen2Return) keepsLines() bool { return true }

// open reads the header of a SEN2 return for its cut-offs: requests,
// assessments and plans are as at 31 December before the reference date, and
// complete from 1 January of that year (DfE SEN2 guide).
func (*sen2Return) open(ctx context.Context, s *Source) (err error) {
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

// text reads the return into the table as text. key hashes the identifiers,
// which are dropped at once.
func (*sen2Return) text(ctx context.Context, s *Source, db *warehouse.DB, id int, into string, key []byte) (_ string, err error) {
	columns := sen2.Columns()
	file, err := s.open()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := fill(ctx, db, into, columns, func(ctx context.Context, deliver func([]driver.Value) error) error {
		_, err := sen2.Read(ctx, file, key, func(r sen2.Row) error { return deliver(rowValues(r)) })
		return s.returnFault(err)
	}); err != nil {
		return "", err
	}
	selected := []string{fmt.Sprintf("%d as extract_id", id), "'iso' as date_order", "null::varchar as error_cell"}
	for _, column := range s.wanted() {
		if slices.Contains(columns, column) {
			selected = append(selected, column)
			continue
		}
		selected = append(selected, "null::varchar as "+warehouse.Name(column))
	}
	return "select " + strings.Join(selected, ", ") + " from " + into, nil
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

func (s *Source) returnFault(err error) error {
	var known *sen2.Error
	if err == nil {
		return nil
	}
	if errors.As(err, &known) {
		return fault.Wrap(fault.Extract, err, s.Path+": "+known.Error(), known.Hint())
	}
	return fmt.Errorf("read %s: %w", s.Path, err)
}
