package charts

import (
	"errors"
	"fmt"
)

// MonthlyControl draws the control chart of one measure from the published table spc, of one authority and of the
// months of the range that are over. The spec names the chart and what is measured; what the chart shows is that of
// its newest month.
func MonthlyControl(spc Table, measure string, spec ControlSpec, s Setting) (Chart, error) {
	points, err := monthlyPoints(spc, measure, &spec, s.Range)
	if err != nil {
		return Chart{}, fmt.Errorf("chart %s: %w", spec.Name, err)
	}
	return SPC(points, spec, s)
}

// monthlyPoints gives the points as SPC reads them, and completes the spec.
func monthlyPoints(spc Table, measure string, spec *ControlSpec, r Range) (Table, error) {
	src, err := sourceOf(spc, append(periodColumns(), "measure", "value", "chart", "mean", "lower", "upper", "rule", "type", "variation",
		"assurance", "target", "rebase"))
	if err != nil {
		return Table{}, err
	}
	src = src.only(allCases("period_type", "month", "measure", measure, "is_complete", "true"))
	if len(src.rows) == 0 {
		return Table{}, errors.New("the table has no month of " + measure + " that is over")
	}
	months, err := signalMonths(src)
	if err != nil {
		return Table{}, err
	}
	periods, err := newPeriods(src, src.rows)
	if err != nil {
		return Table{}, err
	}
	r.PeriodType = "month"
	chosen, err := r.choose(periods, mostDrawn)
	if err != nil {
		return Table{}, err
	}
	if chosen.note != "" {
		spec.Findings = append(spec.Findings, chosen.note)
	}
	points := Table{Columns: controlColumns()}
	for i, month := range src.rows[chosen.first:chosen.end] {
		cells := []string{periods[chosen.first+i].keys()[1]}
		for _, column := range points.Columns[1:] {
			cells = append(cells, src.text(month, column))
		}
		points.Rows = append(points.Rows, cells)
	}
	newest := src.rows[len(src.rows)-1]
	spec.Method, spec.Variation = src.text(newest, "chart"), src.text(newest, "variation")
	spec.Assurance, spec.Target = src.text(newest, "assurance"), src.text(newest, "target")
	spec.Trial = isTrial(months)
	return points, nil
}
