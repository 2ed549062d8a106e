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
	if special, _ := c.specials(); special > 0 {
		said += " " + capital(c.specialWords()) + "."
	}
	if c.spec.Trial {
		said += " Trial limits."
	}
	if _, known := c.specials(); c.spec.Method == "run" && c.leftOut == 0 && known < fewForLimits {
		said += " Too few values for limits."
	}
	if parts := c.parts(); parts > mostReasons {
		said += fmt.Sprintf(" Rebased %d times; reasons in the description.", parts)
	}
	if c.leftOut > 0 {
		said += fmt.Sprintf(" Shown: the last %d of %d points.", len(c.days), len(c.days)+c.leftOut)
	}
	return said
}

// specials counts the points drawn that are special causes, and those that have a value.
func (c control) specials() (special, known int) {
	for i, value := range c.value {
		if !value.isNumber() {
			continue
		}
		known++
		if c.types[i] != "" && c.types[i] != "common_cause" {
			special++
		}
	}
	return special, known
}

// specialWords says how many of the points drawn are special causes.
func (c control) specialWords() string {
	special, known := c.specials()
	many, of := fmt.Sprint(special), fmt.Sprintf("%d points", known)
	if special == 0 {
		many = "none"
	}
	switch {
	case known == 1:
		of = "1 point"
	case c.leftOut > 0:
		of = "the last " + of
	}
	return many + " of " + of + " special"
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
	if slices.ContainsFunc(c.value, func(v cell) bool { return !v.isNumber() }) {
		labels = append(labels, controlLabel{[]string{"No value"}, absentCell(), func(page *canvas, middle point) {
			const size = 2.5
			drawCross(page, middle, size)
		}})
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

// data gives the numbers drawn.
func (c control) data() Table {
	data := newTidy(controlColumns()...)
	for i, day := range c.days {
		data.add([]string{day.Format(isoDate)}, c.value[i], c.mean[i], c.lower[i], c.upper[i])
		data.more(c.rules[i], c.types[i], c.rebases[i])
	}
	return data.table
}
