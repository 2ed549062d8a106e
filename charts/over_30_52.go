package charts

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Over3052 draws the open cases over 30 weeks, and over 52 weeks, which are some of them.
// It reads the table backlog of one authority, at the end of each increment and at the as-at day. At most the last
// 14 days are shown.
func Over3052(backlog Table, s Setting) (Chart, error) {
	return build("over-30-52", s, func(s Setting) (Chart, error) {
		values := []string{"over_30_weeks", "over_52_weeks"}
		days, err := newStock(backlog, s, values...)
		if err != nil {
			return Chart{}, err
		}
		periods, cells := days.periods, days.cells
		if !somethingToDraw(cells["over_30_weeks"], cells["over_52_weeks"]) {
			return Chart{}, errors.New("no number of cases open over 30 or 52 weeks is known on the days shown")
		}
		goals, err := longGoals(periods, s)
		if err != nil {
			return Chart{}, err
		}
		periods = append(slices.Clone(periods), goals.ahead...)
		actions, err := newActions(s, periods, "over_30_weeks", "over_52_weeks")
		if err != nil {
			return Chart{}, err
		}
		lines := longLines(cells, len(goals.ahead), newSmallCount(s))
		highest := highest(goals.targets, cells["over_30_weeks"], cells["over_52_weeks"])
		for _, m := range goals.milestones {
			highest = max(highest, m.value)
		}
		drawing, err := panel{
			title:   "Open cases over 30 weeks, and those of them over 52 weeks",
			scale:   countScale(highest, pageSteps),
			periods: periods, lines: lines, targets: goals.targets, milestones: goals.milestones,
			actions: actions,
		}.page(s)
		if err != nil {
			return Chart{}, err
		}
		small := slices.ContainsFunc(lines, func(l series) bool { return slices.Contains(l.small, true) })
		chart := over3052Text(days, small, actions, s)
		chart.drawing = drawing
		return chart, nil
	})
}

// longLines gives the two lines in drawing order, with room for periods ahead.
func longLines(cells map[string][]cell, ahead int, hidden smallCount) []series {
	over30, over52 := cells["over_30_weeks"], cells["over_52_weeks"]
	more := absentCells(ahead)
	return []series{
		{
			name: []string{"Over 52 weeks"}, cells: slices.Concat(over52, more), marker: triangle,
			stroke: stroke{colour: orange, width: 2, dash: []float64{6, 3}},
			hidden: hidden, small: append(hidden.within(over52, nil), make([]bool, ahead)...),
		},
		{
			name: []string{"Over 30 weeks"}, cells: slices.Concat(over30, more), marker: circle,
			stroke: stroke{colour: darkBlue, width: 2},
			hidden: hidden, small: append(hidden.within(over30, over52), make([]bool, ahead)...),
		},
	}
}

// goals are what the two lines should reach: squares where the axis runs as far as their day, else target lines.
type goals struct {
	targets    []targetLine
	milestones []milestone
	ahead      []period
}

// longGoals gives the goals of both lines.
func longGoals(periods []period, s Setting) (g goals, err error) {
	var dated []milestone
	for _, l := range []struct {
		measure, unit, what string
		ink                 colour
	}{{"over_30_weeks", " over 30", "Over 30", darkBlue}, {"over_52_weeks", " over 52", "Over 52", orange}} {
		own, err := milestonesFor(s, l.measure, l.what, l.ink)
		if err != nil {
			return g, err
		}
		reach := slices.Concat(periods, ahead(periods, s.Range, own))
		own = slices.DeleteFunc(own, func(m milestone) bool { _, drawn := place(reach, m.by); return !drawn })
		dated = append(dated, own...)
		if len(own) == 0 {
			lines, err := targetsFor(s, l.unit, l.measure)
			if err != nil {
				return g, err
			}
			g.targets = append(g.targets, lines...)
		}
	}
	g.milestones, g.ahead = dated, ahead(periods, s.Range, dated)
	return g, nil
}

// over3052Text gives the words and the data of the chart of long waits.
func over3052Text(days stock, small bool, actions actionMarks, s Setting) Chart {
	periods, cells := days.periods, days.cells
	over30 := overall(periods, cells["over_30_weeks"], "")
	over52 := overall(periods, cells["over_52_weeks"], "")
	headline := "Assessments open more than 30 and 52 weeks"
	// A fall is not claimed while the longest waits grow.
	flatters := over30.direction() < 0 && over52.direction() > 0
	if over30.direction() != 0 && !flatters {
		headline = "Open over 30 weeks " + over30.phrase()
	}
	alt := "Line chart showing " + over30.sentence("cases open over 30 weeks")
	if over52.known() {
		alt += "; over 52 weeks " + over52.phrase()
	}
	chart := Chart{
		Headline: headline,
		Subtitle: fmt.Sprintf("EHC needs assessments open more than 30 and more than 52 weeks, %s, at the end of each "+
			"%s, %s%s", council(s), s.Range.noun(), stockSpan(periods), actions.subtitle()),
		Alt:  alt + ".",
		Data: stockData(days, s.Range, []string{"over_30_weeks", "over_52_weeks"}),
	}
	chart.Description = description{
		headline: chart.Headline,
		subtitle: chart.Subtitle,
		paragraphs: []string{
			capital(over30.sentence("cases open over 30 weeks")) + ". The last values are: " +
				latest(periods, cells["over_30_weeks"], nil, "") + ".",
			capital(over52.sentence("cases open over 52 weeks")) + ". The last values are: " +
				latest(periods, cells["over_52_weeks"], nil, "") + ".",
			longTargetText(s),
			actions.text(),
			days.note,
			provisionalNote(periods),
		},
		notes: []string{
			clockNote + "Over 30 weeks is 211 days or more, and over 52 weeks is 365 days or more. " +
				"Cases over 52 weeks are counted in both lines.",
			stockNote,
			"Cases with an exception under regulation 13(3) are counted as all others are.",
			backlogNote,
			smallNote(small, s),
		},
		data: chart.Data,
	}.markdown(s)
	return chart
}

// longTargetText says the targets for long waits, or nothing.
func longTargetText(s Setting) string {
	var said []string
	for _, weeks := range []int{30, 52} {
		measure := fmt.Sprintf("over_%d_weeks", weeks)
		goals := s.Milestones[measure]
		if target, found := s.Targets[measure]; found && len(goals) == 0 {
			goals = []Target{target}
		}
		for _, target := range goals {
			sentence := fmt.Sprintf("The target is at most %s cases over %d weeks", thousands(target.Value), weeks)
			if !target.By.IsZero() {
				sentence += " by " + target.By.Format(longDate)
			}
			said = append(said, sentence+".")
		}
	}
	return strings.Join(said, " ")
}
