package charts

// point is a place on the page in points from its top left corner, y downwards.
type point struct{ x, y float64 }

// box is a rectangle on the page.
type box struct{ left, top, right, bottom float64 }

// overlaps says whether two boxes share more than an edge.
func (b box) overlaps(other box) bool {
	return b.left < other.right && other.left < b.right && b.top < other.bottom && other.top < b.bottom
}

// grown gives the box with a margin on every side.
func (b box) grown(margin float64) box {
	return box{b.left - margin, b.top - margin, b.right + margin, b.bottom + margin}
}

// anchor is the part of a text that stands at its point.
type anchor int

const (
	anchorStart anchor = iota
	anchorMiddle
	anchorEnd
)

// pen draws shapes in one format.
type pen interface {
	line(line)
	area(area)
	disc(disc)
	text(text)
}

// shape is one drawn thing.
type shape interface{ drawWith(p pen) }

// scene is everything on the page, bottom first.
type scene []shape

// drawing is a page and all that is on it.
type drawing struct {
	scene scene
	size  Size
}

// line is an open line through points. The class is for the SVG alone and may be empty.
type line struct {
	points []point
	stroke stroke
	class  string
}

// area is a closed figure.
type area struct {
	points []point
	fill   colour
	stroke stroke
}

// disc is a filled circle.
type disc struct {
	centre point
	radius float64
	fill   colour
	stroke stroke
}

// text is one line of text: at is on its baseline, size in points.
type text struct {
	at     point
	anchor anchor
	size   float64
	fill   colour
	string string
}

func (l line) drawWith(p pen) { p.line(l) }
func (a area) drawWith(p pen) { p.area(a) }
func (d disc) drawWith(p pen) { p.disc(d) }
func (t text) drawWith(p pen) { p.text(t) }

// rectangle gives a filled box.
func rectangle(b box, fill colour, s stroke) area {
	return area{
		points: []point{{b.left, b.top}, {b.right, b.top}, {b.right, b.bottom}, {b.left, b.bottom}},
		fill:   fill,
		stroke: s,
	}
}
