package extract

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"path/filepath"
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

func (*sen2Return) isReturn() bool { return true }

// open reads the header of a SEN2 return for its cut-offs: requests,
// assessments and plans are as at 31 December before the reference date, and
// complete from 1 January of that year (DfE SEN2 guide).
func (*sen2Return) open(ctx context.Context, s *Source) (err error) {
	file, err := s.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	header, err := sen2.ReadHeader(ctx, file, s.sen2Limits())
	if err != nil {
		return s.returnFault(err)
	}
	s.becomeReturn(header)
	return nil
}

// becomeReturn takes over what a return says of itself. Returns before that of
// 2025 have no source of the request.
func (s *Source) becomeReturn(header sen2.Header) {
	s.Date = header.ReferenceDate
	s.CutOff = time.Date(header.ReferenceDate.Year()-1, time.December, 31, 0, 0, 0, 0, time.UTC)
	if s.CompleteFrom.IsZero() {
		s.CompleteFrom = time.Date(header.ReferenceDate.Year()-1, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	s.Present = slices.DeleteFunc(sen2.Columns(), func(column string) bool {
		return column == "request_source" && header.Year < 2025
	})
	s.Dropped = []string{
		"Surname", "Forename", "PersonBirthDate", "PostCode", "UPN", "UniqueLearnerNumber", "SENSettingOther",
	}
}

// deliver reads the return person by person. The key hashes the identifiers,
// which are dropped at once.
func (*sen2Return) deliver(ctx context.Context, s *Source, into Target, take func(text string) error) (err error) {
	file, err := s.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return s.fillReturn(ctx, into, take, func(ctx context.Context, deliver func([]driver.Value) error) (sen2.Summary, error) {
		return sen2.Read(ctx, file, into.Key, s.sen2Limits(), func(r sen2.Row) error { return deliver(rowValues(r)) })
	})
}

// fillReturn delivers the rows of a return, and notes what is wrong beyond
// single rows.
func (s *Source) fillReturn(ctx context.Context, into Target, take func(text string) error,
	read func(ctx context.Context, deliver func([]driver.Value) error) (sen2.Summary, error),
) error {
	columns := sen2.Columns()
	selected := []string{fmt.Sprintf("%d as extract_id", into.ID), "'iso' as date_order", "null::varchar as error_cell"}
	for _, column := range s.wanted() {
		if slices.Contains(columns, column) {
			selected = append(selected, column)
			continue
		}
		selected = append(selected, "null::varchar as "+warehouse.Name(column))
	}
	return into.fill(ctx, columns, func(ctx context.Context, deliver func([]driver.Value) error) error {
		summary, err := read(ctx, deliver)
		for _, f := range summary.Findings {
			s.Findings = append(s.Findings, Finding{ruleOf(f.Kind), s.moduleFile(f.Module), int64(f.Row)})
		}
		return s.returnFault(err)
	}, func() error { return take("select " + strings.Join(selected, ", ") + " from " + into.Table) })
}

// Finding is one fault of an extract that no row of it shows by itself: the
// name of a rule, and the file and row that it is about.
type Finding struct {
	Rule, File string
	Row        int64
}

func ruleOf(kind sen2.Kind) string {
	return map[sen2.Kind]string{
		sen2.Orphan: "orphan_row", sen2.NoRequest: "person_without_request", sen2.Unidentified: "person_unidentified",
		sen2.NoAssessment: "agreed_without_assessment", sen2.ManyAssessments: "assessment_repeated", sen2.StartDiffers: "plan_start_differs",
	}[kind]
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
	var told *fault.Error
	if err == nil || errors.As(err, &told) {
		return err
	}
	if errors.As(err, &known) {
		file := filepath.Join(filepath.Dir(s.Path), s.moduleFile(known.Module))
		return fault.Wrap(fault.Extract, err, file+": "+known.Error(), known.Hint())
	}
	return fmt.Errorf("read %s: %w", s.Path, err)
}
