package charts

import "fmt"

// backlogText gives the words and the data of the backlog chart.
func backlogText(days stock, level []bandColumn, someSmall bool, targets []targetLine, actions actionMarks, s Setting) Chart {
	periods, cells := days.periods, days.cells
	open := overall(periods, cells["open"], "")
	late := overall(periods, cells["over_20_weeks"], "")
	headline := "Open assessments by weeks open, by " + s.Range.noun()
	// A smaller total is no good news while more cases are late.
	flatters := open.direction() < 0 && late.direction() > 0
	if open.direction() != 0 && !flatters {
		headline = fmt.Sprintf("Open assessments %s", open.phrase())
	}
	alt := "Stacked column chart showing " + open.sentence("open assessments")
	if late.known() {
		alt += "; those open more than 20 weeks " + late.phrase()
	}
	columns := []string{"open"}
	for _, b := range level {
		columns = append(columns, b.column)
	}
	chart := Chart{
		Headline: headline,
		Subtitle: fmt.Sprintf("Open EHC needs assessments by weeks since request, %s, at the end of each %s, %s%s",
			council(s), s.Range.noun(), stockSpan(periods), actions.subtitle()),
		Alt:  alt + ".",
		Data: stockData(days, s.Range, columns),
	}
	chart.Description = description{
		headline: chart.Headline,
		subtitle: chart.Subtitle,
		paragraphs: []string{
			capital(open.sentence("open assessments")) + againstTarget(targets, "") +
				". The last values are: " + latest(periods, cells["open"], nil, "") + ".",
			capital(late.sentence("assessments open more than 20 weeks")) + ". The last values are: " +
				latest(periods, cells["over_20_weeks"], nil, "") + ".",
			mergedText(level),
			actions.text(),
			days.note,
			provisionalNote(periods),
		},
		notes: []string{
			clockNote + "The bands are 0 to 140 days, 141 to 210 days, 211 to 364 days, and 365 days or more.",
			stockNote,
			"Cases with an exception under regulation 13(3) are counted as all others are.",
			backlogNote,
			smallNote(someSmall, s),
		},
		data: chart.Data,
	}.markdown(s)
	return chart
}

// mergedText says that bands are shown together, or nothing.
func mergedText(level []bandColumn) string {
	if len(level) == len(bandLevels()[0]) {
		return ""
	}
	return "Some numbers of long waits are hidden to protect people, so the longest waits are shown together " +
		"in every column."
}
