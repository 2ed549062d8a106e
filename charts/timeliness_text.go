package charts

import (
	"fmt"
	"strings"
)

// text gives the words and the data of the timeliness chart.
func (r rates) text(s Setting) Chart {
	rate := overall(r.periods, r.cells[r.basis.rate], "%")
	backlog := overall(r.periods, r.cells[backlogShare], "%")
	chart := Chart{
		Headline: r.headline(rate),
		Subtitle: fmt.Sprintf("Percentage of new EHC plans issued within 20 weeks%s, %s, %s, with the share of plans "+
			"that came from the backlog%s", strings.TrimSuffix(r.basis.said, ","), council(s), span(r.periods), r.actions.subtitle()),
		Alt: "Line chart showing " + rate.sentence("plans issued within 20 weeks"+r.basis.said) +
			againstTarget(r.targets, "%") + ".",
		Data: dataOf(r.periods, r.cells, r.basis.data, r.signals),
	}
	chart.Description = description{
		headline: chart.Headline,
		subtitle: chart.Subtitle,
		paragraphs: []string{
			capital(rate.sentence("the percentage of plans issued within 20 weeks"+r.basis.said)) +
				againstTarget(r.targets, "%") + ". The last values are: " +
				latest(r.periods, r.cells[r.basis.rate], r.cells[r.basis.count], "%") + ".",
			r.exceptionsText(),
			capital(backlog.sentence("the share of plans that came from the backlog")) + ".",
			backlogEffect(rate, backlog),
			r.signals.text(),
			r.actions.text(),
			r.note,
			provisionalNote(r.periods),
		},
		notes: append([]string{onTimeNote}, append(r.exceptionNotes(),
			"A plan came from the backlog when its case was already 20 weeks old before the period began. "+backlogNote,
			r.signals.note(),
		)...),
		data: chart.Data,
	}.markdown(s)
	return chart
}

// headline says where the rate went, with the target where it is not reached.
func (r rates) headline(rate change) string {
	switch {
	case rate.direction() == 0:
		return "Plans issued within 20 weeks, by " + r.noun
	case len(r.targets) > 0 && rate.last.value < r.targets[0].value:
		return fmt.Sprintf("Plans issued on time %s to %s%%, target %s%%",
			rate.verb(), rate.last.shown(), thousands(r.targets[0].value))
	}
	return fmt.Sprintf("Share of plans issued within 20 weeks %s to %s%%", rate.verb(), rate.last.shown())
}

// exceptionsText says what the rate with exceptions did, or that exceptions are not known.
func (r rates) exceptionsText() string {
	if !r.basis.exceptionsKnown {
		return "Exceptions are not known: the case records do not say which cases have one, so every plan is counted. " +
			"A percentage that leaves exceptions out could be higher or lower."
	}
	including := overall(r.periods, r.cells["pc_within_20_weeks"], "%")
	return capital(including.sentence("including exceptions, the percentage")) + "."
}

// exceptionNotes defines the denominator and exceptions.
func (r rates) exceptionNotes() []string {
	if !r.basis.exceptionsKnown {
		return []string{
			"n is the number of plans issued in the period.",
			exceptionNote + " Here exceptions are not known, so the line counts them.",
		}
	}
	return []string{
		"n is the number of plans issued in the period, exceptions left out.",
		exceptionNote + " The main line leaves them out and the dashed line counts them.",
	}
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
