package charts

import (
	"cmp"
	"slices"
)

const (
	// sampleWidth is the width of the sample of a line or column before a label at the right.
	sampleWidth = 15.0
	// sampleGap is the room between the sample and its text.
	sampleGap = 4.0
	// labelGap is the least room between two labels.
	labelGap = 3.0
)

// endLabel names a series at the right of the plot area, beside its last value, with a sample of its style.
type endLabel struct {
	lines []string
	// y is the height on the page of the last value, where the label should be.
	y      float64
	sample func(c *canvas, middle point)
}

// height gives the label's height in points.
func (l endLabel) height() float64 { return float64(len(l.lines)) * lineHeight }

// endRoom gives the room that labels with these lines need at the right of the plot area.
func endRoom(face typeface, names ...[]string) float64 {
	widest := 0.0
	for _, lines := range names {
		widest = max(widest, face.widest(lines, textSize))
	}
	return 6 + sampleWidth + sampleGap + widest
}

// labelsHeight gives the height in points that labels with these lines need, one under the other.
func labelsHeight(names [][]string) float64 {
	total := 0.0
	for _, lines := range names {
		total += float64(len(lines))*lineHeight + labelGap
	}
	return total
}

// drawEndLabels writes the labels in order of their heights, moved up or down so that none touches another.
func drawEndLabels(f frame, labels []endLabel) {
	slices.SortStableFunc(labels, func(a, b endLabel) int { return cmp.Compare(a.y, b.y) })
	tops := nudged(labels, f.plot.top-lineHeight/2, f.plot.bottom+2)
	for i, l := range labels {
		middle := point{f.endLabelX() + sampleWidth/2, tops[i] + lineHeight/2}
		l.sample(f.canvas, middle)
		first := text{
			at:   point{f.endLabelX() + sampleWidth + sampleGap, tops[i] + lineHeight/2 + textSize*0.36},
			size: textSize, fill: darkGrey,
		}
		f.canvas.writeLines(first, l.lines)
	}
}

// nudged gives the top of each label, as near as may be to its own height, between two limits.
// Labels are pushed down past the one above, then up from the lower limit.
func nudged(labels []endLabel, top, bottom float64) []float64 {
	tops := make([]float64, len(labels))
	total := 0.0
	for _, l := range labels {
		total += l.height()
	}
	gap := max(0, min(labelGap, (bottom-top-total)/float64(max(1, len(labels)-1))))
	free := top
	for i, l := range labels {
		tops[i] = max(free, l.y-lineHeight/2)
		free = tops[i] + l.height() + gap
	}
	limit := bottom
	for i, l := range slices.Backward(labels) {
		tops[i] = min(tops[i], limit-l.height())
		limit = tops[i] - gap
	}
	return tops
}

// lineSample draws a short piece of a line as the sample of a label.
func lineSample(s stroke) func(*canvas, point) {
	return func(c *canvas, middle point) {
		half := sampleWidth / 2
		c.add(line{points: []point{{middle.x - half, middle.y}, {middle.x + half, middle.y}}, stroke: s})
	}
}

// boxSample draws a square of a column's colour as the sample of a label.
func boxSample(fill colour) func(*canvas, point) {
	return func(c *canvas, middle point) {
		const half = 4.5
		c.add(rectangle(box{middle.x - half, middle.y - half, middle.x + half, middle.y + half}, fill, fill.outline()))
	}
}
