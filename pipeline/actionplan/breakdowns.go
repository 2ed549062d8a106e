package actionplan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ehcp/charts"
	"ehcp/pipeline/document"
	"ehcp/pipeline/registry"
)

// mostValues is how many values of a breakdown a table of the document has.
const mostValues = 40

// breakdowns split the newest increment by each topic, and show the charts that
// no other section has.
func (w writer) breakdowns(s *document.Section) {
	for _, c := range w.Charts {
		if strings.HasPrefix(c.Name, "by-") {
			s.Figures = append(s.Figures, w.figures(c.Name)...)
		}
	}
	for _, topic := range w.Topics {
		if t := w.breakdown(topic); len(t.Rows) > 0 {
			s.Tables = append(s.Tables, t)
		}
	}
	if len(s.Tables) == 0 {
		s.Missing = append(s.Missing, "Breakdowns are not available: the extracts have no column that groups cases, or no increment is over.")
		return
	}
	s.Lead = "Groups are shown for " + w.latest["period"] + " alone, and open cases at its end. " +
		"With few cases a percentage moves much by chance: no group is ranked by it."
}

// breakdown puts a topic's cases falling due, plans and open cases side by side.
func (w writer) breakdown(topic string) document.Table {
	of := func(table string, more Row) map[string]Row {
		by := map[string]Row{}
		more["breakdown_topic"] = topic
		for _, row := range w.rows(table, more) {
			by[row["breakdown"]] = row
		}
		return by
	}
	if w.latest == nil {
		return document.Table{}
	}
	period := func() Row { return Row{"period_type": "three_months", "period_start": w.latest["period_start"]} }
	due := period()
	due["threshold_weeks"] = "20"
	falling, issued := of("falling_due", due), of("timeliness", period())
	open := of("backlog", Row{"as_at": w.latest["period_end"]})
	var values []string
	for _, by := range []map[string]Row{falling, issued, open} {
		for value := range by {
			values = append(values, value)
		}
	}
	slices.Sort(values)
	values = slices.Compact(values)
	slices.SortStableFunc(values, func(a, b string) int { return compareValues(topic, a, b) })
	var rows []Row
	for _, value := range values[:min(len(values), mostValues)] {
		rows = append(rows, Row{
			"name": charts.NameOf(topic, value), "due": falling[value]["fell_due"], "pc_due": falling[value]["pc_issued_by_due_date"],
			"issued": issued[value]["plans_issued"], "pc_issued": issued[value]["pc_within_20_weeks"],
			"open": open[value]["open"], "over_20": open[value]["over_20_weeks"],
		})
	}
	t := table(topic+", "+w.latest["period"], topic, func(row Row) string { return row["name"] }, rows,
		column{head: "Reached 20 weeks", name: "due"}, column{head: "With a plan by then", name: "pc_due", unit: "%"},
		column{head: "Plans issued", name: "issued"}, column{head: "Within 20 weeks", name: "pc_issued", unit: "%"},
		column{head: "Open at the end", name: "open"}, column{head: "Open over 20 weeks", name: "over_20"})
	if left := len(values) - mostValues; left > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("The first %d of %d; the data have all of them.", mostValues, len(values)))
	}
	return t
}

// compareValues orders the values of a topic: age groups by age and stages as they
// follow each other, which the alphabet does not know, others by name, and what is
// not recorded last.
func compareValues(topic, one, other string) int {
	var known []string
	switch topic {
	case "Age group":
		known = []string{"Under 5", "5 to 10", "11 to 15", "16 to 19", "20 to 25", "Over 25"} // those of clock_spells
	case "Stage":
		known = registry.KindWords("stage_kind")
	}
	return cmp.Or(boolean(one == notRecorded)-boolean(other == notRecorded),
		cmp.Compare(slices.Index(known, one), slices.Index(known, other)), cmp.Compare(charts.NameOf(topic, one), charts.NameOf(topic, other)))
}

// notRecorded is the value of cases that have none: it stands last.
const notRecorded = "Not recorded"

func boolean(is bool) int {
	if is {
		return 1
	}
	return 0
}

func lower(text string) string { return strings.ToLower(text) }
