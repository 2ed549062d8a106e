package extract

import (
	"context"
	"errors"
	"fmt"
	"io"

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
	hidden := 0
	for _, sheet := range sheets {
		found, n, err := s.partsOf(book, sheet)
		if err != nil {
			return nil, err
		}
		parts, hidden = append(parts, found...), hidden+n
	}
	names := map[string]string{}
	for _, p := range parts {
		if names[p.module] != "" {
			return nil, fault.New(fault.Extract, s.Path+" has the module "+p.module+" of a SEN2 return twice",
				"remove the one that is not meant")
		}
		names[p.module] = s.Name() + ", " + p.sheet
	}
	switch {
	case len(parts) == 0 || (names["requests"] == "" && s.entry.Sheet == ""):
		return nil, nil
	case len(parts) == 1 && s.entry.Sheet != "":
		return nil, fault.New(fault.Extract, fmt.Sprintf("the sheet %q of %s is one part of a SEN2 return, and no list of cases", s.entry.Sheet, s.Path),
			"leave sheet: out, so that all parts are read")
	}
	for _, p := range parts {
		if err := s.sheetFault(p.sheet, p.header, func(int) bool { return true }); err != nil {
			return nil, err
		}
	}
	if hidden > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%s: %d hidden rows are read like the others", s.Name(), hidden))
	}
	return &moduleReturn{names: names, modules: func() ([]sen2.Module, io.Closer, error) {
		book, err := s.openBook(w.path)
		if err != nil {
			return nil, nil, err
		}
		modules := make([]sen2.Module, len(parts))
		for i, p := range parts {
			modules[i] = sen2.Module{
				Name: p.module, Rows: s.rowsOfPart(book, p), MonthFirst: s.entry.Dates == "mdy", IsSaid: s.DatesAreSaid(),
			}
		}
		return modules, book, nil
	}}, nil
}

// partsOf finds the modules of a sheet by their headings, and how many of its
// rows are hidden. A sheet whose first rows have none is not searched to its end.
func (s *Source) partsOf(book *excelize.File, sheet string) (parts []part, hidden int, err error) {
	tags := sen2.NewTags()
	err = s.eachRow(book, sheet, func(number int, cells []string, isHidden bool) error {
		if isHidden && len(parts) > 0 {
			hidden++
		}
		if module := tags.Module(cells); module != "" {
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
		return nil, 0, err
	}
	return parts, hidden, nil
}

// rowsOfPart walks over the rows of a module, but for the title of the one behind
// it.
func (s *Source) rowsOfPart(book *excelize.File, p part) func(ctx context.Context, each func(row int, cells []string) error) error {
	return func(ctx context.Context, each func(row int, cells []string) error) error {
		err := s.eachRow(book, p.sheet, func(number int, cells []string, _ bool) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case number < p.header || sen2.IsTitle(cells):
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
