package workbook

import (
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// Kind says what the cells of a column hold.
type Kind int

// The kinds of a column. A cell that is not of its column's kind is a mark, such
// as [c], and stands as text.
const (
	Text    Kind = iota
	Wrapped      // text over several lines
	Number       // in the column's format
	Day          // 2006-01-02
	Truth        // true or false, shown as Yes or No: programs show truths each in their own way
)

// Column is one column of a table.
type Column struct {
	Title  string // its header, which no other column of the table has
	Kind   Kind
	Format string  // of numbers: Whole, Decimal or another of Excel's
	Width  float64 // in characters
}

// Harmless puts an apostrophe before text that a spreadsheet would take for a
// formula: text that begins with = + - @, a tab or a line end, or with the wide
// forms of the first four, which programs in East Asian languages take for them
// (OWASP, CSV injection).
func Harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", firstRune(text)) {
		return "'" + text
	}
	return text
}

func firstRune(text string) rune {
	for _, r := range text {
		return r
	}
	return 0
}

// dayZero is the day that spreadsheets count days from; from March 1900 on they
// count as the calendar does.
func dayZero() time.Time { return time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC) }

// valued is a cell as the sheet stores it, with its look: a number as a number,
// a day as a day, and all else as text that is no formula.
func (c Column) valued(text string, look, mark int) excelize.Cell {
	switch c.Kind {
	case Number:
		if n, err := strconv.ParseFloat(text, 64); err == nil && n-n == 0 { // neither infinite nor NaN
			return excelize.Cell{StyleID: look, Value: n}
		}
	case Day:
		if days, ok := dayNumber(text); ok {
			return excelize.Cell{StyleID: look, Value: days}
		}
	case Truth:
		switch text {
		case "true":
			return excelize.Cell{StyleID: look, Value: "Yes"}
		case "false":
			return excelize.Cell{StyleID: look, Value: "No"}
		}
	default:
		return excelize.Cell{StyleID: look, Value: Harmless(text)}
	}
	return excelize.Cell{StyleID: mark, Value: Harmless(text)}
}

// dayNumber is a day as spreadsheets store it; false for what is no day after
// February 1900.
func dayNumber(text string) (days int, ok bool) {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, false
	}
	days = int(day.Sub(dayZero()).Hours() / 24)
	return days, days > 60
}

// isToTheRight says whether the cells of a column stand to its right.
func (c Column) isToTheRight() bool { return c.Kind == Number || c.Kind == Day }

// look is the style of a column's cells.
func (b *Book) look(c Column) (int, error) {
	switch c.Kind {
	case Wrapped:
		return b.styles.wrapped, nil
	case Number:
		if c.Format == "" {
			return b.styles.number(Whole)
		}
		return b.styles.number(c.Format)
	case Day:
		return b.styles.number(isoDay)
	default:
		return b.styles.text, nil
	}
}
