package extract

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
)

// mostSheetRows is Excel's own limit.
const mostSheetRows = 1_048_576

// errEnough ends a walk over rows before the sheet does.
var errEnough = errors.New("enough rows")

// workbook is an Excel workbook (.xlsx), one of whose sheets holds the cases.
type workbook struct {
	path      string // unpacked
	sheet     string
	headerRow int // from 1
}

func (*workbook) keepsLines() bool { return true }

func (*workbook) isReturn() bool { return false }

// open finds the sheet and the row that name the columns.
func (w *workbook) open(ctx context.Context, s *Source) (err error) {
	if w.path, err = s.unpacked(); err != nil {
		return err
	}
	if !isBook(w.path) {
		return fault.New(fault.Extract, s.Path+" is an archive (.zip), and no workbook",
			"unpack it and give the file that is inside, or pack that with gzip")
	}
	book, err := s.openBook(w.path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	sheets := book.GetSheetList()
	if s.entry.Sheet != "" {
		if !slices.Contains(sheets, s.entry.Sheet) {
			return fault.New(fault.Extract, fmt.Sprintf("%s has no sheet %q; it has %s", s.Path, s.entry.Sheet, strings.Join(sheets, ", ")),
				"give one of them after sheet:")
		}
		sheets = []string{s.entry.Sheet}
	}
	if s.facts, err = s.factsOf(ctx, book, w.path, sheets); err != nil {
		return err
	}
	whole, err := w.returnIn(s, book, sheets)
	if err != nil {
		return err
	}
	if whole != nil {
		if err := s.noOtherCases(book, sheets); err != nil {
			return err
		}
		s.kind = whole
		return whole.open(ctx, s)
	}
	return w.findSheet(s, book, sheets)
}

// findSheet finds the sheet and the row that name most columns.
func (w *workbook) findSheet(s *Source, book *excelize.File, sheets []string) error {
	var header, holding []string
	most := -1
	for _, sheet := range sheets {
		rows, place, score, err := s.headerIn(book, sheet)
		if err != nil {
			return err
		}
		if place < 0 || place >= len(rows) {
			continue
		}
		if s.hasRequired(rows[place]) {
			holding = append(holding, sheet)
		}
		if score > most {
			most, header, s.sample, w.sheet, w.headerRow = score, rows[place], rows[place+1:], sheet, place+1
		}
	}
	switch {
	case header == nil:
		return fault.New(fault.Extract, s.Path+" is empty", "make the extract again")
	case len(holding) > 1:
		return fault.New(fault.Extract, fmt.Sprintf("%s has %d sheets that could hold the cases: %s", s.Path, len(holding), strings.Join(holding, ", ")),
			"name the one that is meant after sheet:")
	}
	if err := s.mapColumns(header); err != nil {
		return err
	}
	return s.sheetFault(w.sheet, w.headerRow, func(place int) bool { return s.canonicalAt(place) != "" })
}

// noOtherCases refuses a workbook that holds a SEN2 return and a list of cases
// besides: either could be meant.
func (s *Source) noOtherCases(book *excelize.File, sheets []string) error {
	for _, sheet := range sheets {
		rows, place, _, err := s.headerIn(book, sheet)
		if err != nil {
			return err
		}
		if place >= 0 && place < len(rows) && s.hasRequired(rows[place]) {
			return fault.New(fault.Extract, fmt.Sprintf("%s holds a SEN2 return, and the sheet %q could hold the cases too", s.Path, sheet),
				"name the sheet after sheet:, or remove it so that the return is read")
		}
	}
	return nil
}

// hasRequired says whether a header names what every extract must have.
func (s *Source) hasRequired(header []string) bool {
	return s.names(registry.Extracts()[0], header)
}

// headerIn reads the first rows of a sheet and finds the one that names most
// columns.
func (s *Source) headerIn(book *excelize.File, sheet string) (rows [][]string, place, score int, err error) {
	err = s.eachRow(book, sheet, func(number int, cells []string, _ bool) error {
		rows = append(rows, slices.Clone(cells))
		if number >= sampleRows {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, 0, 0, err
	}
	place, score = s.findHeader(rows)
	if s.entry.HeaderRow > 0 {
		place = s.entry.HeaderRow - 1
	}
	return rows, place, score, nil
}

// deliver reads the wanted cells of the rows under the header. A row without any
// value is none.
func (w *workbook) deliver(ctx context.Context, s *Source, into Target, take func(text string) error) (err error) {
	book, err := s.openBook(w.path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	places := s.wantedPlaces()
	columns := make([]string, len(places), len(places)+1)
	for i, place := range places {
		columns[i] = fileColumn(place)
	}
	hidden := 0
	err = into.fill(ctx, append(columns, "error_cell"), func(_ context.Context, deliver func([]driver.Value) error) error {
		return s.eachRow(book, w.sheet, func(number int, cells []string, isHidden bool) error {
			if number <= w.headerRow || strings.TrimSpace(strings.Join(cells, "")) == "" {
				return nil
			}
			if isHidden {
				hidden++
			}
			return deliver(append(s.wantedCells(cells, places), int64(number)))
		})
	}, func() error { return take(s.selectText(into.ID, into.Table, typed{})) })
	if hidden > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%s: %d hidden rows are read like the others", s.Name(), hidden))
	}
	return err
}

// wantedCells are the cells at the places of wanted columns, and a line with the
// column and text of each that shows an error.
func (s *Source) wantedCells(cells []string, places []int) []driver.Value {
	var shown []string
	row := make([]driver.Value, len(places)+1, len(places)+2)
	for i, place := range places {
		if place >= len(cells) || cells[place] == "" {
			continue
		}
		row[i] = cells[place]
		if isErrorCell(cells[place]) {
			shown = append(shown, s.canonicalAt(place)+" "+cells[place])
		}
	}
	if len(shown) > 0 {
		row[len(places)] = strings.Join(shown, "\n")
	}
	return row
}

// isErrorCell says whether a cell shows one of Excel's errors; stage_unreadable
// has the same list, for what a CSV took over from a workbook.
func isErrorCell(text string) bool {
	return slices.Contains([]string{
		"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA",
	}, text)
}

// eachRow walks over the rows of a sheet, from 1, with the text of their cells.
func (s *Source) eachRow(book *excelize.File, sheet string, each func(number int, cells []string, isHidden bool) error) (err error) {
	var rows *excelize.Rows
	if err := caught(func() (err error) { rows, err = book.Rows(sheet); return err }); err != nil {
		return s.bookFault(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	total := 0
	properties, err := book.GetWorkbookProps()
	if err != nil {
		return s.bookFault(err)
	}
	is1904 := properties.Date1904 != nil && *properties.Date1904
	for number := 1; ; number++ {
		cells, isHidden, more, err := nextRow(rows)
		if err != nil {
			return s.bookFault(err)
		}
		if !more {
			return nil
		}
		writeDays(cells, is1904)
		for place, number := range s.facts[sheet].long[number] {
			if place < len(cells) {
				cells[place] = number
			}
		}
		if total += len(cells); total > int(s.limits.SheetCells) || number > mostSheetRows {
			return fault.New(fault.Extract, fmt.Sprintf("%s has a sheet of more than %d rows or %d cells", s.Path, mostSheetRows, s.limits.SheetCells),
				"remove the columns that are not needed, or save it as CSV; limits: {sheet_cells: ...} sets another limit")
		}
		if slices.ContainsFunc(cells, func(cell string) bool { return len(cell) > int(s.limits.CellMB)<<20 }) {
			return s.cellFault(int64(number))
		}
		if err := each(number, cells, isHidden); err != nil {
			return err
		}
	}
}

func nextRow(rows *excelize.Rows) (cells []string, isHidden, more bool, err error) {
	err = caught(func() (err error) {
		if more = rows.Next(); !more {
			return rows.Error()
		}
		cells, err = rows.Columns()
		isHidden = rows.GetRowOpts().Hidden
		return err
	})
	return cells, isHidden, more, err
}

// caught runs a call into the library, which stumbles over some damaged
// workbooks.
func caught(call func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the workbook is damaged")
		}
	}()
	return call()
}

// dayMark begins the text of a cell that is a day; it is one of the characters
// that Unicode keeps for use inside a program.
const dayMark = "\ufdd0"

// writeDays writes the days among the cells of a row as text.
func writeDays(cells []string, is1904 bool) {
	for i, cell := range cells {
		if serial, isDay := strings.CutPrefix(cell, dayMark); isDay {
			cells[i] = dayOfSerial(serial, is1904)
		}
	}
}

// dayOfSerial writes the day that a workbook stores as a number of days, with
// its time if it has one. A number that is no day stays as it is.
func dayOfSerial(serial string, is1904 bool) string {
	number, err := strconv.ParseFloat(serial, 64)
	if err != nil {
		return serial
	}
	moment, err := excelize.ExcelDateToTime(number, is1904)
	if err != nil {
		return serial
	}
	if number == math.Trunc(number) {
		return moment.Format(time.DateOnly)
	}
	return moment.Format(time.DateTime)
}

// openBook opens the workbook so that days are marked and numbers read as they
// are stored, whatever the cells make them look like.
func (s *Source) openBook(path string) (book *excelize.File, err error) {
	options := excelize.Options{TmpDir: s.scratch, UnzipSizeLimit: s.mostUnpacked()}
	if err := caught(func() (err error) { book, err = excelize.OpenFile(path, options); return err }); err != nil {
		return nil, s.bookFault(err)
	}
	if err := caught(func() error { return plainFormats(book) }); err != nil {
		return nil, errors.Join(s.bookFault(err), book.Close())
	}
	return book, nil
}

func (s *Source) bookFault(err error) error {
	if strings.Contains(err.Error(), "unzip size exceeds") {
		what := fmt.Sprintf("%s unpacks to more than %d times its size, or %d GiB", s.Path, s.limits.Inflation, s.limits.ResidentGiB)
		return fault.Wrap(fault.Extract, err, what,
			"it is not an extract, or it was packed in a strange way: open it and save it again; or set limits: {inflation: ..., resident_gib: ...}")
	}
	return fault.Wrap(fault.Extract, err, s.Path+" cannot be read as a workbook", "open it in Excel and save it again as .xlsx, or as CSV")
}
