package charts

import (
	"errors"
	"fmt"
)

// Over3052 draws the open cases over 30 weeks, and over 52 weeks, which are some of them.
// It reads the table backlog of one authority, at the end of each increment and at the as-at day. At most the last
// 14 days are shown.
func Over3052(backlog Table, s Setting) (Chart, error) {
	return build("over-30-52", s, func(s Setting) (Chart, error) {
		values := []string{"over_30_weeks", "over_52_weeks"}
		src, periods, err := newStock(backlog, s, values...)
		if err != nil {
			return Chart{}, err
		}
		leftOut := lastOnes(len(periods))
		periods = periods[leftOut:]
		cells, err := src.columns(src.rows[leftOut:], values...)
		if err != nil {
			return Chart{}, err
		}
		if !somethingToDraw(cells["over_30_weeks"], cells["over_52_weeks"]) {
			return Chart{}, errors.New("no number of cases open over 30 or 52 weeks is known on the days shown")
		}
		over30, err := targetsFor(s, " over 30", "over_30_weeks")
		if err != nil {
			return Chart{}, err
		}
		over52, err := targetsFor(s, " over 52", "over_52_weeks")
		if err != nil {
			return Chart{}, err
		}
		targets := append(over30, over52...)
		drawing, err := panel{
			title:   "Open cases over 30 weeks, and those of them over 52 weeks",
			scale:   countScale(highest(targets, cells["over_30_weeks"], cells["over_52_weeks"]), pageSteps),
			periods: periods,
			lines: []series{
				{
					name: []string{"Over 52 weeks"}, cells: cells["over_52_weeks"], marker: triangle,
					stroke: stroke{colour: orange, width: 2, dash: []float64{6, 3}},
				},
				{
					name: []string{"Over 30 weeks"}, cells: cells["over_30_weeks"], marker: circle,
					stroke: stroke{colour: darkBlue, width: 2},
				},
			},
			targets: targets,
		}.page(s)
		if err != nil {
			return Chart{}, err
		}
		chart := over3052Text(periods, cells, leftOut, s)
		chart.drawing = drawing
		return chart, nil
	})
}

// over3052Text gives the words and the data of the chart of long waits.
func over3052Text(periods []period, cells map[string][]cell, leftOut int, s Setting) Chart {
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
			"three-month period, %s", council(s), stockSpan(periods)),
		Alt:  alt + ".",
		Data: stockData(periods, cells, []string{"over_30_weeks", "over_52_weeks"}),
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
			leftOutText(leftOut),
			provisionalNote(periods),
		},
		notes: []string{
			clockNote + "Over 30 weeks is 211 days or more, and over 52 weeks is 365 days or more. " +
				"Cases over 52 weeks are counted in both lines.",
			stockNote,
			"Cases with an exception under regulation 13(3) are counted as all others are.",
			backlogNote,
		},
		data: chart.Data,
	}.markdown(s)
	return chart
}

// longTargetText says the targets for long waits, or nothing.
func longTargetText(s Setting) string {
	said := ""
	for _, weeks := range []int{30, 52} {
		target, found := s.Targets[fmt.Sprintf("over_%d_weeks", weeks)]
		if !found {
			continue
		}
		if said != "" {
			said += " "
		}
		said += fmt.Sprintf("The target is at most %s cases over %d weeks", thousands(target.Value), weeks)
		if !target.By.IsZero() {
			said += " by " + target.By.Format(longDate)
		}
		said += "."
	}
	return said
}
