package charts

import (
	"fmt"
	"strings"
)

// text gives the words and the data of the flow chart.
func (m movements) text(note string, s Setting) Chart {
	chart := Chart{
		Headline: m.headline(),
		Subtitle: fmt.Sprintf("%s, and the net change in open cases, %s, %s", m.drawn(), council(s), span(m.periods)),
		Alt:      "Two charts showing " + m.finding() + ".",
		Data:     m.data(),
	}
	chart.Description = description{
		headline: chart.Headline,
		subtitle: chart.Subtitle,
		paragraphs: []string{
			capital(m.finding()) + ". The last net changes are: " + m.latestChanges() + ".",
			strings.Join(m.upper.name, " ") + ", last values: " + latest(m.periods, m.entries, nil, "") + ". " +
				strings.Join(m.lower.name, " ") + ", last values: " + latest(m.periods, m.exits, nil, "") + ".",
			m.partialText(),
			note,
			provisionalNote(m.periods),
		},
		notes: []string{
			"Cases started are new requests, cases transferred in and cases reopened. Cases closed are plans issued, " +
				"decisions not to assess or not to issue, and cases withdrawn, moved away or closed for another reason. " +
				"Open cases at the start of a period, plus cases started, less cases closed, are those open at its end.",
			onTimeNote,
			"Cases with an exception under regulation 13(3) are counted as all others are.",
			backlogNote,
		},
		data: chart.Data,
	}.markdown(s)
	return chart
}

// drawn names what the lines are.
func (m movements) drawn() string {
	if m.partial {
		return "New requests and plans issued, other ways to start and close a case left out"
	}
	return "EHC needs assessments started and closed"
}

// recent counts, over the last four complete periods, those with a number, those with a fall, those with a rise,
// and the total change.
func (m movements) recent() (known, falls, rises int, total float64) {
	seen := 0
	for i := len(m.periods) - 1; i >= 0 && seen < latestValues; i-- {
		if m.periods[i].provisional {
			continue
		}
		seen++
		c := m.changes[i]
		if !c.isNumber() {
			continue
		}
		known++
		total += c.value
		switch {
		case c.value < 0:
			falls++
		case c.value > 0:
			rises++
		}
	}
	return known, falls, rises, total
}

// overall gives open cases from the start of the first complete period to the end of the last one.
func (m movements) overall() change {
	c := overall(m.periods, m.closing, "")
	seen := 0
	for i, p := range m.periods {
		if p.provisional {
			continue
		}
		if seen == 0 {
			c.first, c.firstLabel = m.opening[i], p.start.Format(shortDate)
		}
		c.toLabel = p.end.Format(shortDate)
		seen++
	}
	return c
}

// headline says which of closures and new cases were more in most of the last four complete periods, where open
// cases moved the same way over all the periods shown. Otherwise it is neutral. Over lines of which parts are left out
// it says the same of the open cases: new requests stand there above plans, as if closures had not exceeded them.
func (m movements) headline() string {
	known, falls, rises, total := m.recent()
	direction := m.overall().direction()
	switch {
	case known < latestValues:
	case m.partial && direction < 0 && total < 0 && falls > known/2:
		return fmt.Sprintf("Open cases fell in %d of last %d periods", falls, known)
	case m.partial && direction > 0 && total > 0 && rises > known/2:
		return fmt.Sprintf("Open cases rose in %d of last %d periods", rises, known)
	case direction < 0 && total < 0 && falls > known/2:
		return fmt.Sprintf("Closures exceeded new cases in %d of last %d periods", falls, known)
	case direction > 0 && total > 0 && rises > known/2:
		return fmt.Sprintf("New cases exceeded closures in %d of last %d periods", rises, known)
	}
	if m.partial {
		return "New requests and plans issued, by " + m.noun
	}
	return "Cases started and closed, by " + m.noun
}

// finding says how often closures exceeded new cases and how open cases moved, without a full stop.
func (m movements) finding() string {
	known, falls, _, total := m.recent()
	open := m.overall()
	said := "cases started and closed in each " + m.noun + "; no recent net change is shown"
	if known > 0 {
		said = fmt.Sprintf("closures exceeded new cases in %d of %d recent complete periods, a net change of %s",
			falls, known, signed(total))
	}
	if open.complete > 0 && open.first.isNumber() && open.last.isNumber() {
		said += fmt.Sprintf("; open cases %s between %s and %s", open.phrase(), open.firstLabel, open.toLabel)
	}
	return said
}

// latestChanges lists the last net changes with their signs.
func (m movements) latestChanges() string {
	parts := make([]string, 0, latestValues)
	for i := max(0, len(m.periods)-latestValues); i < len(m.periods); i++ {
		value := m.changes[i].shown()
		if m.changes[i].isNumber() {
			value = signed(m.changes[i].value)
		}
		if m.periods[i].provisional {
			value += ", provisional"
		}
		parts = append(parts, m.periods[i].label+" "+value)
	}
	return strings.Join(parts, "; ")
}

// partialText says that the lines leave small parts out, or nothing.
func (m movements) partialText() string {
	if !m.partial {
		return ""
	}
	return "Some small numbers are hidden to protect people, so the lines are new requests and plans issued alone. " +
		"Their difference is not the net change, because other ways to start and close a case are left out."
}

// data gives the numbers drawn, by period.
func (m movements) data() Table {
	columns := []string{"opening", m.upper.column, m.lower.column, "net_change", "closing"}
	return dataOf(m.periods, map[string][]cell{
		"opening": m.opening, m.upper.column: m.entries, m.lower.column: m.exits,
		"net_change": m.changes, "closing": m.closing,
	}, columns, signals{})
}
