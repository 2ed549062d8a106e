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

// tableWriter lines columns up for a person: text to the left, numbers to the
// right. It must know every row before it writes the first.
type tableWriter struct {
	w       io.Writer
	width   int // characters that a line may take; 0 is any number
	wraps   bool
	header  []string
	numbers []bool
	cells   [][]string
}

func (t *tableWriter) Begin(columns []warehouse.Column) error {
	for _, column := range columns {
		t.header = append(t.header, visible(column.Name))
		t.numbers = append(t.numbers, numeric(column.Type))
	}
	return nil
}

func (t *tableWriter) Row(values []any) error {
	cells := make([]string, len(values))
	for i, value := range values {
		cells[i] = visible(cell(value))
	}
	t.cells = append(t.cells, cells)
	return nil
}

func (t *tableWriter) End() error {
	f, fits := t.fit()
	if !fits {
		return t.byRecord()
	}
	for _, line := range f.headers {
		if err := t.print(line, f.widths); err != nil {
			return err
		}
	}
	rule := make([]string, len(f.widths))
	for i, width := range f.widths {
		rule[i] = strings.Repeat("-", width)
	}
	if err := t.print(rule, f.widths); err != nil {
		return err
	}
	for _, row := range t.cells {
		for _, line := range t.lines(row, f.widths) {
			if err := t.print(line, f.widths); err != nil {
				return err
			}
		}
	}
	return nil
}

// lines are those that a row takes: one, unless what is too long wraps.
func (t *tableWriter) lines(row []string, widths []int) [][]string {
	if !t.wraps {
		return [][]string{row}
	}
	var lines [][]string
	for i, text := range row {
		for n, part := range wrapped(text, widths[i]) {
			if n == len(lines) {
				lines = append(lines, make([]string, len(row)))
			}
			lines[n][i] = part
		}
	}
	return lines
}

// print writes one line, what is too long for its column cut.
func (t *tableWriter) print(row []string, widths []int) error {
	padded := make([]string, len(row))
	for i, text := range row {
		text = cut(text, widths[i])
		space := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(text))
		if t.numbers[i] {
			padded[i] = space + text
		} else {
			padded[i] = text + space
		}
	}
	_, err := fmt.Fprintln(t.w, strings.TrimRight(strings.Join(padded, gap), " "))
	return err
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
