package docx

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Table is a table with one header row, whose first column names its rows.
type Table struct {
	// Title says what the table is, for those who do not see it.
	Title string
	// Columns are the heads of the columns.
	Columns []Column
	Rows    [][]string
}

// Column is one column of a table.
type Column struct {
	Head string
	// Share is the column's part of the width, next to the others' shares; 0 counts as 1.
	Share float64
	// Words are set to the left; numbers to the right.
	Words bool
}

// keptTogether is the most rows that a table has if all of it stays on one page.
const keptTogether = 12

// Table writes a table across the text. Its header row is marked as one and
// comes again on every page; no row is broken across pages. Rows shorter than
// the header are filled up with empty cells.
func (f *File) Table(t Table) {
	widths := t.widths()
	fmt.Fprintf(&f.body, `<w:tbl><w:tblPr><w:tblStyle w:val="Figures"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>`+
		`<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>`+
		`<w:tblCaption w:val="%s"/></w:tblPr><w:tblGrid>`, sum(widths), escape(t.Title))
	for _, width := range widths {
		fmt.Fprintf(&f.body, `<w:gridCol w:w="%d"/>`, width)
	}
	f.body.WriteString("</w:tblGrid>")
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Head
	}
	f.row(t, head, widths, true, true)
	for i, cells := range t.Rows {
		with := len(t.Rows) <= keptTogether && i < len(t.Rows)-1
		f.row(t, cells, widths, false, with)
	}
	// Two tables without a paragraph between them would be one.
	f.body.WriteString(`</w:tbl><w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>`)
}

func (f *File) row(t Table, cells []string, widths []int, isHead, withNext bool) {
	f.body.WriteString("<w:tr><w:trPr><w:cantSplit/>")
	if isHead {
		f.body.WriteString("<w:tblHeader/>")
	}
	f.body.WriteString("</w:trPr>")
	for i, column := range t.Columns {
		text := ""
		if i < len(cells) {
			text = cells[i]
		}
		var properties strings.Builder
		if withNext {
			properties.WriteString("<w:keepNext/>")
		}
		if !column.Words && i > 0 {
			properties.WriteString(`<w:jc w:val="right"/>`)
		}
		fmt.Fprintf(&f.body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>`,
			widths[i], paragraph("TableText", properties.String(), []Run{{Text: text, Bold: isHead}}))
	}
	f.body.WriteString("</w:tr>")
}

// Of the table's text: what a letter takes at most in most words, bold as a head has
// it, at 8.5 points; and the margins of a cell. In twentieths of a point.
const (
	letterWidth = 102
	cellMargins = 216
)

// widths are the columns' widths in twentieths of a point: by their shares, but a
// column whose longest word does not fit takes what it lacks from those with room,
// so that no word is broken.
func (t Table) widths() []int {
	total := 0.0
	for _, c := range t.Columns {
		total += c.share()
	}
	widths := make([]int, len(t.Columns))
	lacking, room := 0, 0
	for i, c := range t.Columns {
		widths[i] = int(c.share() / total * TextWidth * twipsPerMM)
		spare := widths[i] - t.needed(i)
		lacking, room = lacking+max(0, -spare), room+max(0, spare)
	}
	if lacking == 0 || lacking > room {
		return widths
	}
	for i := range widths {
		need := t.needed(i)
		widths[i] = max(need, widths[i]-(widths[i]-need)*lacking/room)
	}
	return widths
}

func (c Column) share() float64 {
	if c.Share <= 0 {
		return 1
	}
	return c.Share
}

// needed is the width that a column's longest word takes.
func (t Table) needed(column int) int {
	longest := 0
	measure := func(text string) {
		for word := range strings.FieldsSeq(text) {
			longest = max(longest, utf8.RuneCountInString(word))
		}
	}
	measure(t.Columns[column].Head)
	for _, cells := range t.Rows {
		if column < len(cells) {
			measure(cells[column])
		}
	}
	return longest*letterWidth + cellMargins
}

func sum(widths []int) (total int) {
	for _, width := range widths {
		total += width
	}
	return total
}
