package extract

import (
	"context"
	"encoding/csv"
	"errors"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"ehcp/pipeline/fault"
)

// rowsOf walks over the rows of a CSV from its header on, in Go, each with its
// number in the file. Cells hold until the next row is read.
func (c *csvFile) rowsOf(s *Source) func(ctx context.Context, each func(row int, cells []string) error) error {
	return func(ctx context.Context, each func(row int, cells []string) error) (err error) {
		file, err := s.open()
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		reader := csv.NewReader(transform.NewReader(s.decoded(&patient{ctx, file}), unicode.BOMOverride(transform.Nop)))
		reader.Comma, reader.FieldsPerRecord, reader.ReuseRecord = c.delimiter, -1, true
		for row := 1; ; row++ {
			cells, err := reader.Read()
			switch {
			case errors.Is(err, io.EOF):
				return nil
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				return fault.Wrap(fault.Extract, err, s.Path+" cannot be read to its end",
					"make the extract again; a CSV is text with one row a line and its quotation marks closed")
			}
			if line, _ := reader.FieldPos(0); line < c.headerLine {
				continue
			}
			if err := each(row, cells); err != nil {
				return err
			}
		}
	}
}
