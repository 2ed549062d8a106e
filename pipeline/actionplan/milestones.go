package actionplan

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/document"
	"ehcp/pipeline/evidence"
)

// milestones hold what was planned against what was reached by the day.
func (w writer) milestones() document.Section {
	s := document.Section{ID: "milestones", Heading: "Milestones of the action plan", Downloads: []string{"evidence"}}
	t := document.Table{
		Caption: "Milestones, and the newest increment that was over by the day of each",
		Columns: []document.Column{
			{Head: "Measure", Share: 2.2, Words: true},
			{Head: "By", Share: 1.2, Words: true},
			{Head: "Milestone", Share: 1},
			{Head: "Figure by then", Share: 1},
			{Head: "Increment", Share: 1.4, Words: true},
			{Head: "Status", Share: 1.2, Words: true},
			{Head: "What it is for", Share: 2, Words: true},
		},
	}
	planned := slices.Clone(w.Words.Milestones)
	slices.SortStableFunc(planned, func(a, b config.Milestone) int { return cmp.Compare(a.By, b.By) })
	for _, m := range planned {
		t.Rows = append(t.Rows, w.milestone(m))
	}
	s.Tables = []document.Table{t}
	return s
}

func (w writer) milestone(m config.Milestone) []document.Cell {
	known := measure(m.Measure)
	unit := unitOf(known)
	value := strconv.FormatFloat(m.Value, 'f', -1, 64)
	if unit == "%" && m.Value == float64(int(m.Value)) {
		value = strconv.Itoa(int(m.Value))
	}
	reached, period := "", ""
	var newest Row
	for _, row := range w.Tables["evidence"] {
		if row["measure"] == m.Measure && row["period_type"] == "three_months" && row["is_complete"] == "true" &&
			row["period_end"] <= m.By && row["period_start"] > newest["period_start"] {
			newest = row
		}
	}
	if newest != nil {
		reached, period = newest["value"], newest["period"]
	}
	words := document.Plain(m.Text)
	if words == "" {
		words = "not said"
	}
	return []document.Cell{
		{Text: known.Label},
		{Text: day(m.By)},
		{Text: shown(value, unit)},
		{Text: shown(reached, unit)},
		{Text: cmp.Or(period, "none is over")},
		{Text: w.status(m, known.Direction, reached)},
		{Text: words},
	}
}

// status says whether a milestone was reached, of figures that are shown alone.
func (w writer) status(m config.Milestone, better evidence.Direction, reached string) string {
	switch value, err := strconv.ParseFloat(reached, 64); {
	case m.By > w.AsAt.Format(time.DateOnly):
		return "not yet due"
	case err != nil:
		return "cannot be said"
	case better == evidence.Neutral:
		return "neither way is better"
	case better == evidence.Increase && value >= m.Value, better == evidence.Decrease && value <= m.Value:
		return "reached"
	}
	return "missed"
}
