package charts

import "fmt"

// Sizes of the summary in points.
const (
	rowGap      = 5.0
	numberWidth = 47.0
	signsWidth  = 2*2*iconRadius + iconGap + 14
	wordsWidth  = 66.0
	keyRow      = 2*iconRadius + 3
)

// summaryWidth is the width of the page in millimetres; its height is what the rows need.
const summaryWidth = 160.0

// summaryTable is where the columns stand, each from its left.
type summaryTable struct {
	measure, verdict float64 // left edges
	measureWidth     float64
	numbers          [4]float64 // right edges of baseline, target, previous and latest
	signs            float64    // left edge of the two signs
}

// columnsOf places the columns over a width.
func columnsOf(width float64) summaryTable {
	t := summaryTable{measure: edge, verdict: width - edge - wordsWidth}
	t.signs = t.verdict - signsWidth
	right := t.signs - 8
	for i := len(t.numbers) - 1; i >= 0; i-- {
		t.numbers[i] = right
		right -= numberWidth
	}
	t.measureWidth = right - edge - 4
	return t
}

// page draws the summary. Without a size that is asked for it is as high as its rows.
func (p standings) page(s Setting) (drawing, error) {
	face, err := newTypeface()
	if err != nil {
		return drawing{}, err
	}
	width, _ := s.Size.or(Size{Width: summaryWidth, Height: 1}).points()
	t := columnsOf(width)
	own := Size{Width: summaryWidth, Height: max(leastHeight, (p.height(face, t, width)+headRoom(s, width))/pointsPerMM)}
	c, err := newCanvas(s, own)
	if err != nil {
		return drawing{}, err
	}
	baseline := p.drawTop(c, t)
	for _, r := range p.rows {
		baseline = r.draw(c, t, baseline)
	}
	bottom := p.drawKey(c, baseline)
	if bottom > c.bottom+0.01 || t.measureWidth < numberWidth {
		return drawing{}, fmt.Errorf("a picture of %g by %g mm has no room for %d measures; leave the size out to have it made to fit",
			c.size.Width, c.size.Height, len(p.rows))
	}
	return c.drawing(), nil
}

// headRoom gives the height of the foot and of a headline over the table, by drawing them on a page that is large enough.
func headRoom(s Setting, width float64) float64 {
	const tall = 1000
	s.Size = Size{Width: width / pointsPerMM, Height: tall}
	c, err := newCanvas(s, s.Size)
	if err != nil {
		return 0
	}
	return c.top + tall*pointsPerMM - c.bottom
}

// height gives the height in points of everything between the headline and the foot.
func (p standings) height(face typeface, t summaryTable, width float64) float64 {
	total := 2*lineHeight + 6 + 2*lineHeight + rowGap
	for _, r := range p.rows {
		total += r.height(face, t)
	}
	return total + keyRow*float64(p.keyRows(face, width)) + rowGap + lineHeight*float64(len(p.under(face, width)))
}

// height gives the height in points of one row.
func (t standing) height(face typeface, at summaryTable) float64 {
	label := face.wrapped(t.measure.Label+t.other, textSize, at.measureWidth)
	judgement := face.wrapped(t.judgement(), textSize, wordsWidth)
	height := float64(max(len(label), len(t.goal()), len(judgement))) * lineHeight
	if t.variation != "" || t.assurance != "" {
		height = max(height, 2*iconRadius)
	}
	return height + rowGap
}

