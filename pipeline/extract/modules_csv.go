package extract

import (
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

// rowsOf walks over the rows of a CSV from its header on, in Go, each with its
// number in the file, blank lines counted. Cells hold until the next row is
// read. A lax walk takes quotation marks as they come; the other refuses those
// that could swallow rows.
func (c *csvFile) rowsOf(s *Source, isLax bool) func(ctx context.Context, each func(row int, cells []string) error) error {
	return func(ctx context.Context, each func(row int, cells []string) error) (err error) {
		file, err := s.open()
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		reader := csv.NewReader(transform.NewReader(s.decoded(&patient{ctx, file}), unicode.BOMOverride(transform.Nop)))
		reader.Comma, reader.FieldsPerRecord, reader.ReuseRecord, reader.LazyQuotes = c.delimiter, -1, true, isLax
		blank := s.blank
		for row := 1; ; row++ {
			cells, err := reader.Read()
			var where *csv.ParseError
			switch {
			case errors.Is(err, io.EOF):
				return nil
			case ctx.Err() != nil:
				return ctx.Err()
			case errors.As(err, &where):
				return fault.New(fault.Extract, fmt.Sprintf("%s cannot be read behind line %d: a quotation mark stands alone", s.Path, where.StartLine),
					"make the extract again, or put text with a quotation mark between two of them and double it")
			case err != nil:
				return fault.Wrap(fault.Extract, err, s.Path+" cannot be read to its end", "make the extract again")
			}
			line, _ := reader.FieldPos(0)
			for len(blank) > 0 && blank[0] < int64(line) {
				row, blank = row+1, blank[1:]
			}
			if line < c.headerLine {
				continue
			}
			if !isLax && slices.ContainsFunc(cells, func(cell string) bool { return !utf8.ValidString(cell) }) {
				return fault.New(fault.Extract, fmt.Sprintf("%s is not UTF-8 text in row %d", s.Path, row),
					"save it as UTF-8, or say encoding: windows-1252 under extracts: in the configuration")
			}
			if err := each(row, cells); err != nil {
				return err
			}
		}
	}
}
