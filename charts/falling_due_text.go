package charts

import (
	"fmt"
	"strconv"
)

// text gives the words and the data of the falling-due chart.
func (d due) text(s Setting) Chart {
	periods, targets, main := d.periods, d.targets, d.lines[0]
	moved := overall(periods, main.percent, "%")
	headline := "Plans in place by 20 weeks, by " + s.Range.noun()
	if moved.direction() != 0 {
		headline = fmt.Sprintf("Share with a plan by 20 weeks %s to %s%%", moved.verb(), moved.last.shown())
		if len(targets) > 0 && moved.last.value < targets[0].value {
			headline = fmt.Sprintf("Plans by 20 weeks %s to %s%%, target %s%%",
				moved.verb(), moved.last.shown(), thousands(targets[0].value))
		}
	}
	chart := Chart{
		Headline: headline,
		Subtitle: fmt.Sprintf("Percentage of cases that reached 20 weeks with a plan issued, %s, %s. "+
			"Clearing a backlog cannot move this figure%s.", council(s), span(periods), d.actions.subtitle()),
		Alt: "Line chart showing " + moved.sentence("the percentage of cases with a plan by their 20-week day") +
			againstTarget(targets, "%") + ".",
		Data: d.data(),
	}
	chart.Description = description{
		headline: chart.Headline,
		subtitle: chart.Subtitle,
		paragraphs: []string{
			capital(moved.sentence("the percentage of cases with a plan by their 20-week day")) +
				againstTarget(targets, "%") + ". The last values are: " +
				latest(periods, main.percent, main.dueCount, "%") + ".",
			companionText(periods, d.lines[1:]),
			d.signals.text(),
			d.actions.text(),
			d.note,
			provisionalNote(periods),
		},
		notes: []string{
			onTimeNote + " The 30-week and 52-week lines count plans issued at most 210 and 364 days later.",
			"n is the number of cases whose 20-week day fell in the period and that had a plan by then or were still " +
				"open. Cases that ended without a plan by then are left out.",
			exceptionNote + " They are included here.",
			backlogNote + " It does not move the percentages here, because each case counts once, in the period of " +
				"its due day.",
			d.signals.note(),
		},
		data: chart.Data,
	}.markdown(s)
	return chart
}

// companionText says what the lines of later due days did.
func companionText(periods []period, lines []dueLine) string {
	all := ""
	for _, l := range lines {
		moved := overall(periods, l.percent, "%")
		if all != "" {
			all += " "
		}
		all += capital(moved.sentence(fmt.Sprintf("the percentage with a plan by their %d-week day", l.weeks))) + "."
	}
	return all
}

// data gives the numbers drawn, by threshold and period.
func (d due) data() Table {
	data := newTidy(append(periodKeys("threshold_weeks", "issued_by_due_date", "open_at_due_date", "denominator",
		"pc_issued_by_due_date"), d.signals.columns()...)...)
	for _, l := range d.lines {
		for i, p := range d.periods {
			if l.percent[i].absent {
				continue
			}
			keys := append(p.keys(), strconv.Itoa(l.weeks))
			data.add(keys, l.issued[i], l.open[i], l.dueCount[i], l.percent[i])
			if l.weeks == thresholds()[0] {
				data.more(d.signals.row(i)...)
			} else {
				data.more(make([]string, len(d.signals.columns()))...)
			}
		}
	}
	return data.table
}
