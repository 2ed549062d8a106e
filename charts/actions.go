package charts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// actionMark is the day on which an action of the plan was done: its name over the plot, and a line down from it.
type actionMark struct {
	name, what string
	day        time.Time
	slots      float64 // from the middle of the first
}

// actionMarks are those of a chart, in the order of their days.
type actionMarks []actionMark

// longestMark is how many letters of an action's name are drawn.
const longestMark = 8

// newActions gives the actions that are meant to move one of some measures and were done within the axis. There are
// none without the table.
func newActions(s Setting, periods []period, measures ...string) (actionMarks, error) {
	if s.Actions.Columns == nil {
		return nil, nil
	}
	src, err := sourceOf(s.Actions, []string{"action_id", "action", "completed_date", "measure"})
	if err != nil {
		return nil, fmt.Errorf("the table of actions: %w", err)
	}
	var marks actionMarks
	for _, r := range src.rows {
		done, err := time.Parse(time.DateOnly, src.text(r, "completed_date"))
		if err != nil || !slices.Contains(measures, strings.ToLower(src.text(r, "measure"))) {
			continue
		}
		if slots, drawn := placeWithin(periods, done); drawn {
			name := folded(src.text(r, "action_id"))
			marks = append(marks, actionMark{name[:min(longestMark, len(name))], src.text(r, "action"), done, slots})
		}
	}
	slices.SortStableFunc(marks, func(a, b actionMark) int {
		return cmp.Or(a.day.Compare(b.day), cmp.Compare(a.name, b.name))
	})
	return marks, nil
}

// placeWithin gives where a day stands along the axis: within the slot of its period or, where slots are days at whose
// end something is counted, between these.
func placeWithin(periods []period, day time.Time) (slots float64, ok bool) {
	for i, p := range periods {
		if p.start.Before(p.end) && !day.Before(p.start) && !day.After(p.end) {
			days := p.end.AddDate(0, 0, 1).Sub(p.start).Hours()
			return float64(i) - 0.5 + day.Sub(p.start).Hours()/days, true
		}
	}
	if len(periods) > 0 && periods[0].start.Before(periods[0].end) {
		return 0, false
	}
	return place(periods, day)
}

// room is the height of the row of names.
func (m actionMarks) room() float64 {
	if len(m) == 0 {
		return 0
	}
	return lineHeight
}

// draw draws the lines and the names over the plot, so far above it; names that would touch stand in one.
func (m actionMarks) draw(f frame, above float64) {
	const gap = 4.0
	x := func(mark actionMark) float64 { return f.x(0) + mark.slots*f.slotWidth() }
	for _, mark := range m {
		f.canvas.add(line{points: []point{{x(mark), f.plot.top - above}, {x(mark), f.plot.bottom}}, stroke: actionStroke(), class: "action"})
	}
	for i := 0; i < len(m); {
		names, next := m[i].name, i+1
		for next < len(m) && x(m[next]) < x(m[i])+(f.canvas.face.width(names, textSize)+f.canvas.face.width(m[next].name, textSize))/2+gap {
			names += " " + m[next].name
			next++
		}
		f.canvas.write(text{
			at: point{(x(m[i]) + x(m[next-1])) / 2, f.plot.top - above - gap}, anchor: anchorMiddle, size: textSize, fill: darkGrey, string: names,
		})
		i = next
	}
}

// actionStroke differs from the dots of a rebase.
func actionStroke() stroke { return stroke{colour: darkGrey, width: 0.75, dash: []float64{6, 2, 1, 2}} }

// subtitle goes on behind a subtitle that ends without a full stop.
func (m actionMarks) subtitle() string {
	if len(m) == 0 {
		return ""
	}
	names := make([]string, len(m))
	for i, mark := range m {
		names[i] = mark.name
	}
	return ". Dash-dotted lines: days on which actions of the plan were done (" + strings.Join(names, ", ") + ")"
}

// text lists the actions, and what they do not say.
func (m actionMarks) text() string {
	if len(m) == 0 {
		return ""
	}
	said := make([]string, len(m))
	for i, mark := range m {
		said[i] = fmt.Sprintf("%s, %s, on %s", mark.name, mark.what, mark.day.Format(longDate))
	}
	return "Actions of the plan that were done: " + strings.Join(said, "; ") +
		". That the figure moved before or after says nothing of what made it move."
}
