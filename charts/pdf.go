package charts

import (
	"bytes"
	"fmt"
	"strings"
)

// pdfObjects says which object of the document is which.
const (
	pdfCatalog = 1 + iota
	pdfPages
	pdfPage
	pdfContent
	pdfFont
	pdfStructure
	pdfFigure
	pdfParents
	pdfInfo
	pdfEnd
)

// PDF gives the chart as a document of one page of the chart's size, tagged as a figure with its alternative text and
// in British English. The same chart gives the same bytes: it has no date.
//
// It is written here because gonum's PDF gives no bytes at all for some text and wrong letters for other, names the
// hour in which it was made and has no tags. Text is set in Helvetica, which every reader has and whose widths are
// those of Liberation Sans; text that is not ASCII is refused.
func (c Chart) PDF() ([]byte, error) {
	if len(c.drawing.scene) == 0 {
		return nil, fmt.Errorf("chart %q: nothing was drawn; make it with one of the chart functions", c.Name)
	}
	face, err := newTypeface()
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", c.Name, err)
	}
	width, height := c.drawing.size.points()
	pen := &pdfPen{face: face, height: height}
	pen.write("/Figure <</MCID 0>> BDC")
	for _, s := range c.drawing.scene {
		s.drawWith(pen)
	}
	pen.write("EMC")
	title, alt := folded(c.Headline), folded(c.Alt)
	if pen.err != nil {
		return nil, fmt.Errorf("chart %s: %w", c.Name, pen.err)
	}
	objects := map[int]string{
		pdfCatalog: fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang(en-GB)/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R"+
			"/ViewerPreferences<</DisplayDocTitle true>>>>", pdfPages, pdfStructure),
		pdfPages: fmt.Sprintf("<</Type/Pages/Count 1/Kids[%d 0 R]>>", pdfPage),
		pdfPage: fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>>>"+
			"/StructParents 0/Tabs/S>>", pdfPages, number(width), number(height), pdfContent, pdfFont),
		pdfContent:   fmt.Sprintf("<</Length %d>>\nstream\n%sendstream", pen.out.Len(), pen.out.String()),
		pdfFont:      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		pdfStructure: fmt.Sprintf("<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R>>", pdfFigure, pdfParents),
		pdfFigure: fmt.Sprintf("<</Type/StructElem/S/Figure/P %d 0 R/Pg %d 0 R/K 0/Alt(%s)>>",
			pdfStructure, pdfPage, pdfString(alt)),
		pdfParents: fmt.Sprintf("<</Nums[0[%d 0 R]]>>", pdfFigure),
		pdfInfo:    fmt.Sprintf("<</Title(%s)/Producer(ehcp)>>", pdfString(title)),
	}
	return pdfDocument(objects), nil
}

// pdfDocument writes the objects with the table of their places.
func pdfDocument(objects map[int]string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	places := make([]int, pdfEnd)
	for i := pdfCatalog; i < pdfEnd; i++ {
		places[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i, objects[i])
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", pdfEnd)
	for i := pdfCatalog; i < pdfEnd; i++ {
		fmt.Fprintf(&out, "%010d 00000 n \n", places[i])
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", pdfEnd, pdfCatalog, pdfInfo, table)
	return out.Bytes()
}

// pdfString gives text that is safe inside a string's brackets.
func pdfString(s string) string {
	return strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s)
}

// pdfPen writes shapes as a page's content, one operation a line.
type pdfPen struct {
	out    bytes.Buffer
	face   typeface
	height float64
	// err is the first text that cannot be shown.
	err error
}

func (p *pdfPen) write(format string, args ...any) { fmt.Fprintf(&p.out, format+"\n", args...) }

// place writes a point, with y upwards as the page has it.
func (p *pdfPen) place(at point) string { return number(at.x) + " " + number(p.height-at.y) }

func (p *pdfPen) line(l line) {
	p.path(l.points)
	p.paint(noColour, l.stroke)
}

func (p *pdfPen) area(a area) {
	p.path(a.points)
	p.write("h")
	p.paint(a.fill, a.stroke)
}

func (p *pdfPen) disc(d disc) {
	// arm is how far a curve's handle reaches for a quarter of a circle, as a share of its radius.
	const arm = 0.5523
	at := func(x, y float64) string {
		return p.place(point{d.centre.x + x*d.radius, d.centre.y + y*d.radius})
	}
	p.write("%s m", at(1, 0))
	p.write("%s %s %s c", at(1, arm), at(arm, 1), at(0, 1))
	p.write("%s %s %s c", at(-arm, 1), at(-1, arm), at(-1, 0))
	p.write("%s %s %s c", at(-1, -arm), at(-arm, -1), at(0, -1))
	p.write("%s %s %s c h", at(arm, -1), at(1, -arm), at(1, 0))
	p.paint(d.fill, d.stroke)
}

func (p *pdfPen) text(t text) {
	if err := onlyASCII("the text", t.string); err != nil && p.err == nil {
		p.err = err
	}
	at := t.at
	at.x -= p.face.width(t.string, t.size) * [...]float64{anchorStart: 0, anchorMiddle: 0.5, anchorEnd: 1}[t.anchor]
	p.write("BT %s rg /F1 %s Tf %s Td (%s) Tj ET", pdfColour(t.fill), number(t.size), p.place(at), pdfString(t.string))
}

// path writes an open path through points.
func (p *pdfPen) path(points []point) {
	for i, at := range points {
		operator := "l"
		if i == 0 {
			operator = "m"
		}
		p.write("%s %s", p.place(at), operator)
	}
}

// paint fills and outlines the path.
func (p *pdfPen) paint(fill colour, s stroke) {
	operator := "n"
	if s.width > 0 {
		dashes := make([]string, len(s.dash))
		for i, length := range s.dash {
			dashes[i] = number(length)
		}
		p.write("%s RG %s w [%s] 0 d", pdfColour(s.colour), number(s.width), strings.Join(dashes, " "))
		operator = "S"
	}
	if fill != noColour {
		p.write("%s rg", pdfColour(fill))
		operator = map[string]string{"n": "f", "S": "B"}[operator]
	}
	p.write("%s", operator)
}

// pdfColour gives a colour's parts from 0 to 1.
func pdfColour(c colour) string {
	part := func(shift int) string { return fmt.Sprintf("%.4f", float64(c>>shift&0xFF)/255) }
	return part(16) + " " + part(8) + " " + part(0)
}
