package ask

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
	"ehcp/pipeline/workbook"
)

// Writer writes an answer in one format: the columns, each row, the end.
type Writer interface {
	Begin(columns []warehouse.Column) error
	Row(values []any) error
	End() error
}

// Formats are the words for --format.
func Formats() []string { return []string{"table", "csv", "json"} }

// NewWriter gives the writer for a format.
func NewWriter(format string, w io.Writer) (Writer, error) {
	switch format {
	case "table":
		return &tableWriter{w: w}, nil
	case "csv":
		return &csvWriter{w: w, csv: csv.NewWriter(w)}, nil
	case "json":
		return &jsonWriter{w: w}, nil
	}
	try := "use " + strings.Join(Formats(), ", ")
	if near := fault.Nearest(format, Formats()); near != "" {
		try = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, fault.New(fault.Usage, fmt.Sprintf("--format %q is not known", format), try)
}

// Write writes a whole answer.
func Write(w Writer, a *Answer) error {
	if err := w.Begin(a.Columns); err != nil {
		return err
	}
	if err := a.Each(w.Row); err != nil {
		return err
	}
	return w.End()
}

// csvWriter follows RFC 4180, with the line ends of the published tables.
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

// cell is a value as text; null is empty.
func cell(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case warehouse.Number:
		return string(v)
	case bool:
		return fmt.Sprint(v)
	}
	return string(jsonValue(value))
}
