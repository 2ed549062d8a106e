package ask

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
	"ehcp/pipeline/workbook"
)

const (
	// sheetRows is how many rows of an answer a sheet has room for.
	sheetRows = 1_048_576 - 10
	// longestCell is how much text a cell has room for.
	longestCell = 32_767
	// digits are those that a sheet keeps of a whole number.
	digits  = 15
	noValue = "[x]" // the mark of the Government Analysis Function for what is not available
)

// bookWriter writes a workbook with one sheet, to work with: a header that
// filters, numbers and days as such, and no text that is a formula.
type bookWriter struct {
	w       io.Writer
	look    Look
	columns []workbook.Column
	rows    [][]string
	marked  bool // some value is missing
}

func (b *bookWriter) Begin(columns []warehouse.Column) error {
	for i, name := range distinct(columns) {
		c := workbook.Column{Title: visible(name)}
		switch kindOf(columns[i].Type) {
		case whole:
			c.Kind, c.Format = workbook.Number, "0"
		case fraction:
			c.Kind, c.Format = workbook.Number, numberFormat(columns[i].Type)
		case day:
			c.Kind = workbook.Day
		case truth:
			c.Kind = workbook.Truth
		default:
			c.Kind = workbook.Text
		}
		b.columns = append(b.columns, c)
	}
	return nil
}

// numberFormat shows a decimal with as many decimals as it has.
func numberFormat(typ string) string {
	var width, scale int
	if _, err := fmt.Sscanf(typ, "DECIMAL(%d,%d)", &width, &scale); err != nil {
		return "General"
	}
	if scale == 0 {
		return "0"
	}
	return "0." + strings.Repeat("0", scale)
}

func (b *bookWriter) Row(values []any) error {
	if len(b.rows) == sheetRows {
		return fault.New(fault.Usage, fmt.Sprintf("a sheet has no room for more than %d rows", sheetRows),
			"--format parquet or csv has; --limit 1000000 takes the first")
	}
	row := make([]string, len(values))
	for i, value := range values {
		if row[i] = visible(cell(value)); row[i] == "" {
			row[i], b.marked = noValue, true
		}
		if b.columns[i].Kind == workbook.Number && len(strings.Trim(row[i], "-0.")) > digits && !strings.Contains(row[i], ".") {
			return fault.New(fault.Usage, fmt.Sprintf("%s: %s has more digits than a sheet keeps", b.columns[i].Title, row[i]),
				"cast it to text in the query")
		}
		if len(row[i]) > longestCell {
			return fault.New(fault.Usage, fmt.Sprintf("%s has a text too long for a cell", b.columns[i].Title),
				"--format parquet, csv or json has room for it")
		}
	}
	b.rows = append(b.rows, row)
	return nil
}

func (b *bookWriter) End() (err error) {
	title := b.look.Title
	if title == "" {
		title = "Answer to a query"
	}
	book, err := workbook.New(workbook.Properties{Title: title, Creator: "ehcp", Day: b.look.Day})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	const sheet = "Answer"
	lines := workbook.Lines("Restricted: case records or unprotected figures. Not for publication.")
	if b.marked {
		lines = append(lines, workbook.Lines(noValue+": no value.")...)
	}
	if len(b.rows) == 0 {
		err = book.Prose(sheet, title, append(lines, workbook.Lines("No row answers this.")...))
	} else {
		_, err = book.Table(workbook.Table{
			Sheet: sheet, Name: "answer", Title: title, Lines: lines, Worked: true,
			Columns: workbook.Fit(b.columns, b.rows), Rows: workbook.Given(b.rows),
		})
	}
	if err != nil {
		return err
	}
	return book.Write(b.w)
}
