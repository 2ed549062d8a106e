package ask

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ehcp/pipeline/warehouse"
)

// mostRows is how many rows a table shows; the other formats have them all.
const mostRows = 1000

// tableWriter lines columns up for a person: text to the left, numbers to the
// right. It must know every row before it writes the first.
type tableWriter struct {
	w       io.Writer
	header  []string
	numbers []bool
	cells   [][]string
	rows    int
}

// Left is how many rows a table did not show.
func Left(w Writer) int {
	if t, ok := w.(*tableWriter); ok {
		return t.rows - len(t.cells)
	}
	return 0
}

// Rows is how many rows a table was given; other formats do not count.
func Rows(w Writer) (rows int, counted bool) {
	t, ok := w.(*tableWriter)
	if !ok {
		return 0, false
	}
	return t.rows, true
}

func (t *tableWriter) Begin(columns []warehouse.Column) error {
	for _, column := range columns {
		t.header = append(t.header, visible(column.Name))
		t.numbers = append(t.numbers, numeric(column.Type))
	}
	return nil
}

func (t *tableWriter) Row(values []any) error {
	t.rows++
	if t.rows > mostRows {
		return nil
	}
	cells := make([]string, len(values))
	for i, value := range values {
		cells[i] = visible(cell(value))
	}
	t.cells = append(t.cells, cells)
	return nil
}

func (t *tableWriter) End() error {
	widths := make([]int, len(t.header))
	rule := make([]string, len(t.header))
	for i, name := range t.header {
		widths[i] = utf8.RuneCountInString(name)
		for _, row := range t.cells {
			widths[i] = max(widths[i], utf8.RuneCountInString(row[i]))
		}
		rule[i] = strings.Repeat("-", widths[i])
	}
	for _, row := range append([][]string{t.header, rule}, t.cells...) {
		if _, err := fmt.Fprintln(t.w, t.line(row, widths)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tableWriter) line(row []string, widths []int) string {
	padded := make([]string, len(row))
	for i, text := range row {
		space := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(text))
		if t.numbers[i] {
			padded[i] = space + text
		} else {
			padded[i] = text + space
		}
	}
	return strings.TrimRight(strings.Join(padded, "  "), " ")
}

func numeric(typ string) bool {
	switch typ {
	case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
		"UHUGEINT", "FLOAT", "DOUBLE", "BIGNUM":
		return true
	}
	return strings.HasPrefix(typ, "DECIMAL")
}

// visible writes control characters out, so that what a case record holds
// cannot move the cursor or colour the terminal.
func visible(text string) string {
	if !strings.ContainsFunc(text, hidden) {
		return text
	}
	var out strings.Builder
	for _, r := range text {
		if hidden(r) {
			out.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}

// Plan writes what explain gives as it is, for it is drawn in lines.
func Plan(w io.Writer, a *Answer) error {
	return a.Each(func(values []any) error {
		_, err := fmt.Fprintln(w, strings.TrimRight(cell(values[len(values)-1]), "\n"))
		return err
	})
}
