package actionplan

import (
	"bytes"
	"image"
	_ "image/jpeg" // logos
	_ "image/png"  // and again
	"strconv"
	"strings"
	"time"

	"ehcp/pipeline/document"
	"ehcp/pipeline/registry"
)

// shown writes a published cell for people: marks in brackets, thousands with
// commas, the unit behind the number. The digits are the cell's own.
func shown(cell, unit string) string { return written(cell, unit, unit == "%" || unit == " weeks") }

// written is shown with a decimal of 0 kept or left out: numbers of cases have
// one in the tables that hold percentages too.
func written(cell, unit string, keeps bool) string {
	switch cell {
	case "":
		return "[x]"
	case "c", "x", "z", "u", "low":
		return "[" + cell + "]"
	}
	if _, err := strconv.ParseFloat(cell, 64); err != nil {
		return document.Plain(cell)
	}
	whole, decimals, _ := strings.Cut(cell, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if decimals != "" && (keeps || decimals != "0") {
		whole += "." + decimals
	}
	return sign + whole + unit
}

// unitOf is what stands behind a number of a measure.
func unitOf(m registry.Measure) string {
	return map[registry.Kind]string{registry.Rate: "%", registry.Middle: " weeks"}[m.Kind]
}

// isNumber says whether a cell holds a number, which no mark does.
func isNumber(cell string) bool {
	_, err := strconv.ParseFloat(cell, 64)
	return err == nil
}

func longDay(day time.Time) string { return day.Format("2 January 2006") }

// day writes an ISO date for people; anything else stays as it is.
func day(iso string) string {
	at, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return longDay(at)
}

// capital gives a sentence a capital letter.
func capital(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// logoOf is the configured picture; nil where there is none.
func logoOf(content []byte) *document.Logo {
	size, kind, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return nil
	}
	return &document.Logo{Type: "image/" + kind, Content: content, Width: size.Width, Height: size.Height}
}

// column is one column of a table and where its cells come from.
type column struct {
	head, name, unit string
	share            float64
	tenths, words    bool // a decimal of 0 is kept; it holds words
}

// longestShort is the longest name of a row, in letters, that stands on one line.
const longestShort = 18

// table lays rows out under a first column that names them.
func table(caption, first string, name func(Row) string, rows []Row, columns ...column) document.Table {
	t := document.Table{Caption: caption, Columns: []document.Column{{Head: first, Share: 1.8, Words: true}}}
	for _, c := range columns {
		t.Columns = append(t.Columns, document.Column{Head: c.head, Share: c.share, Words: c.words})
	}
	for _, row := range rows {
		cells := []document.Cell{{Text: document.Plain(name(row))}}
		t.Short = (t.Short || len(t.Rows) == 0) && len([]rune(cells[0].Text)) <= longestShort
		for _, c := range columns {
			text := written(row[c.name], c.unit, c.unit == "%" || c.tenths)
			cells = append(cells, document.Cell{Text: text, Quiet: strings.HasPrefix(text, "[")})
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// hasFigures says whether anything in a table is available.
func hasFigures(t document.Table) bool {
	for _, row := range t.Rows {
		for _, cell := range row[1:] {
			if cell.Text != "[x]" {
				return true
			}
		}
	}
	return false
}

// mostIncrements is how many increments a table of the document has: three
// years. All of them are in the CSV.
const mostIncrements = 12

// newest keeps the last rows, and says so beneath the table.
func newest(t document.Table) document.Table {
	if left := len(t.Rows) - mostIncrements; left > 0 {
		t.Rows = t.Rows[left:]
		t.Notes = append(t.Notes, "The newest "+strconv.Itoa(mostIncrements)+" of "+strconv.Itoa(left+mostIncrements)+"; the data have all of them.")
	}
	return t
}

// periodName is a period in words, marked while it is not over.
func periodName(row Row) string {
	if row["is_complete"] == "false" {
		return row["period"] + " (not over, provisional)"
	}
	return row["period"]
}
