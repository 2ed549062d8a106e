package actionplan

import (
	"fmt"
	"slices"

	"ehcp/pipeline/document"
	"ehcp/pipeline/registry"
)

// mostRevised is how many of the increments that both runs have are compared.
const mostRevised = 4

// changes say what is not as the run before had it.
func (w writer) changes() document.Section {
	s := document.Section{ID: "what-changed", Heading: "What changed since last time"}
	b := w.Before
	switch {
	case b == nil && w.NoHistory:
		s.Paragraphs = []string{"This run was asked to take no account of earlier ones."}
		return s
	case b == nil:
		s.Paragraphs = []string{"No update of an earlier day is on record: this is the first."}
		return s
	}
	inputs := "The extracts are the same."
	switch {
	case b.Hash == w.Hash:
	case b.Read == 0:
		inputs = "The extracts are not the same."
	default:
		inputs = fmt.Sprintf("Rows read: %s then, %s now.", w.rowCount(b.Read), w.rowCount(w.Quality.Read))
	}
	s.Paragraphs = []string{fmt.Sprintf("The update before this one had data as at %s (inputs %s). %s", longDay(b.AsAt), b.Hash, inputs)}
	if !b.SameConfiguration {
		s.Paragraphs = append(s.Paragraphs, "The configuration is not the same: a figure may differ for that reason alone.")
	}
	if !b.SameVersion {
		s.Paragraphs = append(s.Paragraphs, "The version of the program is not the same.")
	}
	if len(b.Evidence) == 0 {
		s.Missing = append(s.Missing, "Its figures are not available: its tables are no longer there, or it had none for this version.")
		return s
	}
	s = w.revised(s)
	if t, found := w.sinceFirst(); found {
		s.Tables = append(s.Tables, t)
	}
	return s
}

// revised lists the figures that both runs have and that are not the same.
func (w writer) revised(s document.Section) document.Section {
	then := map[[2]string]Row{}
	for _, row := range w.Before.Evidence {
		then[[2]string{row["measure"], row["period_start"]}] = row
	}
	var common, added []string
	now := map[[2]string]Row{}
	for _, row := range w.Tables["evidence"] {
		now[[2]string{row["measure"], row["period_start"]}] = row
		if _, found := then[[2]string{row["measure"], row["period_start"]}]; found {
			common = append(common, row["period_start"])
		} else if w.latest != nil && row["period_start"] == w.latest["period_start"] {
			added = append(added, row["period"])
		}
	}
	slices.Sort(common)
	common = slices.Compact(common)
	common = common[max(0, len(common)-mostRevised):]
	if len(added) > 0 && !slices.Contains(common, w.latest["period_start"]) {
		s.Paragraphs = append(s.Paragraphs, "New: the increment "+added[0]+" is over.")
	}
	t := document.Table{
		Caption: "Figures of the newest increments that both updates have, and that are not the same",
		Columns: []document.Column{
			{Head: "Measure", Share: 2.5, Words: true}, {Head: "Increment", Share: 1.5, Words: true}, {Head: "Then"}, {Head: "Now"},
		},
	}
	compared := 0
	for _, m := range registry.Measures() {
		for _, start := range common {
			before, after := then[[2]string{m.Name, start}], now[[2]string{m.Name, start}]
			if before == nil || after == nil || !w.shows(m.Name) {
				continue
			}
			compared++
			if before["value"] != after["value"] {
				t.Rows = append(t.Rows, []document.Cell{
					{Text: m.Label},
					{Text: after["period"]},
					{Text: shown(before["value"], unitOf(m))},
					{Text: shown(after["value"], unitOf(m))},
				})
			}
		}
	}
	if len(t.Rows) == 0 {
		s.Paragraphs = append(s.Paragraphs, fmt.Sprintf("All %d figures of the newest increments that both have are the same.", compared))
		return s
	}
	s.Paragraphs = append(s.Paragraphs, fmt.Sprintf("Of %d figures of the newest increments that both have, %d are not the same.",
		compared, len(t.Rows)))
	s.Tables = []document.Table{t}
	return s
}
