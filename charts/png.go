package charts

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

const (
	// dotsPerInch is the resolution: 160 mm by 90 mm are 1890 by 1063 pixels.
	dotsPerInch = 300
	// dotsPerMetre is 300 dots an inch as the pHYs chunk has it.
	dotsPerMetre = 11811
	// headerEnd is where the IHDR chunk ends: 8 bytes of signature, then 4 + 4 + 13 + 4.
	headerEnd = 33
)

// PNG gives the chart as a PNG image of 300 dots an inch that says how wide it is.
// The same chart gives the same bytes on one kind of machine.
func (c Chart) PNG() (content []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			content, err = nil, fmt.Errorf("chart %s: drawing the PNG failed: %v", c.Name, fault)
		}
	}()
	if len(c.drawing.scene) == 0 {
		return nil, fmt.Errorf("chart %q: nothing was drawn; make it with one of the chart functions", c.Name)
	}
	face, err := newTypeface()
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", c.Name, err)
	}
	width, height := c.drawing.size.points()
	canvas := vgimg.NewWith(vgimg.UseWH(vg.Length(width), vg.Length(height)), vgimg.UseDPI(dotsPerInch))
	pen := pngPen{canvas: canvas, face: face, height: height}
	for _, s := range c.drawing.scene {
		s.drawWith(pen)
	}
	var out bytes.Buffer
	// Packing harder takes longer and saves a twentieth of the size.
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	img, isRGBA := canvas.Image().(*image.RGBA)
	if !isRGBA {
		return nil, fmt.Errorf("chart %s: the canvas is not made of red, green and blue", c.Name)
	}
	if err := encoder.Encode(&out, paletted(img)); err != nil {
		return nil, fmt.Errorf("chart %s: encoding the PNG: %w", c.Name, err)
	}
	return withResolution(out.Bytes()), nil
}

// withResolution puts a pHYs chunk after the header, so that Word places the image at its size.
func withResolution(content []byte) []byte {
	chunk := binary.BigEndian.AppendUint32(nil, 9)
	chunk = append(chunk, "pHYs"...)
	chunk = binary.BigEndian.AppendUint32(chunk, dotsPerMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, dotsPerMetre)
	chunk = append(chunk, 1) // The unit is the metre.
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))

	whole := make([]byte, 0, len(content)+len(chunk))
	whole = append(whole, content[:headerEnd]...)
	whole = append(whole, chunk...)
	return append(whole, content[headerEnd:]...)
}

// pngPen draws shapes on a raster canvas.
type pngPen struct {
	canvas *vgimg.Canvas
	face   typeface
	// height is that of the page in points: the canvas has y upwards.
	height float64
}

func (p pngPen) line(l line) {
	p.outline(p.pathThrough(l.points), l.stroke)
}

func (p pngPen) area(a area) {
	path := p.pathThrough(a.points)
	path.Close()
	p.figure(path, a.fill, a.stroke)
}

func (p pngPen) disc(d disc) {
	var path vg.Path
	centre := p.toCanvas(d.centre)
	path.Move(vg.Point{X: centre.X + vg.Length(d.radius), Y: centre.Y})
	path.Arc(centre, vg.Length(d.radius), 0, fullTurn)
	path.Close()
	p.figure(path, d.fill, d.stroke)
}

func (p pngPen) text(t text) {
	at := t.at
	at.x -= p.face.width(t.string, t.size) * [...]float64{anchorStart: 0, anchorMiddle: 0.5, anchorEnd: 1}[t.anchor]
	p.canvas.SetColor(t.fill.rgba())
	p.canvas.FillString(p.face.sized(t.size), p.toCanvas(at), t.string)
}

// figure fills and then outlines a closed path.
func (p pngPen) figure(path vg.Path, fill colour, s stroke) {
	if fill != noColour {
		p.canvas.SetColor(fill.rgba())
		p.canvas.Fill(path)
	}
	p.outline(path, s)
}

// outline strokes a path, or does nothing for a zero width.
func (p pngPen) outline(path vg.Path, s stroke) {
	if s.width == 0 {
		return
	}
	dashes := make([]vg.Length, len(s.dash))
	for i, length := range s.dash {
		dashes[i] = vg.Length(length)
	}
	p.canvas.SetLineWidth(vg.Length(s.width))
	p.canvas.SetLineDash(dashes, 0)
	p.canvas.SetColor(s.colour.rgba())
	p.canvas.Stroke(path)
}

// pathThrough gives the open path through points.
func (p pngPen) pathThrough(points []point) vg.Path {
	var path vg.Path
	for i, at := range points {
		if i == 0 {
			path.Move(p.toCanvas(at))
			continue
		}
		path.Line(p.toCanvas(at))
	}
	return path
}

// toCanvas turns a place on the page into the canvas's own, which has y upwards.
func (p pngPen) toCanvas(at point) vg.Point {
	return vg.Point{X: vg.Length(at.x), Y: vg.Length(p.height - at.y)}
}
