package charts

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// bandColumn is a column of the backlog table that can be a band of the stack.
type bandColumn struct {
	column string
	name   []string
	colour colour
}

// bandLevels gives the ways to split the stack, the finest first. A coarser one is used for the whole series where
// a finer one has a hidden number that cannot be drawn, so that no column is compared with another of a different make.
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
// A hidden number that can be small is drawn as a marked band; where more of a column is hidden, the longest waits are
// shown together in every column. At most the last 14 days are shown. It reads the table backlog of one authority.
func Backlog(backlog Table, s Setting) (Chart, error) {
	return build("backlog", s, func(s Setting) (Chart, error) {
		days, err := newStock(backlog, s, backlogColumns()...)
		if err != nil {
			return Chart{}, err
		}
		periods, cells := days.periods, days.cells
		if !somethingToDraw(cells["open"], cells["weeks_0_to_20"], cells["over_20_weeks"]) {
			return Chart{}, errors.New("no number of open cases is known on the days shown")
		}
		hidden := newSmallCount(s)
		level := bandLevel(cells, hidden)
		bands := make([]band, len(level))
		for i, b := range level {
			bands[i] = band{
				name: b.name, cells: cells[b.column], colour: b.colour, hidden: hidden, small: smallBands(cells, level, b.column, hidden),
			}
		}
		targets, err := targetsFor(s, "", "open")
		if err != nil {
			return Chart{}, err
		}
		if err := sameTotals(periods, cells, level, s); err != nil {
			return Chart{}, err
		}
		headroomForTotals := 1.08
		if someSmall(bands) {
			headroomForTotals = 1.16 // with the mark under the total
		}
		actions, err := newActions(s, periods, "open", "over_20_weeks")
		if err != nil {
			return Chart{}, err
		}
		drawing, err := panel{
			title:   "Open cases, by weeks since the request",
			scale:   countScale(highest(targets, stackHeights(bands, len(periods)))*headroomForTotals, pageSteps),
			periods: periods,
			bands:   bands,
			totals:  cells["open"],
			targets: targets,
			actions: actions,
		}.page(s)
		if err != nil {
			return Chart{}, err
		}
		chart := backlogText(days, level, someSmall(bands), targets, actions, s)
		chart.drawing = drawing
		return chart, nil
	})
}

// bandLevel chooses the finest split whose hidden numbers can all be drawn as small counts, else the coarsest.
func bandLevel(cells map[string][]cell, hidden smallCount) []bandColumn {
	levels := bandLevels()
	for _, level := range levels {
		if !slices.ContainsFunc(level, func(b bandColumn) bool {
			small := smallBands(cells, level, b.column, hidden)
			for slot, own := range cells[b.column] {
				if own.isHidden() && !small[slot] {
					return true
				}
			}
			return false
		}) {
			return level
		}
	}
	return levels[len(levels)-1]
}

// smallBands says of each slot whether a band's number is hidden and can be drawn as a small count: it is the only
// hidden one of its column, and no larger than a small count can be, as far as the number of open cases tells.
func smallBands(cells map[string][]cell, level []bandColumn, column string, hidden smallCount) []bool {
	small := hidden.within(cells[column], nil)
	for slot := range small {
		rest := cells["open"][slot]
		for _, b := range level {
			if b.column != column {
				small[slot] = small[slot] && cells[b.column][slot].isNumber()
				rest = difference(rest, cells[b.column][slot])
			}
		}
		if rest.isNumber() && (rest.value < 1 || rest.value > hidden.upTo) {
			small[slot] = false
		}
	}
	return small
}

// someSmall says whether any band stands for a small count.
func someSmall(bands []band) bool {
	return slices.ContainsFunc(bands, func(b band) bool { return slices.Contains(b.small, true) })
}

// sameTotals fails where the bands do not add up to the open cases, by more than rounding makes.
func sameTotals(periods []period, cells map[string][]cell, level []bandColumn, s Setting) error {
	for i, p := range periods {
		total := countCell(0)
		for _, b := range level {
			total = sum(total, cells[b.column][i])
		}
		if open := cells["open"][i]; total.isNumber() && open.isNumber() && math.Abs(total.value-open.value) > s.slack(len(level)+1) {
			return fmt.Errorf("%s: the bands add up to %s and not to open %s", p.label, total.shown(), open.shown())
		}
	}
	return nil
}
