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
		tooHigh := strings.HasPrefix(unit, "%") && target.Value > 100
		if tooHigh || math.IsNaN(target.Value) || math.IsInf(target.Value, 0) || target.Value < 0 {
			return nil, fmt.Errorf("the target of %s is %v; give a percentage from 0 to 100, or a count from 0",
				measure, target.Value)
		}
		lines := []string{"Target " + thousands(target.Value) + unit}
		if !target.By.IsZero() {
			lines = append(lines, "by "+target.By.Format("Jan 2006"))
		}
		return []targetLine{{value: target.Value, lines: lines}}, nil
	}
	return nil, nil
}

// draw draws the target line over the whole width of the panel.
func (t targetLine) draw(f frame) {
	y := f.y(t.value)
	f.canvas.add(line{
		points: []point{{f.plot.left, y}, {f.plot.right, y}},
		stroke: targetStroke(), class: "target",
	})
}

// endLabel gives the label at the right of the target line.
func (t targetLine) endLabel(f frame) endLabel {
	return endLabel{lines: t.lines, y: f.y(t.value), sample: lineSample(targetStroke())}
}
