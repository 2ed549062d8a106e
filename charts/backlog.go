package charts

import (
	"errors"
	"fmt"
	"slices"
)

// bandColumn is a column of the backlog table that can be a band of the stack.
type bandColumn struct {
	column string
	name   []string
	colour colour
}

// bandLevels gives the ways to split the stack, the finest first. A coarser one is used for the whole series where
// a finer one has a hidden number, so that no column is compared with another of a different make.
func bandLevels() [][]bandColumn {
	within := bandColumn{"weeks_0_to_20", []string{"20 weeks or less"}, darkBlue}
	to30 := bandColumn{"weeks_over_20_to_30", []string{"Over 20 to 30"}, turquoise}
	return [][]bandColumn{
		{
			within, to30,
			{"weeks_over_30_to_52", []string{"Over 30 to 52"}, darkPink},
			{"weeks_over_52", []string{"Over 52 weeks"}, orange},
		},
		{within, to30, {"over_30_weeks", []string{"Over 30 weeks"}, darkPink}},
		{within, {"over_20_weeks", []string{"Over 20 weeks"}, turquoise}},
	}
}

// backlogColumns are the value columns that Backlog reads.
func backlogColumns() []string {
	return []string{
		"open", "weeks_0_to_20", "weeks_over_20_to_30", "weeks_over_30_to_52", "weeks_over_52",
		"over_20_weeks", "over_30_weeks",
	}
}

// Backlog draws open cases by weeks open as stacked columns, at the end of each increment and at the as-at day.
// Where a number over 20 weeks is hidden, the longest waits are shown together in every column. At most the last
// 14 days are shown. It reads the table backlog of one authority.
func Backlog(backlog Table, s Setting) (Chart, error) {
	return build("backlog", s, func(s Setting) (Chart, error) {
		src, periods, err := newStock(backlog, s, backlogColumns()...)
		if err != nil {
			return Chart{}, err
		}
		leftOut := lastOnes(len(periods))
		periods, rows := periods[leftOut:], src.rows[leftOut:]
		cells, err := src.columns(rows, backlogColumns()...)
		if err != nil {
			return Chart{}, err
		}
		if !somethingToDraw(cells["open"], cells["weeks_0_to_20"], cells["over_20_weeks"]) {
			return Chart{}, errors.New("no number of open cases is known on the days shown")
		}
		level := bandLevel(cells)
		bands := make([]band, len(level))
		for i, b := range level {
			bands[i] = band{name: b.name, cells: cells[b.column], colour: b.colour}
		}
		targets, err := targetsFor(s, "", "open")
		if err != nil {
			return Chart{}, err
		}
		totals := stackTotals(bands, len(periods))
		if err := sameTotals(periods, totals, cells["open"]); err != nil {
			return Chart{}, err
		}
		const headroomForTotals = 1.08
		drawing, err := panel{
			title:   "Open cases, by weeks since the request",
			scale:   countScale(highest(targets, totals)*headroomForTotals, pageSteps),
			periods: periods,
			bands:   bands,
			totals:  true,
			targets: targets,
		}.page(s)
		if err != nil {
			return Chart{}, err
		}
		chart := backlogText(periods, cells, level, leftOut, targets, s)
		chart.drawing = drawing
		return chart, nil
	})
}

// bandLevel chooses the finest split with no hidden number, else the coarsest.
func bandLevel(cells map[string][]cell) []bandColumn {
	levels := bandLevels()
	for _, level := range levels {
		hidden := slices.ContainsFunc(level, func(b bandColumn) bool {
			return slices.ContainsFunc(cells[b.column], cell.isHidden)
		})
		if !hidden {
			return level
		}
	}
	return levels[len(levels)-1]
}

// sameTotals fails where the bands do not add up to the open cases.
func sameTotals(periods []period, totals, open []cell) error {
	for i, p := range periods {
		if totals[i].isNumber() && open[i].isNumber() && totals[i].value != open[i].value {
			return fmt.Errorf("%s: the bands add up to %s and not to open %s",
				p.label, totals[i].shown(), open[i].shown())
		}
	}
	return nil
}
