package charts

import "fmt"

// Timeliness draws the percentage of issued plans that were issued within 20 weeks, leaving exceptions out and with
// them in, over light columns for the share of plans that came from the backlog.
// It reads the table timeliness, three-month periods of one authority.
func Timeliness(timeliness Table, s Setting) (Chart, error) {
	return build("timeliness", func() (Chart, error) {
		values := []string{
			"plans_issued", "plans_issued_excl", "pc_within_20_weeks", "pc_within_20_weeks_excl",
			"issued_from_backlog",
		}
		src, err := newSource(timeliness, append(periodColumns(), values...), allCases("period_type", "three_months"))
		if err != nil {
			return Chart{}, err
		}
		periods, err := newPeriods(src, src.rows)
		if err != nil {
			return Chart{}, err
		}
		cells, err := src.columns(src.rows, values...)
		if err != nil {
			return Chart{}, err
		}
		cells[backlogShare] = pairwise(share, cells["issued_from_backlog"], cells["plans_issued"])
		targets, err := targetsFor(s, "%", "pc_within_20_weeks_excl", "pc_within_20_weeks")
		if err != nil {
			return Chart{}, err
		}
		drawing, err := timelinessPanel(periods, cells, targets).page(s)
		if err != nil {
			return Chart{}, err
		}
		chart := timelinessText(periods, cells, targets, s)
		chart.drawing = drawing
		return chart, nil
	})
}

// backlogShare names the percentage of issued plans that came from the backlog.
const backlogShare = "pc_issued_from_backlog"

// timelinessPanel gives the lines with the columns behind them.
func timelinessPanel(periods []period, cells map[string][]cell, targets []targetLine) panel {
	return panel{
		title:   "Percentage of plans issued within 20 weeks (columns: percentage from the backlog)",
		scale:   percentScale(),
		periods: periods,
		counts:  cells["plans_issued_excl"],
		bands: []band{
			{name: []string{"From the", "backlog"}, unit: "%", cells: cells[backlogShare], colour: lightGrey},
		},
		lines: []series{
			{
				name: []string{"Including", "exceptions"}, unit: "%", cells: cells["pc_within_20_weeks"], marker: square,
				stroke: stroke{colour: darkGrey, width: 1.5, dash: []float64{4, 3}},
			},
			{
				name: []string{"Excluding", "exceptions"}, unit: "%", cells: cells["pc_within_20_weeks_excl"],
				marker: circle, stroke: stroke{colour: darkBlue, width: 2},
			},
		},
		targets: targets,
	}
}

// timelinessText gives the words and the data of the timeliness chart.
func timelinessText(periods []period, cells map[string][]cell, targets []targetLine, s Setting) Chart {
	rate := overall(periods, cells["pc_within_20_weeks_excl"], "%")
	backlog := overall(periods, cells[backlogShare], "%")
	headline := "Plans issued within 20 weeks, by three-month period"
	if rate.direction() != 0 {
		headline = fmt.Sprintf("Share of plans issued within 20 weeks %s to %s%%", rate.verb(), rate.last.shown())
		if len(targets) > 0 && rate.last.value < targets[0].value {
			headline = fmt.Sprintf("Plans issued on time %s to %s%%, target %s%%",
				rate.verb(), rate.last.shown(), thousands(targets[0].value))
		}
	}
	chart := Chart{
		Headline: headline,
		Subtitle: fmt.Sprintf("Percentage of new EHC plans issued within 20 weeks, excluding exceptions, %s, %s, "+
			"with the share of plans that came from the backlog", council(s), span(periods)),
		Alt: "Line chart showing " + rate.sentence("plans issued within 20 weeks, excluding exceptions,") +
			againstTarget(targets, "%") + ".",
		Data: timelinessData(periods, cells),
	}
	including := overall(periods, cells["pc_within_20_weeks"], "%")
	chart.Description = description{
		headline: chart.Headline,
		subtitle: chart.Subtitle,
		paragraphs: []string{
			capital(rate.sentence("the percentage of plans issued within 20 weeks, excluding exceptions,")) +
				againstTarget(targets, "%") + ". The last values are: " +
				latest(periods, cells["pc_within_20_weeks_excl"], cells["plans_issued_excl"], "%") + ".",
			capital(including.sentence("including exceptions, the percentage")) + ". " +
				capital(backlog.sentence("the share of plans that came from the backlog")) + ".",
			backlogEffect(rate, backlog),
			provisionalNote(periods),
		},
		notes: []string{
			onTimeNote,
			"n is the number of plans issued in the period, exceptions left out.",
			exceptionNote + " The main line leaves them out and the dashed line counts them.",
			"A plan came from the backlog when its case was already 20 weeks old before the period began. " + backlogNote,
		},
		data: chart.Data,
	}.markdown(s)
	return chart
}

// backlogEffect says in plain words how the backlog can have moved the rate, where the two went opposite ways.
func backlogEffect(rate, backlog change) string {
	if !rate.known() || !backlog.known() {
		return ""
	}
	rateBy := rate.last.value - rate.first.value
	backlogBy := backlog.last.value - backlog.first.value
	switch {
	case rateBy < 0 && backlogBy > 0:
		return "The rate fell while more of the plans came from the backlog. Clearing the backlog lowers this rate, " +
			"because those plans were already late, so the fall alone does not show that new cases take longer."
	case rateBy > 0 && backlogBy < 0:
		return "The rate rose while fewer of the plans came from the backlog. This rate can rise because old cases " +
			"are left waiting, so the rise alone does not show that the service is quicker; read it with the " +
			"number of open cases."
	}
	return ""
}

// timelinessData gives the numbers drawn, by period.
func timelinessData(periods []period, cells map[string][]cell) Table {
	columns := []string{
		"plans_issued", "plans_issued_excl", "pc_within_20_weeks", "pc_within_20_weeks_excl",
		"issued_from_backlog", backlogShare,
	}
	return dataOf(periods, cells, columns)
}

// dataOf gives columns by period.
func dataOf(periods []period, cells map[string][]cell, columns []string) Table {
	data := newTidy(periodKeys(columns...)...)
	for i, p := range periods {
		values := make([]cell, len(columns))
		for k, name := range columns {
			values[k] = cells[name][i]
		}
		data.add(p.keys(), values...)
	}
	return data.table
}
