package charts

import (
	"fmt"
	"slices"
	"time"
)

// milestone is a level that a line should reach by a day: a hollow square with text.
type milestone struct {
	// what names the line, shortly.
	what  string
	value float64
	by    time.Time
	ink   colour
}

// mostAhead is how many periods beyond the last one the axis may run on to milestones.
const mostAhead = 6

// milestonesFor gives the milestones of a measure in order of their days: those of the setting, else its target where
// that has a day.
func milestonesFor(s Setting, measure, what string, ink colour) ([]milestone, error) {
	targets := slices.Clone(s.Milestones[measure])
	if target, found := s.Targets[measure]; found && len(targets) == 0 {
		targets = append(targets, target)
	}
	slices.SortStableFunc(targets, func(a, b Target) int { return a.By.Compare(b.By) })
	var all []milestone
	for _, t := range targets {
		if t.By.IsZero() {
			continue
		}
		if !t.fits("") {
			return nil, t.fault(measure)
		}
		all = append(all, milestone{what: what, value: t.Value, by: t.By, ink: ink})
	}
	return all, nil
}

// lines is what is written beside the square.
func (m milestone) lines() []string {
	return []string{fmt.Sprintf("%s: %s", m.what, thousands(m.value)), "by " + m.by.Format("Jan 2006")}
}

// ahead gives the ends of the periods to come, as far as the last of some milestones, or none where that is too far or
// where no drawn day ends a period.
func ahead(periods []period, r Range, milestones []milestone) []period {
	months := map[string]int{"three_months": 3, "month": 1}[r.periodType()]
	last := time.Time{}
	for _, p := range periods {
		if !p.provisional {
			last = p.end
		}
	}
	if months == 0 || last.IsZero() || len(milestones) == 0 {
		return nil
	}
	furthest := slices.MaxFunc(milestones, func(a, b milestone) int { return a.by.Compare(b.by) }).by
	end, newest := last, periods[len(periods)-1].end
	var more []period
	for end.Before(furthest) {
		end = end.AddDate(0, 0, 1).AddDate(0, months, -1)
		if end.After(newest) {
			more = append(more, period{start: end, end: end, label: end.Format(shortDate), isAhead: true})
		}
		if len(more) > mostAhead {
			return nil
		}
	}
	return more
}

// place gives where a day stands along the axis, in slots from the middle of the first; ok is false for a day before
// the first or after the last.
func place(periods []period, day time.Time) (slots float64, ok bool) {
	for i, p := range periods {
		switch {
		case day.Equal(p.end):
			return float64(i), true
		case day.Before(p.end) && i == 0:
			return 0, false
		case day.Before(p.end):
			before := periods[i-1].end
			return float64(i-1) + day.Sub(before).Hours()/p.end.Sub(before).Hours(), true
		}
	}
	return 0, false
}

// drawMilestones draws the squares and takes their places, then writes beside each what it is.
func drawMilestones(f frame, periods []period, milestones []milestone) {
	const radius = 4.0
	squares := make([]box, len(milestones))
	for i, m := range milestones {
		slots, _ := place(periods, m.by)
		at := point{f.x(0) + slots*f.slotWidth(), f.y(m.value)}
		squares[i] = box{at.x, at.y, at.x, at.y}.grown(radius)
		f.canvas.add(rectangle(squares[i], white, stroke{colour: m.ink, width: 1.75}))
		f.canvas.marks = append(f.canvas.marks, squares[i].grown(1))
	}
	for i, m := range milestones {
		f.writeBeside(squares[i], m.lines())
	}
}

// writeBeside writes lines at the nearest place over or under a box, or at its side, where they touch nothing.
func (f frame) writeBeside(b box, lines []string) {
	const gap, step, furthest = 3.0, 3.0, 150.0
	width, height := f.canvas.face.widest(lines, textSize), float64(len(lines))*lineHeight
	middle, level := (b.left+b.right)/2, min((b.top+b.bottom-height)/2, f.plot.bottom-height)
	least, most := f.plot.left, f.plot.right+4-width
	at := point{max(least, min(most, middle-width/2)), b.top - gap - height}
	found := func() bool {
		for away := 0.0; away < furthest; away += step {
			for _, y := range []float64{level - away, b.top - gap - height - away, b.bottom + gap + away} {
				for _, x := range []float64{b.left - gap - width, b.right + gap, middle - width/2, most} {
					own := box{x, y, x + width, y + height}
					inside := x >= least && x <= most && own.top >= f.plot.top-lineHeight/2 && own.bottom <= f.plot.bottom
					if inside && !f.canvas.overText(own.grown(3)) && !f.canvas.overData(own) {
						at = point{x, y}
						return true
					}
				}
			}
		}
		return false
	}
	if !found() {
		at.y = max(at.y, f.plot.top)
	}
	for i, s := range lines {
		f.canvas.writeClear(text{
			at: point{at.x, at.y + float64(i)*lineHeight + ascent*textSize + 1}, size: textSize, fill: darkGrey, string: s,
		})
	}
}
