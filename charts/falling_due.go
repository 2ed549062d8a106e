package charts

import (
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
// It reads the table falling_due, three-month periods of one authority.
func FallingDue(fallingDue Table, s Setting) (Chart, error) {
	return build("falling-due", func() (Chart, error) {
		columns := append(periodColumns(),
			"threshold_weeks", "issued_by_due_date", "open_at_due_date", "pc_issued_by_due_date")
		src, err := newSource(fallingDue, columns, allCases("period_type", "three_months"))
		if err != nil {
			return Chart{}, err
		}
		periods, lines, err := dueLines(src)
		if err != nil {
			return Chart{}, err
		}
		targets, err := targetsFor(s, "%", "falling_due_20")
		if err != nil {
			return Chart{}, err
		}
		drawing, err := panel{
			title:   "Percentage of cases with a plan by their due day",
			scale:   percentScale(),
			periods: periods,
			counts:  lines[0].dueCount,
			lines:   dueSeries(lines),
			targets: targets,
		}.page(s)
		if err != nil {
			return Chart{}, err
		}
		chart := fallingDueText(periods, lines, targets, s)
		chart.drawing = drawing
		return chart, nil
	})
}

// dueLines reads the line of each threshold over the periods of the 20-week one, which must be there.
func dueLines(src *source) ([]period, []dueLine, error) {
	var periods []period
	var lines []dueLine
	for _, weeks := range thresholds() {
		var rows []row
		for _, r := range src.rows {
			if src.text(r, "threshold_weeks") == strconv.Itoa(weeks) {
				rows = append(rows, r)
			}
		}
		if len(rows) == 0 && weeks == thresholds()[0] {
			return nil, nil, fmt.Errorf("the table has no row with threshold_weeks = %d", weeks)
		}
		if len(rows) == 0 {
			continue
		}
		own, err := newPeriods(src, rows)
		if err != nil {
			return nil, nil, err
		}
		if periods == nil {
			periods = own
		}
		cells, err := src.columns(rows, "issued_by_due_date", "open_at_due_date", "pc_issued_by_due_date")
		if err != nil {
			return nil, nil, err
		}
		l := dueLine{
			weeks:   weeks,
			issued:  aligned(periods, own, cells["issued_by_due_date"]),
			open:    aligned(periods, own, cells["open_at_due_date"]),
			percent: aligned(periods, own, cells["pc_issued_by_due_date"]),
		}
		l.dueCount = pairwise(sum2, l.issued, l.open)
		lines = append(lines, l)
	}
	return periods, lines, nil
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

// dueSeries gives the lines in drawing order: the companions first, the 20-week line on top.
func dueSeries(lines []dueLine) []series {
	styles := map[int]series{
		20: {marker: circle, stroke: stroke{colour: darkBlue, width: 2}},
		30: {marker: triangle, stroke: stroke{colour: turquoise, width: 1.5, dash: []float64{6, 3}}},
		52: {marker: square, stroke: stroke{colour: darkPink, width: 1.5, dash: []float64{3, 3}}},
	}
	drawn := make([]series, 0, len(lines))
	for i := len(lines) - 1; i >= 0; i-- {
		one := styles[lines[i].weeks]
		one.name = []string{fmt.Sprintf("By %d weeks", lines[i].weeks)}
		one.unit = "%"
		one.cells = lines[i].percent
		drawn = append(drawn, one)
	}
	return drawn
}
