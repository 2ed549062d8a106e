package draw

import (
	"fmt"
	"slices"
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
				entries = append(entries, Entry{Name: section.Chart, Table: SignalsTable, Topic: All, Extract: section.Extract, draw: controlOf(m)})
			}
		}
	}
	return entries
}

// controlOf draws the monthly control chart of a measure from its rows of spc.
func controlOf(m registry.Measure) func(charts.Table, charts.Setting) (charts.Chart, error) {
	return func(spc charts.Table, s charts.Setting) (charts.Chart, error) {
		at := func(row []string, column string) string { return row[slices.Index(spc.Columns, column)] }
		points := charts.Table{Columns: []string{"date", "value", "mean", "lower", "upper", "rule", "type", "rebase"}}
		var newest []string
		for _, row := range spc.Rows {
			if at(row, "measure") != m.Name || at(row, "period_type") != "month" || at(row, "is_complete") != "true" {
				continue
			}
			newest = row
			points.Rows = append(points.Rows, []string{
				at(row, "period_start"), at(row, "value"), at(row, "mean"), at(row, "lower"), at(row, "upper"), at(row, "rule"), at(row, "type"),
				at(row, "rebase"),
			})
		}
		if newest == nil {
			return charts.Chart{}, fmt.Errorf("chart %s: there is no month of %s", m.Name, m.Name)
		}
		title, _, _ := strings.Cut(m.Label, ", of ") // the axis says that they are shares
		return charts.SPC(points, charts.ControlSpec{
			Name: stemOf(m), Title: title, Unit: "%", Method: at(newest, "chart"), Better: string(m.Direction),
			Variation: at(newest, "variation"), Assurance: numberless(at(newest, "assurance")), Target: numberless(at(newest, "target")),
			Trial: isTrial(points),
		}, s)
	}
}

// stemOf is the chart of the section that a measure leads.
func stemOf(m registry.Measure) string {
	for _, section := range registry.Sections() {
		if len(section.Measures) > 0 && section.Measures[0] == m.Name {
			return section.Chart
		}
	}
	return m.Name
}

// isTrial says whether limits rest on so few months since the chart was last begun
// anew that each further one changes them.
func isTrial(points charts.Table) bool {
	const few = 12
	last := points.Rows[len(points.Rows)-1][7]
	known := 0
	for _, row := range slices.Backward(points.Rows) {
		if row[7] != last {
			break
		}
		known++
	}
	return known <= few
}
