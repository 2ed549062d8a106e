package extract

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"ehcp/pipeline/fault"
)

// rowsOf walks over the rows of a CSV from its header on, in Go. A lax walk takes
// quotation marks as they come; the other refuses those that could swallow rows.
func (c *csvFile) rowsOf(s *Source, isLax bool) func(ctx context.Context, each func(row int, cells []string) error) error {
	return func(ctx context.Context, each func(row int, cells []string) error) (err error) {
		file, err := s.open()
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		reader := csv.NewReader(transform.NewReader(s.decoded(&patient{ctx, file}), unicode.BOMOverride(transform.Nop)))
		reader.Comma, reader.FieldsPerRecord, reader.ReuseRecord, reader.LazyQuotes = c.delimiter, -1, true, isLax
		return c.eachRecord(ctx, s, reader, each)
	}
}

// eachRecord gives every row from the header on with its number, empty ones
// counted. Cells hold until the next row is read.
func (c *csvFile) eachRecord(ctx context.Context, s *Source, reader *csv.Reader, each func(row int, cells []string) error) error {
	for row := c.headerRow; ; {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return cmp.Or(ctx.Err(), s.recordFault(err))
		}
		if line, _ := reader.FieldPos(0); line < c.headerLine {
			continue
		}
		for c.passed.isPassed(row) {
			row++
		}
		if slices.ContainsFunc(cells, func(cell string) bool { return !utf8.ValidString(cell) }) && !reader.LazyQuotes {
			return fault.New(fault.Extract, fmt.Sprintf("%s is not UTF-8 text in row %d", s.Path, row),
				"save it as UTF-8, or say encoding: windows-1252 under extracts: in the configuration")
		}
		if err := each(row, cells); err != nil {
			return err
		}
		row++
	}
}

// recordFault says where a CSV cannot be read in Go. The library's own error
// names the line and quotes nothing of it.
func (s *Source) recordFault(err error) error {
	var where *csv.ParseError
	if errors.As(err, &where) {
		return fault.New(fault.Extract, fmt.Sprintf("%s cannot be read behind line %d: a quotation mark stands alone", s.Path, where.StartLine),
			"make the extract again, or put text with a quotation mark between two of them and double it")
	}
	return fault.Wrap(fault.Extract, err, s.Path+" cannot be read to its end", "make the extract again")
}
