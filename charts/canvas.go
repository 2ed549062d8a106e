package charts

import (
	"fmt"
	"slices"
)

// canvas is a page being drawn. It knows what is taken, so that text can keep clear of it.
type canvas struct {
	face   typeface
	scene  scene
	texts  []box
	marks  []box
	lines  []line
	size   Size
	width  float64
	top    float64
	bottom float64
}

// newCanvas starts a page of the size that is asked for, else of the chart's own, with its foot: the day of the data
// and the note, in the bottom corners. What stands between top and bottom is free.
func newCanvas(s Setting, own Size) (*canvas, error) {
	face, err := newTypeface()
	if err != nil {
		return nil, err
	}
	if err := onlyASCII("the note", s.Note); err != nil {
		return nil, err
	}
	size := s.Size.or(own)
	if err := size.Check(); err != nil {
		return nil, err
	}
	width, height := size.points()
	c := &canvas{face: face, size: size, width: width, top: edge, bottom: height - edge}
	if err := c.foot(s); err != nil {
		return nil, err
	}
	if s.head != (head{}) {
		return c, c.drawHead(s.head)
	}
	return c, nil
}

// foot writes the day of the data at the left and the note at the right, on more lines where it is long.
// It fails where the note would take the chart's room.
func (c *canvas) foot(s Setting) error {
	const lineStep, mostLines = 11.0, 3
	asAt := ""
	if !s.AsAt.IsZero() {
		asAt = "Data as at " + s.AsAt.Format(longDate)
	}
	room := c.width - 2*edge - c.face.width(asAt+"    ", footSize)
	lines := c.face.wrapped(s.Note, footSize, room)
	if len(lines) > mostLines || c.face.widest(lines, footSize) > room {
		return fmt.Errorf("the note %q is too long for a chart; shorten it to about 150 characters", s.Note)
	}
	if asAt == "" && len(lines) == 0 {
		return nil
	}
	baseline := c.bottom - descent*footSize
	c.write(text{at: point{edge, baseline}, size: footSize, fill: darkGrey, string: asAt})
	for _, note := range slices.Backward(lines) {
		c.write(text{
			at: point{c.width - edge, baseline}, anchor: anchorEnd,
			size: footSize, fill: darkGrey, string: note,
		})
		baseline -= lineStep
	}
	c.bottom -= lineStep * float64(max(1, len(lines)))
	return nil
}

// drawing gives what was drawn and its size.
func (c *canvas) drawing() drawing { return drawing{scene: c.scene, size: c.size} }

// add draws shapes over what is there.
func (c *canvas) add(shapes ...shape) { c.scene = append(c.scene, shapes...) }

// write draws a text and takes its place. An empty text draws nothing.
func (c *canvas) write(t text) {
	if t.string == "" {
		return
	}
	c.add(t)
	c.texts = append(c.texts, c.boxOf(t))
}

// writeClear draws a text on white, so that gridlines do not run through it.
func (c *canvas) writeClear(t text) {
	c.add(rectangle(c.boxOf(t).grown(0.5), white, stroke{}))
	c.write(t)
}

// writeLines draws lines of text downwards from a first baseline.
func (c *canvas) writeLines(t text, lines []string) {
	for _, s := range lines {
		t.string = s
		c.write(t)
		t.at.y += lineHeight
	}
}

// boxOf gives the place that a text takes.
func (c *canvas) boxOf(t text) box {
	width := c.face.width(t.string, t.size)
	left := t.at.x
	switch t.anchor {
	case anchorStart:
	case anchorMiddle:
		left -= width / 2
	case anchorEnd:
		left -= width
	}
	return box{left, t.at.y - ascent*t.size, left + width, t.at.y + descent*t.size}
}

// overText says whether a box touches a text.
func (c *canvas) overText(b box) bool { return slices.ContainsFunc(c.texts, b.overlaps) }

// overData says whether a box touches a data line or a marker.
func (c *canvas) overData(b box) bool {
	if slices.ContainsFunc(c.marks, b.overlaps) {
		return true
	}
	return slices.ContainsFunc(c.lines, func(l line) bool { return crosses(l.points, b) })
}

// crosses says whether a line through points passes over a box.
func crosses(points []point, b box) bool {
	for i := 1; i < len(points); i++ {
		if segmentCrosses(points[i-1], points[i], b) {
			return true
		}
	}
	return false
}

// segmentCrosses says whether a straight segment passes over a box (Liang and Barsky's clipping).
func segmentCrosses(from, to point, b box) bool {
	dx, dy := to.x-from.x, to.y-from.y
	enter, leave := 0.0, 1.0
	clip := func(step, distance float64) bool {
		if step == 0 {
			return distance >= 0
		}
		at := distance / step
		if step < 0 {
			enter = max(enter, at)
		} else {
			leave = min(leave, at)
		}
		return enter <= leave
	}
	return clip(-dx, from.x-b.left) && clip(dx, b.right-from.x) && clip(-dy, from.y-b.top) && clip(dy, b.bottom-from.y)
}
