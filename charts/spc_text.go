package charts

import (
	"fmt"
	"slices"
	"strings"
)

// ruleNotes define the lines and the rules of a control chart.
func (c control) ruleNotes() []string {
	const (
		rules = "A point is a special cause when it is outside a limit; part of 7 points that rise or fall one after the other; " +
			"one of two or three near one limit, all three on one side of the mean; or part of 7 points on one side of the mean " +
			"(NHS England, Making Data Count)."
		form = "A diamond is an improvement, a triangle a concern, a square a special cause where neither way is better, " +
			"and a circle common cause, which is the usual variation of the process."
	)
	lines := map[string]string{
		"xmr":    "The limits are the mean plus and minus 2.66 times the mean moving range.",
		"p":      "The limits are the mean plus and minus 3 binomial standard deviations of each point's denominator.",
		"pprime": "The limits are the mean plus and minus 3 binomial standard deviations of each point's denominator, times sigma z (Laney).",
	}
	if c.spec.Method == "run" {
		return []string{
			"The line is the median. There are too few points for limits, or none were asked for.",
			"A special cause is a run of points on one side of the median that is longer than chance makes (rules of Anhoej). " + form,
		}
	}
	return []string{lines[c.spec.Method] + " Limits show where common cause keeps the values; they are not targets.", rules + " " + form}
}

// methodName names the chart.
func (c control) methodName() string {
	return map[string]string{"xmr": "XmR chart", "p": "p chart", "pprime": "p-prime chart", "run": "run chart"}[c.spec.Method]
}

func (c control) title() string { return withCapital(c.spec.Title) + " (" + c.methodName() + ")" }

// inWords says on the image what the icons say.
func (c control) inWords() string {
	said := "Latest: " + variationWords(c.spec.Variation) + "."
	if words := assuranceWords(c.spec.Assurance); words != "" {
		said += " Target: " + words + "."
	}
	if c.spec.Trial {
		said += " Trial limits."
	}
	return said
}

// labels gives the names of the lines with their latest values, then those of the markers.
func (c control) labels() []controlLabel {
	var labels []controlLabel
	centre := "Mean"
	if c.spec.Method == "run" {
		centre = "Median"
	}
	for _, l := range []struct {
		name  string
		cells []cell
		style stroke
	}{
		{"Upper limit", c.upper, limitStroke()},
		{centre, c.mean, meanStroke()},
		{"Lower limit", c.lower, limitStroke()},
		{"Target", []cell{c.target}, goalStroke()},
	} {
		last := lastNumber(l.cells)
		if last < 0 || (len(l.cells) > 1 && c.rebasedAfter(last)) {
			continue
		}
		labels = append(labels, controlLabel{[]string{l.name + " " + c.number(l.cells[last])}, l.cells[last], lineSample(l.style)})
	}
	for _, kind := range []struct{ kind, other, name string }{
		{"improvement", "", "Improvement"}, {"concern", "", "Concern"}, {"neutral_high", "neutral_low", "Special cause"},
	} {
		if !slices.Contains(c.types, kind.kind) && (kind.other == "" || !slices.Contains(c.types, kind.other)) {
			continue
		}
		labels = append(labels, controlLabel{[]string{kind.name}, absentCell(), func(page *canvas, middle point) {
			const size = 3.4
			drawSign(page, middle, size, kind.kind, false)
		}})
	}
	return labels
}

// number writes a number of the chart with its unit.
func (c control) number(n cell) string {
	if _, decimals, _ := strings.Cut(n.text, "."); len(decimals) > 1 {
		return n.text + c.spec.Unit
	}
	return n.shown() + c.spec.Unit
}

// text gives the words and the data.
func (c control) text(s Setting) Chart {
	periods := c.periods()
	span := periods[0].label + " to " + periods[len(periods)-1].label
	if len(periods) == 1 {
		span = periods[0].label
	}
	chart := Chart{
		Headline: c.headline(),
		Subtitle: withCapital(c.spec.Title) + ", " + c.methodName() + ", " + span,
		Alt:      c.alt(span),
		Data:     c.data(),
	}
	drawn := ""
	if c.leftOut > 0 {
		drawn = fmt.Sprintf("The chart shows the last %d points; %d earlier ones are in the points file.", len(c.days), c.leftOut)
	}
	chart.Description = description{
		headline: chart.Headline, subtitle: chart.Subtitle, source: c.spec.Source,
		paragraphs: append(append([]string(nil), c.spec.Findings...), c.rebaseText(), drawn),
		notes:      c.ruleNotes(), data: chart.Data,
	}.markdown(s)
	return chart
}

// headline says what the latest point is, in 10 words at most.
func (c control) headline() string {
	words := strings.Fields(withCapital(c.spec.Title))
	return strings.Join(words[:min(len(words), 5)], " ") + ": " + variationWords(c.spec.Variation)
}

// alt gives the alternative text, shorter where the whole would be too long.
func (c control) alt(span string) string {
	const most = 250
	said := capital(c.methodName()) + " of " + c.spec.Title + ", " + span + ": latest point " + variationWords(c.spec.Variation)
	if words := assuranceWords(c.spec.Assurance); words != "" {
		said += "; target of " + c.number(c.target) + " " + words
	}
	last := lastNumber(c.value)
	more := "; latest value " + c.number(c.value[last])
	if c.mean[last].isNumber() {
		more += ", " + map[bool]string{true: "median ", false: "mean "}[c.spec.Method == "run"] + c.number(c.mean[last])
	}
	if c.lower[last].isNumber() && c.upper[last].isNumber() {
		more += ", limits " + c.number(c.lower[last]) + " to " + c.number(c.upper[last])
	}
	if len(said)+len(more) < most {
		said += more
	}
	if len(said) >= most {
		said = cutTo(said, most-4) + "..."
	}
	return said + "."
}

// rebaseText lists the rebases with their reasons.
func (c control) rebaseText() string {
	var list []string
	for i, reason := range c.rebases {
		if reason != "" {
			list = append(list, c.days[i].Format(longDate)+" ("+reason+")")
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "The mean and the limits begin anew on " + strings.Join(list, ", ") + "."
}

// data gives the numbers drawn.
func (c control) data() Table {
	data := newTidy(controlColumns()...)
	for i, day := range c.days {
		data.add([]string{day.Format(isoDate)}, c.value[i], c.mean[i], c.lower[i], c.upper[i])
		data.more(c.rules[i], c.types[i], c.rebases[i])
	}
	return data.table
}
