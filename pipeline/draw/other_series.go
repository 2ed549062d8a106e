package draw

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ehcp/charts"
)

// The tables that the charts of other series are drawn from.
const (
	OtherSeriesTable   = "other_series"
	OtherSeriesSummary = "other_series_summary"
)

// OtherSeries draws the control chart of a series that others supply. Of its row of
// the summary it takes the name and what it shows, and of the points those of the
// chart. Name is the stem of its files.
func OtherSeries(points, summary charts.Table, row []string, s charts.Setting) (charts.Chart, error) {
	of := func(column string) string { return row[slices.Index(summary.Columns, column)] }
	spec := charts.ControlSpec{
		Name: of("picture"), Title: titleOf(of("series"), of("unit")), Method: of("chart"), Better: of("direction"),
		Variation: of("variation"), Assurance: of("assurance"), Target: of("target"),
		Trial: of("is_trial") == "true", Findings: []string{of("sentence"), of("notes")},
		Source: sourceOf(cmp.Or(of("supplied_by"), "a supplier that is not named"), of("how_often"), s),
	}
	s.MinimumCount, s.GroupMinimum, s.RoundedTo = 0, 0, 0 // no series with a hidden figure is drawn, and its notes say what is rounded
	if of("unit") == "%" {
		spec.Unit = "%"
	}
	return charts.SPC(charted(points, of("series"), spec.Unit == ""), spec, s)
}

// sourceOf says where the figures come from, and of which run they are.
func sourceOf(supplier, often string, s charts.Setting) string {
	said := fmt.Sprintf("Source: figures of %s, %s. Data as at %s. Inputs %s.", supplier, often, s.AsAt.Format("2 January 2006"), s.InputsHash)
	if s.Note != "" {
		said += " " + strings.TrimSuffix(s.Note, ".") + "."
	}
	return said
}

// titleOf names the unit that a name does not.
func titleOf(name, unit string) string {
	if unit == "" || unit == "%" || strings.Contains(strings.ToLower(name), strings.ToLower(unit)) {
		return name
	}
	return name + ", " + unit
}

// charted are the points of a series that its chart is of. Numbers without a
// fraction are drawn without a decimal.
func charted(points charts.Table, name string, isNumber bool) charts.Table {
	place := map[string]int{}
	for i, column := range points.Columns {
		place[column] = i
	}
	drawn := charts.Table{Columns: []string{"date", "value", "mean", "lower", "upper", "rule", "type", "rebase"}}
	isWhole := isNumber
	for _, row := range points.Rows {
		if row[place["series"]] != name || row[place["chart"]] == "none" {
			continue
		}
		cells := make([]string, len(drawn.Columns))
		for i, column := range drawn.Columns {
			cells[i] = row[place[column]]
		}
		_, fraction, found := strings.Cut(cells[1], ".")
		isWhole = isWhole && (!found || fraction == "0")
		drawn.Rows = append(drawn.Rows, cells)
	}
	for _, row := range drawn.Rows {
		for i := 1; i <= 4 && isWhole; i++ {
			row[i] = strings.TrimSuffix(row[i], ".0")
		}
	}
	return drawn
}
