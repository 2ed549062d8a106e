package charts

// frame is one panel: a plot area with a scale of values upwards and equal slots along.
type frame struct {
	canvas *canvas
	plot   box
	slots  int
	scale  scale
}

// frameSpec says what a panel needs before its place on the page is known.
type frameSpec struct {
	title string
	// above is more room between the title's line and the plot area.
	above float64
	// top is where the title's line begins, and bottom where the plot area ends.
	top, bottom float64
	// right is the room for labels at the right of the plot area.
	right float64
	slots int
	scale scale
}

// headroom is the height of the title's line with the room under it.
const headroom = lineHeight + 8

// newFrame draws the title, the gridlines and the labels of the value axis, and gives the panel.
func newFrame(c *canvas, spec frameSpec) frame {
	const leftMost = 34.0
	left := edge + max(leftMost, c.face.widest(spec.scale.labels(), textSize)+6)
	f := frame{
		canvas: c,
		plot:   box{left, spec.top + headroom + spec.above, c.width - edge - spec.right, spec.bottom},
		slots:  spec.slots,
		scale:  spec.scale,
	}
	c.write(text{
		at: point{edge, spec.top + ascent*textSize}, size: textSize, fill: darkGrey, string: spec.title,
	})
	for i, tick := range spec.scale.ticks {
		y := f.y(tick)
		c.add(line{points: []point{{f.plot.left, y}, {f.plot.right, y}}, stroke: gridStroke(), class: "grid"})
		c.write(text{
			at: point{f.plot.left - 6, y + textSize*0.36}, anchor: anchorEnd,
			size: textSize, fill: darkGrey, string: spec.scale.labels()[i],
		})
	}
	return f
}

// x gives the middle of a slot.
func (f frame) x(slot int) float64 { return f.plot.left + (float64(slot)+0.5)*f.slotWidth() }

// slotWidth gives the width of one slot in points.
func (f frame) slotWidth() float64 { return (f.plot.right - f.plot.left) / float64(f.slots) }

// y gives the height on the page of a value.
func (f frame) y(value float64) float64 {
	part := (value - f.scale.low) / (f.scale.high - f.scale.low)
	return f.plot.bottom - part*(f.plot.bottom-f.plot.top)
}

// zeroLine draws the dark axis at zero, over columns and under lines.
func (f frame) zeroLine() {
	y := f.y(0)
	f.canvas.add(line{points: []point{{f.plot.left, y}, {f.plot.right, y}}, stroke: axisStroke(), class: "axis"})
}

// baseLine draws the dark axis at the foot of the plot area.
func (f frame) baseLine() {
	foot := []point{{f.plot.left, f.plot.bottom}, {f.plot.right, f.plot.bottom}}
	f.canvas.add(line{points: foot, stroke: axisStroke(), class: "axis"})
}

// endLabelX is where the samples of the labels at the right begin.
func (f frame) endLabelX() float64 { return f.plot.right + 6 }
