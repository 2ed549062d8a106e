package ask

import (
	"encoding/csv"
	"io"

	"ehcp/pipeline/warehouse"
	"ehcp/pipeline/workbook"
)

// csvWriter follows RFC 4180, with the line ends of the published tables. Text
// that a spreadsheet would take for a formula gets an apostrophe.
type csvWriter struct {
	w   io.Writer
	csv *csv.Writer
}

func (c *csvWriter) Begin(columns []warehouse.Column) error {
	names := make([]string, len(columns))
	for i, column := range columns {
		names[i] = workbook.Harmless(column.Name)
	}
	return c.csv.Write(names)
}

func (c *csvWriter) Row(values []any) error {
	row := make([]string, len(values))
	for i, value := range values {
		row[i] = cell(value)
		if _, number := value.(warehouse.Number); !number {
			row[i] = workbook.Harmless(row[i])
		}
	}
	if len(row) == 1 && row[0] == "" { // else a blank line, which readers skip
		c.csv.Flush()
		if err := c.csv.Error(); err != nil {
			return err
		}
		_, err := io.WriteString(c.w, "\"\"\n")
		return err
	}
	return c.csv.Write(row)
}

func (c *csvWriter) End() error {
	c.csv.Flush()
	return c.csv.Error()
}
