package charts

import (
	"fmt"
	"math"
	"strings"
)

// targetLine is a target as it is drawn: a level and its label.
type targetLine struct {
	value float64
	lines []string
}

// targetsFor gives the target line of the first of some measures that has a target, or none.
// It fails for a level that the chart cannot show.
func targetsFor(s Setting, unit string, measures ...string) ([]targetLine, error) {
	for _, measure := range measures {
		target, found := s.Targets[measure]
		if !found {
			continue
		}
		if !target.fits(unit) {
			return nil, target.fault(measure)
		}
		lines := []string{"Target " + thousands(target.Value) + unit}
		if !target.By.IsZero() {
			lines = append(lines, "by "+target.By.Format("Jan 2006"))
		}
		return []targetLine{{value: target.Value, lines: lines}}, nil
	}
	return nil, nil
}

// fits says whether a chart of the unit can show the level.
func (t Target) fits(unit string) bool {
	tooHigh := strings.HasPrefix(unit, "%") && t.Value > 100
	return !tooHigh && !math.IsNaN(t.Value) && !math.IsInf(t.Value, 0) && t.Value >= 0
}

// fault says that the level cannot be shown.
func (t Target) fault(measure string) error {
	return fmt.Errorf("the target of %s is %v; give a percentage from 0 to 100, or a count from 0", measure, t.Value)
}

// y gives the height of the target line on the page: that of its level, but never on the axis, which would hide it.
func (t targetLine) y(f frame) float64 {
	const clearOfAxis = 2.25
	return min(f.y(t.value), f.y(0)-clearOfAxis)
}

// draw draws the target line over the whole width of the panel and takes its place.
func (t targetLine) draw(f frame) {
	y := t.y(f)
	across := []point{{f.plot.left, y}, {f.plot.right, y}}
	l := line{points: across, stroke: targetStroke(), class: "target"}
	f.canvas.add(line{points: across, stroke: targetCasing()}, l)
	f.canvas.lines = append(f.canvas.lines, l)
}

// endLabel gives the label at the right of the target line.
func (t targetLine) endLabel(f frame) endLabel {
	return endLabel{lines: t.lines, y: t.y(f), sample: lineSample(targetStroke())}
}
