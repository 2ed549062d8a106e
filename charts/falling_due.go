package charts

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// thresholds are the weeks that falling-due has a line for; the first is the main one.
func thresholds() []int { return []int{20, 30, 52} }

// dueLine is the line of one threshold.
type dueLine struct {
	weeks             int
	issued, open      []cell
	percent, dueCount []cell
}

// FallingDue draws the percentage of cases that had a plan by their 20-week day, with the 30-week and 52-week lines
// where the table has them. Cases count in the period in which the day fell, so clearing a backlog cannot move it.
// At most the last 14 periods are shown. It reads the table falling_due, three-month periods of one authority.
func FallingDue(fallingDue Table, s Setting) (Chart, error) {
	return build("falling-due", s, func(s Setting) (Chart, error) {
		columns := append(periodColumns(),
			"threshold_weeks", "issued_by_due_date", "open_at_due_date", "pc_issued_by_due_date")
		src, err := newSource(fallingDue, columns, allCases("period_type", s.Range.periodType()), s.Range.noun())
		if err != nil {
			return Chart{}, err
		}
		d, err := newDue(src, s)
		if err != nil {
			return Chart{}, err
		}
		if err := noDueCase(d.lines); err != nil {
			return Chart{}, err
		}
		if d.targets, err = targetsFor(s, "%", "falling_due_20"); err != nil {
			return Chart{}, err
		}
		if d.signals, err = newSignals(s, d.periods, "falling_due_20"); err != nil {
			return Chart{}, err
		}
		if d.actions, err = newActions(s, d.periods, "falling_due_20", "falling_due_30", "falling_due_52"); err != nil {
			return Chart{}, err
		}
		drawing, err := panel{
			title:   "Percentage of cases with a plan by their due day",
			scale:   percentScale(),
			periods: d.periods,
			counts:  d.lines[0].dueCount,
			lines:   d.series(),
			targets: d.targets,
			signals: d.signals,
			actions: d.actions,
		}.page(s)
		if err != nil {
			return Chart{}, err
		}
		chart := d.text(s)
		chart.drawing = drawing
		return chart, nil
	})
}

// noDueCase fails where no line has anything to draw.
func noDueCase(lines []dueLine) error {
	known := false
	for _, l := range lines {
		if somethingToDraw(l.percent) {
			return nil
		}
		known = known || somethingToDraw(l.dueCount)
	}
	if known {
		return errors.New("no case fell due in the periods shown")
	}
	return errors.New("it is not known which cases had a plan by their due day in the periods shown")
}

// due is what the chart of cases falling due draws.
type due struct {
	periods []period
	lines   []dueLine
	// note says which periods are not drawn.
	note    string
	targets []targetLine
	signals signals
	actions actionMarks
}

// newDue reads the line of each threshold over the last periods of the 20-week one, which must be there.
func newDue(src *source, s Setting) (d due, err error) {
	for _, weeks := range thresholds() {
		var rows []row
		for _, r := range src.rows {
			if src.text(r, "threshold_weeks") == strconv.Itoa(weeks) {
				rows = append(rows, r)
			}
		}
		if len(rows) == 0 && weeks == thresholds()[0] {
			return due{}, fmt.Errorf("the table has no %s for the %d-week day", s.Range.noun(), weeks)
		}
		if len(rows) == 0 {
			continue
		}
		own, err := newPeriods(src, rows)
		if err != nil {
			return due{}, err
		}
		if d.periods == nil {
			chosen, err := s.Range.choose(own, maxPeriods)
			if err != nil {
				return due{}, err
			}
			d.periods, d.note = own[chosen.first:chosen.end], chosen.note
		}
		cells, err := src.columns(rows, "issued_by_due_date", "open_at_due_date", "pc_issued_by_due_date")
		if err != nil {
			return due{}, err
		}
		l := dueLine{
			weeks:   weeks,
			issued:  aligned(d.periods, own, cells["issued_by_due_date"]),
			open:    aligned(d.periods, own, cells["open_at_due_date"]),
			percent: aligned(d.periods, own, cells["pc_issued_by_due_date"]),
		}
		l.dueCount = pairwise(sum2, l.issued, l.open)
		d.lines = append(d.lines, l)
	}
	return d, nil
}

// aligned puts cells of some periods in the places of others, absent where a period has none.
func aligned(wanted, own []period, cells []cell) []cell {
	byStart := map[time.Time]cell{}
	for i, p := range own {
		byStart[p.start] = cells[i]
	}
	placed := make([]cell, len(wanted))
	for i, p := range wanted {
		placed[i] = absentCell()
		if c, found := byStart[p.start]; found {
			placed[i] = c
		}
	}
	return placed
}

// series gives the lines in drawing order: the companions first, the 20-week line with its signals on top.
func (d due) series() []series {
	styles := map[int]series{
		20: {marker: circle, stroke: stroke{colour: darkBlue, width: 2}, signs: d.signals.kinds},
		30: {marker: cross, stroke: stroke{colour: turquoise, width: 1.5, dash: []float64{6, 3}}},
		52: {marker: square, stroke: stroke{colour: darkPink, width: 1.5, dash: []float64{3, 3}}},
	}
	drawn := make([]series, 0, len(d.lines))
	for i := len(d.lines) - 1; i >= 0; i-- {
		one := styles[d.lines[i].weeks]
		one.name = []string{fmt.Sprintf("By %d weeks", d.lines[i].weeks)}
		one.unit = "%"
		one.cells = d.lines[i].percent
		drawn = append(drawn, one)
	}
	return drawn
}
