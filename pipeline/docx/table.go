package docx

import (
	"fmt"
	"strings"
	"unicode"
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

// widths are the columns' widths in twentieths of a point: by their shares, but a
// column whose longest word does not fit takes what it lacks from those with room,
// so that no word is broken.
func (t Table) widths() []int {
	total := 0.0
	for _, c := range t.Columns {
		total += c.share()
	}
	widths, needed := make([]int, len(t.Columns)), make([]int, len(t.Columns))
	lacking, room := 0, 0
	for i, c := range t.Columns {
		widths[i], needed[i] = int(c.share()/total*TextWidth*twipsPerMM), t.needed(i)
		spare := widths[i] - needed[i]
		lacking, room = lacking+max(0, -spare), room+max(0, spare)
	}
	if lacking == 0 {
		return widths
	}
	for i := range widths {
		if spare := widths[i] - needed[i]; spare > 0 {
			widths[i] -= int(float64(spare) * min(1, float64(lacking)/float64(room)))
		} else {
			widths[i] -= int(float64(spare) * min(1, float64(room)/float64(lacking)))
		}
	}
	return widths
}

func (c Column) share() float64 {
	if c.Share <= 0 {
		return 1
	}
	return c.Share
}

// longestName is the longest name of a row, in letters, that is kept on one line.
const longestName = 16

// needed is the width that a column's longest word takes; of the first, the longest
// of its short names.
func (t Table) needed(column int) int {
	longest := 0
	for word := range strings.FieldsSeq(t.Columns[column].Head) {
		longest = max(longest, lengthOf(word, true))
	}
	for _, cells := range t.Rows {
		if column >= len(cells) {
			continue
		}
		if column == 0 && utf8.RuneCountInString(cells[0]) <= longestName {
			longest = max(longest, lengthOf(cells[0], false))
			continue
		}
		for word := range strings.FieldsSeq(cells[column]) {
			longest = max(longest, lengthOf(word, false))
		}
	}
	const margins = 216 // of a cell
	return longest + margins
}

// lengthOf is about how long a text is in the letters of a table, in twentieths of a
// point: they have 8.5 points, and their widths are those of Arial.
func lengthOf(text string, isBold bool) int {
	const size = 8.5 * 20
	length := 0.0
	for _, letter := range text {
		switch {
		case strings.ContainsRune("ijlI.,:;'|! ", letter):
			length += 0.28
		case strings.ContainsRune("frt()-/", letter):
			length += 0.36
		case strings.ContainsRune("mwMW%@", letter):
			length += 0.9
		case unicode.IsUpper(letter):
			length += 0.72
		default:
			length += 0.56
		}
	}
	if isBold {
		length *= 1.05
	}
	return int(length * size)
}

func sum(widths []int) (total int) {
	for _, width := range widths {
		total += width
	}
	return total
}
