package charts

import (
	"fmt"
	"slices"
	"strings"
)

// headline says what the latest point is, in 10 words at most.
func (c control) headline() string {
	words := strings.Fields(withCapital(c.spec.Title))
	return strings.Join(words[:min(len(words), 5)], " ") + ": " + variationWords(c.spec.Variation)
}

// alt gives the alternative text: what the latest point is, how many points are special, where the values went, and
// as much of the lines as there is room for.
func (c control) alt(span string) string {
	const most, mostTitle = 250, 80
	title := cutTo(c.spec.Title, mostTitle)
	if title != c.spec.Title {
		title += "..."
	}
	said := capital(c.methodName()) + " of " + title + ", " + span + ": latest point " + variationWords(c.spec.Variation) + ", " + c.specialWords()
	if words := assuranceWords(c.spec.Assurance); words != "" {
		said += "; target of " + c.number(c.target) + " " + words
	}
	first, last := slices.IndexFunc(c.value, cell.isNumber), lastNumber(c.value)
	more := []string{"; value " + c.number(c.value[last])}
	if first != last {
		more[0] = "; values from " + c.number(c.value[first]) + " to " + c.number(c.value[last])
	}
	if c.mean[last].isNumber() {
		more = append(more, ", "+map[bool]string{true: "median ", false: "mean "}[c.spec.Method == "run"]+c.number(c.mean[last]))
	}
	if c.lower[last].isNumber() && c.upper[last].isNumber() {
		more = append(more, ", limits "+c.number(c.lower[last])+" to "+c.number(c.upper[last]))
	}
	for _, part := range more {
		if len(said)+len(part) < most {
			said += part
		}
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
			on := c.days[i].Format(longDate)
			if c.parts() > mostReasons && i > 0 {
				on = fmt.Sprintf("%d: %s", len(list)+1, on)
			}
			list = append(list, on+" ("+reason+")")
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "The mean and the limits begin anew on " + strings.Join(list, ", ") + "."
}
