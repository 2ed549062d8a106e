package charts

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// SVG gives the chart as an SVG document that is as wide in millimetres as the chart is, with a title and a description for screen readers.
// The same chart gives the same bytes.
func (c Chart) SVG() ([]byte, error) {
	if len(c.drawing.scene) == 0 {
		return nil, fmt.Errorf("chart %q: nothing was drawn; make it with one of the chart functions", c.Name)
	}
	face, err := newTypeface()
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", c.Name, err)
	}
	pen := &svgPen{face: face}
	size := c.drawing.size
	width, height := size.points()
	fmt.Fprintf(&pen.out, `<svg xmlns="http://www.w3.org/2000/svg" width="%smm" height="%smm" viewBox="0 0 %s %s"`,
		number(size.Width), number(size.Height), number(width), number(height))
	fmt.Fprintf(&pen.out, ` role="img" lang="en-GB" aria-labelledby="%s-title %s-desc">`+"\n", c.Name, c.Name)
	fmt.Fprintf(&pen.out, `<title id="%s-title">%s</title>`+"\n", c.Name, escape(c.Headline))
	fmt.Fprintf(&pen.out, `<desc id="%s-desc">%s</desc>`+"\n", c.Name, escape(c.Alt))
	fmt.Fprintf(&pen.out, `<rect width="100%%" height="100%%" fill="%s"/>`+"\n", white.hex())
	fmt.Fprintf(&pen.out, `<g font-family="%s">`+"\n", fontFamily)
	for _, s := range c.drawing.scene {
		s.drawWith(pen)
	}
	pen.out.WriteString("</g>\n</svg>\n")
	return pen.out.Bytes(), nil
}

// svgPen writes shapes as SVG elements, one a line.
type svgPen struct {
	out  bytes.Buffer
	face typeface
}

func (p *svgPen) line(l line) {
	class := ""
	if l.class != "" {
		class = fmt.Sprintf(` class="%s"`, l.class)
	}
	fmt.Fprintf(&p.out, `<polyline%s points="%s" fill="none"%s/>`+"\n", class, pointList(l.points), strokeOf(l.stroke))
}

func (p *svgPen) area(a area) {
	fmt.Fprintf(&p.out, `<polygon points="%s" fill="%s"%s/>`+"\n", pointList(a.points), a.fill.hex(), strokeOf(a.stroke))
}

func (p *svgPen) disc(d disc) {
	fmt.Fprintf(&p.out, `<circle cx="%s" cy="%s" r="%s" fill="%s"%s/>`+"\n",
		number(d.centre.x), number(d.centre.y), number(d.radius), d.fill.hex(), strokeOf(d.stroke))
}

func (p *svgPen) text(t text) {
	// The length holds where neither Liberation Sans nor Arial is at hand and a
	// wider face would run out of the picture.
	place := [...]string{anchorStart: "start", anchorMiddle: "middle", anchorEnd: "end"}[t.anchor]
	fmt.Fprintf(&p.out, `<text x="%s" y="%s" font-size="%s" text-anchor="%s" textLength="%s" lengthAdjust="spacingAndGlyphs" fill="%s">%s</text>`+"\n",
		number(t.at.x), number(t.at.y), number(t.size), place, number(p.face.width(t.string, t.size)), t.fill.hex(), escape(t.string))
}

// strokeOf gives the stroke attributes, or none.
func strokeOf(s stroke) string {
	if s.width == 0 {
		return ""
	}
	attributes := fmt.Sprintf(` stroke="%s" stroke-width="%s"`, s.colour.hex(), number(s.width))
	if len(s.dash) == 0 {
		return attributes
	}
	dashes := make([]string, len(s.dash))
	for i, length := range s.dash {
		dashes[i] = number(length)
	}
	return attributes + fmt.Sprintf(` stroke-dasharray="%s"`, strings.Join(dashes, " "))
}

// pointList gives the value of a points attribute.
func pointList(points []point) string {
	pairs := make([]string, len(points))
	for i, at := range points {
		pairs[i] = number(at.x) + "," + number(at.y)
	}
	return strings.Join(pairs, " ")
}

// number gives a coordinate with two decimals at most, so that the last bits of a float never show.
func number(value float64) string {
	short := strings.TrimRight(strconv.FormatFloat(value, 'f', 2, 64), "0")
	short = strings.TrimSuffix(short, ".")
	if short == "-0" {
		return "0"
	}
	return short
}

// escape gives text that is safe inside XML.
func escape(s string) string {
	var out bytes.Buffer
	// Writing to a bytes.Buffer cannot fail.
	_ = xml.EscapeText(&out, []byte(s))
	return out.String()
}
