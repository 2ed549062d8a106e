package docx

import (
	"fmt"
	"strings"
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

// widths are the columns' widths in twentieths of a point.
func (t Table) widths() []int {
	total := 0.0
	shares := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		shares[i] = c.Share
		if shares[i] <= 0 {
			shares[i] = 1
		}
		total += shares[i]
	}
	widths := make([]int, len(shares))
	for i, share := range shares {
		widths[i] = int(share / total * TextWidth * twipsPerMM)
	}
	return widths
}

func sum(widths []int) (total int) {
	for _, width := range widths {
		total += width
	}
	return total
}
