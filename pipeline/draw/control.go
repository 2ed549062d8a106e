package draw

import (
	"strings"

	"ehcp/charts"
	"ehcp/pipeline/registry"
)

// controls are the control charts of what other extracts than assessments tell, by
// the rate that leads each section.
func controls() (entries []Entry) {
	for _, section := range registry.Sections() {
		for _, m := range registry.Measures() {
			if section.Chart != "" && section.Extract != "" && section.Measures[0] == m.Name {
				entries = append(entries, Entry{
					Name: section.Chart, Table: SignalsTable, Topic: All, Extract: section.Extract, draw: controlOf(section.Chart, m),
				})
			}
		}
	}
	return entries
}

// controlOf draws the monthly control chart of a measure.
func controlOf(name string, m registry.Measure) func(charts.Table, charts.Setting) (charts.Chart, error) {
	title, _, _ := strings.Cut(m.Label, ", of ") // the axis says that they are shares
	spec := charts.ControlSpec{Name: name, Title: title, Unit: "%", Better: string(m.Direction)}
	return func(spc charts.Table, s charts.Setting) (charts.Chart, error) {
		return charts.MonthlyControl(spc, m.Name, spec, s)
	}
}
