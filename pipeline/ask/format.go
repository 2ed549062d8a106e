package ask

import (
	"encoding/csv"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// Writer writes an answer in one format: the columns, each row, the end.
type Writer interface {
	Begin(columns []warehouse.Column) error
	Row(values []any) error
	End() error
}

// Look is what a format may need to know beside the rows. The zero Look is one
// of an answer to unknown ends.
type Look struct {
	Width int       // characters that a line of a table may take; 0 is any number
	Wraps bool      // what is too long for its column goes on beneath rather than being cut
	Title string    // what a workbook is headed by
	Day   time.Time // the day that a workbook says it was made on: the as-at day
}

// Formats are the words for --format.
func Formats() []string {
	return []string{"table", "csv", "json", "jsonl", "markdown", "parquet", "arrow", "xlsx"}
}

// IsBinary tells the formats that a terminal cannot show.
func IsBinary(format string) bool {
	return slices.Contains([]string{"parquet", "arrow", "xlsx"}, format)
}

// FormatOf guesses a format from the ending of a file's name; a name without an
// ending, or none, is a table.
func FormatOf(path string) (string, error) {
	switch ending := strings.ToLower(filepath.Ext(path)); ending {
	case "", ".txt":
		return "table", nil
	case ".csv", ".json", ".jsonl", ".parquet", ".arrow", ".xlsx":
		return ending[1:], nil
	case ".ndjson":
		return "jsonl", nil
	case ".md":
		return "markdown", nil
	case ".feather":
		return "arrow", nil
	default:
		return "", fault.New(fault.Usage, fmt.Sprintf("the ending of %s does not name a format", filepath.Base(path)),
			"say it with --format "+strings.Join(Formats(), ", "))
	}
}

// NewWriter gives the writer for a format.
func NewWriter(format string, w io.Writer, look Look) (Writer, error) {
	switch format {
	case "table":
		return &tableWriter{w: w, width: look.Width, wraps: look.Wraps}, nil
	case "csv":
		return &csvWriter{w: w, csv: csv.NewWriter(w)}, nil
	case "json":
		return &jsonWriter{w: w}, nil
	case "jsonl":
		return &jsonWriter{w: w, lines: true}, nil
	case "markdown":
		return &markdownWriter{w: w}, nil
	case "parquet":
		return &columnWriter{w: w, begin: beginParquet}, nil
	case "arrow":
		return &columnWriter{w: w, begin: beginArrow}, nil
	case "xlsx":
		return &bookWriter{w: w, look: look}, nil
	}
	try := "use " + strings.Join(Formats(), ", ")
	if near := fault.Nearest(format, Formats()); near != "" {
		try = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, fault.New(fault.Usage, fmt.Sprintf("--format %q is not known", format), try)
}

// Write writes the first rows of an answer, at most so many; 0 is all of them.
// It gives how many rows were written and how many there are.
func Write(w Writer, a *Answer, most int) (written, all int, err error) {
	if err := w.Begin(a.Columns); err != nil {
		return 0, 0, err
	}
	err = a.Each(func(values []any) error {
		all++
		if most > 0 && all > most {
			return nil
		}
		written++
		return w.Row(values)
	})
	if err != nil {
		return written, all, err
	}
	return written, all, w.End()
}

// distinct gives every column a name of its own, for formats that find a value
// by its column's name.
func distinct(columns []warehouse.Column) []string {
	taken := make(map[string]bool, len(columns))
	names := make([]string, len(columns))
	for i, column := range columns {
		name := column.Name
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s_%d", column.Name, n)
		}
		taken[name] = true
		names[i] = name
	}
	return names
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
