package charts

import (
	"strconv"
	"strings"
)

// levels are the lines of a control chart over the places of an axis: its mean and limits, which begin anew where it
// is rebased.
type levels struct {
	mean, lower, upper []cell
	// rebases are the reasons, each at the first place of its part.
	rebases []string
}

// Sizes of the reasons of rebases, which stand above the plot area.
const (
	reasonStep  = 11.0
	mostReasons = 3
)

// meanStroke and limitStroke are the styles of the lines, not alike without colour.
func meanStroke() stroke  { return stroke{colour: darkGrey, width: 1} }
func limitStroke() stroke { return stroke{colour: darkGrey, width: 1, dash: []float64{3, 2}} }

// partStroke is the style of the upright line where a chart is rebased.
func partStroke() stroke { return stroke{colour: darkGrey, width: 0.75, dash: []float64{1, 2}} }

// parts gives how many rebases are drawn.
func (l levels) parts() int {
	parts := 0
	for i, reason := range l.rebases {
		if i > 0 && reason != "" {
			parts++
		}
	}
	return parts
}

// room gives the height in points that the reasons of rebases take above the plot area, or their numbers.
func (l levels) room() float64 {
	if l.parts() > mostReasons {
		return reasonStep
	}
	return reasonStep * float64(l.parts())
}

// rebasedAfter says whether a later part has begun, whose lines are its own.
func (l levels) rebasedAfter(i int) bool { return strings.Join(l.rebases[i+1:], "") != "" }

// drawRebases draws an upright line where each part begins, with its reason above the plot area: the first reason
// highest, so that no later line runs through it. Where there are many, numbers stand there. A reason that finds no
// room is in the description alone.
func (l levels) drawRebases(f frame) {
	row, number := l.parts(), 0
	isNumbered := row > mostReasons
	for i, reason := range l.rebases {
		if reason == "" || i == 0 {
			continue
		}
		row, number = row-1, number+1
		x := f.x(i) - f.slotWidth()/2
		if isNumbered {
			drawRebaseNumber(f, x, number)
			continue
		}
		t := text{at: point{x + 2, f.plot.top - 4 - reasonStep*float64(row)}, size: footSize, fill: darkGrey}
		t.string = "Rebased: " + reason
		room := f.endLabelX() - x - 4
		if leftRoom := x - 2 - f.plot.left; f.canvas.face.width(t.string, footSize) > room && leftRoom > room {
			t.at.x, t.anchor, room = x-2, anchorEnd, leftRoom
		}
		t.string = shortened(f.canvas.face, t.string, footSize, room)
		f.canvas.add(line{points: []point{{x, f.plot.bottom}, {x, t.at.y - 7}}, stroke: partStroke(), class: "rebase"})
		if !f.canvas.overText(f.canvas.boxOf(t)) {
			f.canvas.writeClear(t)
		}
	}
}

// drawRebaseNumber draws the line where a part begins, with its number above it.
func drawRebaseNumber(f frame, x float64, number int) {
	t := middleText(point{x, f.plot.top - 4})
	t.size, t.string = footSize, strconv.Itoa(number)
	f.canvas.add(line{points: []point{{x, f.plot.bottom}, {x, f.plot.top - 2}}, stroke: partStroke(), class: "rebase"})
	if !f.canvas.overText(f.canvas.boxOf(t)) {
		f.canvas.writeClear(t)
	}
}

// draw draws the limits and the mean.
func (l levels) draw(f frame) {
	for _, level := range []struct {
		cells []cell
		style stroke
		class string
	}{{l.lower, limitStroke(), "limit"}, {l.upper, limitStroke(), "limit"}, {l.mean, meanStroke(), "mean"}} {
		l.drawLevel(f, level.cells, level.style, level.class)
	}
}

// drawLevel draws a line that is level over each slot, broken where there is none and where the chart is rebased.
func (l levels) drawLevel(f frame, cells []cell, s stroke, class string) {
	var run []point
	flush := func() {
		if len(run) > 0 {
			f.canvas.add(line{points: run, stroke: s, class: class})
		}
		run = nil
	}
	half := f.slotWidth() / 2
	for i, level := range cells {
		if l.rebases[i] != "" || !level.isNumber() {
			flush()
		}
		if level.isNumber() {
			y := f.y(min(max(level.value, f.scale.low), f.scale.high))
			run = append(run, point{f.x(i) - half, y}, point{f.x(i) + half, y})
		}
	}
	flush()
}
