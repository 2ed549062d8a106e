package charts

import "fmt"

// Size is the size of a picture in millimetres.
type Size struct{ Width, Height float64 }

// standardSize is the size of a chart in a document.
func standardSize() Size { return Size{Width: 160, Height: 90} }

// Sizes that a picture can have, in millimetres: smaller ones have no room for text of 10 points.
const (
	leastWidth, leastHeight = 100.0, 60.0
	mostSide                = 1000.0
)

// or gives the size, or another where it is not given.
func (z Size) or(other Size) Size {
	if z == (Size{}) {
		return other
	}
	return z
}

// Check fails for a size that no chart can be drawn in.
func (z Size) Check() error {
	if z.Width >= leastWidth && z.Height >= leastHeight && z.Width <= mostSide && z.Height <= mostSide {
		return nil
	}
	return fmt.Errorf("a picture of %g by %g mm cannot be drawn; give %g by %g mm or more, and at most %g by %g",
		z.Width, z.Height, leastWidth, leastHeight, mostSide, mostSide)
}

// points gives width and height in points.
func (z Size) points() (width, height float64) { return z.Width * pointsPerMM, z.Height * pointsPerMM }

// head is what stands above a chart that is shown without a document around it.
type head struct{ headline, subtitle string }

// Sizes of the head in points.
const (
	headlineSize = 13.0
	headlineStep = 16.0
	mostHeadline = 2
	mostSubtitle = 4
)

// drawHead writes the headline and the subtitle at the top and takes their room.
func (c *canvas) drawHead(h head) error {
	room := c.width - 2*edge
	headline := c.face.wrapped(h.headline, headlineSize, room)
	subtitle := c.face.wrapped(h.subtitle, textSize, room)
	if len(headline) > mostHeadline || c.face.widest(headline, headlineSize) > room {
		return fmt.Errorf("the title %q is too long for the picture; shorten it to about 100 characters", h.headline)
	}
	if len(subtitle) > mostSubtitle {
		return fmt.Errorf("the picture is too narrow for its subtitle, %q", h.subtitle)
	}
	baseline := c.top + ascent*headlineSize
	for _, s := range headline {
		c.write(text{at: point{edge, baseline}, size: headlineSize, fill: black, string: s})
		baseline += headlineStep
	}
	baseline += ascent*textSize - ascent*headlineSize + 1
	c.writeLines(text{at: point{edge, baseline}, size: textSize, fill: darkGrey}, subtitle)
	const under = 8
	c.top += headlineStep*float64(len(headline)) + lineHeight*float64(len(subtitle)) + under
	return nil
}