// drawTop writes the title, the periods and the headings, and gives the first row's top.
func (p standings) drawTop(c *canvas, t summaryTable) float64 {
	y := c.top + ascent*textSize
	head := text{at: point{edge, y}, size: textSize, fill: darkGrey}
	latest := p.latestPeriod()
	periods := ""
	if latest != "" {
		periods = "Latest: " + latest + ". "
	}
	if base := p.baselinePeriod(); base != "" {
		periods += "Baseline: " + base + "."
	}
	c.writeLines(head, []string{"Where each measure stands", shortened(c.face, periods, textSize, c.width-2*edge)})
	y += 3*lineHeight + 6
	head.at.y = y
	head.string = "Measure"
	c.write(head)
	for i, name := range []string{"Baseline", "Target", "Previous", "Latest"} {
		c.write(text{at: point{t.numbers[i], y}, anchor: anchorEnd, size: textSize, fill: darkGrey, string: name})
	}
	for i, name := range []string{"Variation,", "assurance"} {
		c.write(text{
			at: point{t.signs + signsWidth/2 - 4, y + float64(i-1)*lineHeight}, anchor: anchorMiddle, size: textSize, fill: darkGrey, string: name,
		})
	}
	head.at.x, head.string = t.verdict, "Verdict"
	c.write(head)
	y += descent*textSize + 2
	c.add(line{points: []point{{edge, y}, {c.width - edge, y}}, stroke: axisStroke(), class: "axis"})
	return y + rowGap/2
}

// draw writes one row from its top, with a line under it, and gives the next one's top.
func (t standing) draw(c *canvas, at summaryTable, top float64) float64 {
	height := t.height(c.face, at)
	// centred gives the baseline of the first of some lines that stand in the middle of the row.
	centred := func(lines int) float64 {
		return top + (height-rowGap-float64(lines)*lineHeight)/2 + ascent*textSize + 1
	}
	write := func(x float64, place anchor, lines ...string) {
		c.writeLines(text{at: point{x, centred(len(lines))}, anchor: place, size: textSize, fill: black}, lines)
	}
	write(at.measure, anchorStart, c.face.wrapped(t.measure.Label+t.other, textSize, at.measureWidth)...)
	write(at.numbers[0], anchorEnd, t.number(t.baseline))
	write(at.numbers[1], anchorEnd, t.goal()...)
	write(at.numbers[2], anchorEnd, t.number(t.previous))
	write(at.numbers[3], anchorEnd, t.number(t.latest))
	write(at.verdict, anchorStart, c.face.wrapped(t.judgement(), textSize, wordsWidth)...)
	middle := point{at.signs + 10 + iconRadius, top + (height-rowGap)/2}
	if variationWords(t.variation) != "" {
		summarySign{kind: t.variation, high: t.isHigh()}.draw(c, middle)
	}
	if t.assurance != "" {
		middle.x += 2*iconRadius + iconGap
		summarySign{kind: t.assurance, isAssurance: true}.draw(c, middle)
	}
	y := top + height - rowGap/2
	c.add(line{points: []point{{edge, y}, {c.width - edge, y}}, stroke: gridStroke(), class: "grid"})
	return top + height
}

// keyRows is how many rows the explanations of the signs take.
func (p standings) keyRows(face typeface, width float64) int {
	rows, x := 0, width
	for _, g := range p.signs() {
		own := keyWidth(face, g)
		if x+own > width-edge {
			rows, x = rows+1, edge
		}
		x += own
	}
	return rows
}

// keyWidth is the width of a sign with its explanation.
func keyWidth(face typeface, g summarySign) float64 {
	const gap = 14
	return 2*iconRadius + 5 + face.width(g.words(), textSize) + gap
}

// drawKey explains the signs under the table, then says what is left out, and gives where that ends.
func (p standings) drawKey(c *canvas, top float64) float64 {
	at := point{c.width, top + rowGap - keyRow}
	for _, g := range p.signs() {
		own := keyWidth(c.face, g)
		if at.x+own > c.width-edge {
			at = point{edge, at.y + keyRow}
		}
		middle := point{at.x + iconRadius, at.y + iconRadius}
		g.draw(c, middle)
		c.write(text{
			at: point{at.x + 2*iconRadius + 5, middle.y + 0.36*textSize}, size: textSize, fill: darkGrey, string: g.words(),
		})
		at.x += own
	}
	y := at.y + keyRow
	lines := p.under(c.face, c.width)
	c.writeLines(text{at: point{edge, y + ascent*textSize}, size: textSize, fill: darkGrey}, lines)
	return y + lineHeight*float64(len(lines))
}

// under says which measures are not drawn, in lines.
func (p standings) under(face typeface, width float64) []string {
	return face.wrapped(p.leftOutText(), textSize, width-2*edge)
}
