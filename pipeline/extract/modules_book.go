package extract

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"ehcp/pipeline/extract/sen2"
	"ehcp/pipeline/fault"
)

// part is where a module stands in a workbook: a sheet of its own, as in a
// pre-submission workbook, or some rows of DfE's template, under a heading.
type part struct {
	module, sheet string
	header, last  int // numbers of rows; last is 0 where the sheet ends it
}

// returnIn makes a return of the workbook if its sheets hold the modules of one.
func (w *workbook) returnIn(s *Source, book *excelize.File, sheets []string) (*moduleReturn, error) {
	var parts []part
	for _, sheet := range sheets {
		found, err := s.partsOf(book, sheet)
		if err != nil {
			return nil, err
		}
		parts = append(parts, found...)
	}
	names := map[string]string{}
	for _, p := range parts {
		if names[p.module] != "" {
			return nil, fault.New(fault.Extract, s.Path+" has the module "+p.module+" of a SEN2 return twice",
				"remove the one that is not meant")
		}
		names[p.module] = s.Name() + ", " + p.sheet
	}
	if names["requests"] == "" || names["person"] == "" {
		return nil, nil
	}
	return &moduleReturn{names: names, modules: func() ([]sen2.Module, io.Closer, error) {
		book, err := s.openBook(w.path)
		if err != nil {
			return nil, nil, err
		}
		modules := make([]sen2.Module, len(parts))
		for i, p := range parts {
			modules[i] = sen2.Module{Name: p.module, Rows: s.rowsOfPart(book, p)}
		}
		return modules, book, nil
	}}, nil
}

// partsOf finds the modules of a sheet by their headings. A sheet whose first
// rows have none is not searched to its end.
func (s *Source) partsOf(book *excelize.File, sheet string) ([]part, error) {
	var parts []part
	err := s.eachRow(book, sheet, func(number int, cells []string, _ bool) error {
		if module := sen2.ModuleOf(cells); module != "" {
			if len(parts) > 0 {
				parts[len(parts)-1].last = number - 1
			}
			parts = append(parts, part{module: module, sheet: sheet, header: number})
		}
		if len(parts) == 0 && number > headerDepth {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	return parts, nil
}

// rowsOfPart walks over the rows of a module. The title of the module behind it
// is a row of one cell, as no row of a module is.
func (s *Source) rowsOfPart(book *excelize.File, p part) func(ctx context.Context, each func(row int, cells []string) error) error {
	return func(ctx context.Context, each func(row int, cells []string) error) error {
		err := s.eachRow(book, p.sheet, func(number int, cells []string, _ bool) error {
			filled := slices.DeleteFunc(slices.Clone(cells), func(cell string) bool { return strings.TrimSpace(cell) == "" })
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case number < p.header || len(filled) < 2:
				return nil
			case p.last > 0 && number > p.last:
				return errEnough
			}
			return each(number, cells)
		})
		if errors.Is(err, errEnough) {
			return nil
		}
		return err
	}
}
