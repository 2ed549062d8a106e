package charts

import (
	"fmt"
	"strings"
)

// latestValues is how many of the last values the description repeats in words.
const latestValues = 4

// Definitions that descriptions share.
const (
	clockNote = "The clock starts on the day the council receives the request or otherwise becomes responsible; " +
		"that day is day 0. "
	onTimeNote = clockNote + "A plan is on time when it is issued at most 140 days (20 weeks) later."

	exceptionNote = "Exceptions are cases where regulation 13(3) of the Special Educational Needs and Disability " +
		"Regulations 2014 lets a council take longer, for example because advice was asked of a school " +
		"about to close for four weeks or more, or the child was away from the area for at least four weeks."

	backlogNote = "A plan for a case that was already more than 20 weeks old cannot be on time. Clearing such cases " +
		"lowers the percentage of issued plans that were on time, and leaving them waiting raises it."
)

// description is the long description before it is written as Markdown.
type description struct {
	headline, subtitle string
	// paragraphs are plain sentences about this chart's figures.
	paragraphs []string
	// notes are the definitions.
	notes []string
	// source says where the figures come from; empty for the case records.
	source string
	data   Table
}

// markdown writes the description with its source line, the note and the data.
func (d description) markdown(s Setting) string {
	var out strings.Builder
	fmt.Fprintf(&out, "# %s\n\n%s\n", d.headline, d.subtitle)
	for _, paragraph := range d.paragraphs {
		if paragraph != "" {
			fmt.Fprintf(&out, "\n%s\n", paragraph)
		}
	}
	out.WriteString("\n## Definitions\n\n")
	for _, note := range append(d.notes, markNotes(s, d.data)...) {
		if note != "" {
			fmt.Fprintf(&out, "- %s\n", note)
		}
	}
	source := d.source
	if source == "" {
		source = sourceLine(s)
	}
	fmt.Fprintf(&out, "\n%s\n\n## Data\n\n%s", source, d.data.markdown())
	return out.String()
}

// sourceLine says where the figures come from.
func sourceLine(s Setting) string {
	line := "Source: Education, health and care case records of " + council(s) + "."
	if !s.AsAt.IsZero() {
		line += " Data as at " + s.AsAt.Format(longDate) + "."
	}
	if s.InputsHash != "" {
		line += " Inputs " + s.InputsHash + "."
	}
	if s.Note != "" {
		line += " " + strings.TrimSuffix(s.Note, ".") + "."
	}
	return line
}

// council gives the authority's name, or "the council" where there is none.
func council(s Setting) string {
	if s.Council == "" {
		return "the council"
	}
	return s.Council
}

// markNotes explains the marks that can stand for a number.
func markNotes(s Setting, data Table) []string {
	var notes []string
	if hidden := hiddenNote(s); hidden != "" {
		notes = append(notes, hidden)
	}
	if s.RoundedTo > 1 {
		notes = roundedNotes(s, data)
	}
	if data.has("x") {
		notes = append(notes, "[x] means that there is no figure, for example because there was nothing to count.")
	}
	if data.has("z") {
		notes = append(notes, "[z] means that a figure does not apply.")
	}
	return notes
}

// hiddenNote says which numbers are hidden, or nothing.
func hiddenNote(s Setting) string {
	numbers := func(minimum int) string {
		if minimum == 2 {
			return "The number 1 is shown as [c]"
		}
		return fmt.Sprintf("Numbers from 1 to %d are shown as [c]", minimum-1)
	}
	var said string
	switch {
	case s.GroupMinimum >= 2 && s.GroupMinimum > s.MinimumCount && s.MinimumCount >= 2:
		said = fmt.Sprintf("%s, and of parts of the cases those from 1 to %d.", numbers(s.MinimumCount), s.GroupMinimum-1)
	case s.GroupMinimum >= 2 && s.GroupMinimum > s.MinimumCount:
		said = numbers(s.GroupMinimum) + " where they are of parts of the cases."
	case s.MinimumCount >= 2:
		said = numbers(s.MinimumCount) + "."
	default:
		return ""
	}
	return said + " Some other numbers are hidden with them."
}

// has says whether any cell is the mark.
func (t Table) has(mark string) bool {
	for _, cells := range t.Rows {
		for _, s := range cells {
			if s == mark {
				return true
			}
		}
	}
	return false
}

// markdown writes a table with its marks in brackets.
func (t Table) markdown() string {
	var out strings.Builder
	fmt.Fprintf(&out, "| %s |\n|%s\n", strings.Join(t.Columns, " | "), strings.Repeat(" --- |", len(t.Columns)))
	for _, cells := range t.Rows {
		shown := make([]string, len(cells))
		for i, s := range cells {
			shown[i] = strings.ReplaceAll(s, "|", `\|`)
			if s == "c" || s == "x" || s == "z" {
				shown[i] = "[" + s + "]"
			}
		}
		fmt.Fprintf(&out, "| %s |\n", strings.Join(shown, " | "))
	}
	return out.String()
}

// latest lists the last values in words, newest last, each with what it is a share of where there is one.
func latest(periods []period, cells, counts []cell, unit string) string {
	from := max(0, len(periods)-latestValues)
	parts := make([]string, 0, latestValues)
	for i := from; i < len(periods); i++ {
		value := cells[i].shown()
		if cells[i].isNumber() {
			value += unit
		}
		if counts != nil {
			value += " (n = " + counts[i].shown() + ")"
		}
		if periods[i].provisional {
			value += ", provisional"
		}
		parts = append(parts, periods[i].label+" "+value)
	}
	return strings.Join(parts, "; ")
}

// provisionalNote says that the last period is not over, or nothing.
func provisionalNote(periods []period) string {
	last := periods[len(periods)-1]
	if !last.provisional {
		return ""
	}
	return last.label + " is provisional: it is drawn hollow or lighter, and no change is measured to it."
}
