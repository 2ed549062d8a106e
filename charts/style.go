package charts

import (
	"fmt"
	"image/color"
)

// colour is 0xRRGGBB, or noColour for nothing drawn.
type colour uint32

// The palette is the Analysis Function's categorical palette, in its order, with its greys.
const (
	darkBlue  colour = 0x12436D
	turquoise colour = 0x28A197
	darkPink  colour = 0x801650
	orange    colour = 0xF46A25
	darkGrey  colour = 0x3D3D3D
	lightGrey colour = 0xBFBFBF
	white     colour = 0xFFFFFF
	black     colour = 0x0B0C0C
	noColour  colour = 1 << 24
)

// Sizes in points.
const (
	pointsPerMM = 72 / 25.4

	textSize   = 10.0
	footSize   = 9.0
	lineHeight = 12.0
	edge       = 4.0

	// The ascent and descent of Liberation Sans capitals and descenders, as shares of the size.
	ascent  = 0.74
	descent = 0.22
)

// fontFamily is the SVG font list: Arial has the same widths as Liberation Sans.
const fontFamily = "'Liberation Sans', Arial, sans-serif"

// hex gives the colour as SVG has it.
func (c colour) hex() string {
	if c == noColour {
		return "none"
	}
	return fmt.Sprintf("#%06X", uint32(c))
}

// rgba gives the colour as the image package has it.
func (c colour) rgba() color.RGBA {
	return color.RGBA{R: uint8(c >> 16 & 0xFF), G: uint8(c >> 8 & 0xFF), B: uint8(c & 0xFF), A: 0xFF}
}

// lighter gives the colour mixed with three fifths of white, for provisional columns.
func (c colour) lighter() colour {
	mix := func(part colour) colour { return (part*2 + 0xFF*3) / 5 }
	return mix(c>>16&0xFF)<<16 | mix(c>>8&0xFF)<<8 | mix(c&0xFF)
}

// outline is what a column of the colour has around it when its period is over: none, but for a grey too light to stand
// out from white by itself. A provisional column has one of the same colour.
func (c colour) outline() stroke {
	if c == lightGrey {
		return stroke{colour: darkGrey, width: 0.75}
	}
	return stroke{colour: c}
}

// stroke is a line style: width and dashes in points. A zero width draws nothing.
type stroke struct {
	colour colour
	width  float64
	dash   []float64
}

// gridStroke is the style of gridlines.
func gridStroke() stroke { return stroke{colour: lightGrey, width: 0.75} }

// axisStroke is the style of the axis at zero and of its ticks.
func axisStroke() stroke { return stroke{colour: darkGrey, width: 1} }

// targetStroke is the style of a target line: long dashes in a grey that no series on white has.
func targetStroke() stroke { return stroke{colour: darkGrey, width: 1, dash: []float64{9, 3}} }

// targetCasing is the white under a target line, so that it stands out from columns and gridlines.
func targetCasing() stroke { return stroke{colour: white, width: 2} }
