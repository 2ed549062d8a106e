package docx

import (
	"fmt"
	"strings"
)

// Run is a piece of text in one hand.
type Run struct {
	Text string
	Bold bool
}

// Style names the look of a paragraph.
type Style string

// The styles of paragraphs, as Word names them.
const (
	Title    Style = "Title"
	Subtitle Style = "Subtitle"
	Lead     Style = "Lead"
	Normal   Style = "Normal"
	Note     Style = "Note"
	Caption  Style = "Caption"
	Bullet   Style = "ListBullet"
	Marking  Style = "Marking"
)

// Paragraph writes runs as one paragraph.
func (f *File) Paragraph(style Style, runs ...Run) {
	f.body.WriteString(paragraph(style, "", runs))
}

// Heading writes a heading of level 1 to 3, which stays with what follows.
func (f *File) Heading(level int, text string) {
	f.Paragraph(Style(fmt.Sprintf("Heading%d", min(max(level, 1), 3))), Run{Text: text})
}

// paragraph is a paragraph of a style, with more properties of its own.
func paragraph(style Style, properties string, runs []Run) string {
	var out strings.Builder
	fmt.Fprintf(&out, `<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>`, style, properties)
	for _, run := range runs {
		bold := ""
		if run.Bold {
			bold = "<w:rPr><w:b/></w:rPr>"
		}
		fmt.Fprintf(&out, `<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>`, bold, escape(run.Text))
	}
	out.WriteString("</w:p>")
	return out.String()
}

// escape makes text safe inside XML and inside an attribute. Characters that
// XML has no place for, as control characters, are left out.
func escape(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == '&':
			out.WriteString("&amp;")
		case r == '<':
			out.WriteString("&lt;")
		case r == '>':
			out.WriteString("&gt;")
		case r == '"':
			out.WriteString("&quot;")
		case r == '\t' || r == '\n' || r == '\r':
			out.WriteByte(' ')
		case r < ' ' || r == 0xFFFE || r == 0xFFFF:
		default:
			out.WriteRune(r) // bytes that are no UTF-8 come as U+FFFD
		}
	}
	return out.String()
}
