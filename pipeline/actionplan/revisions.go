package actionplan

import (
	"slices"
	"strings"

	"ehcp/pipeline/document"
	"ehcp/pipeline/registry"
)

// sinceFirst lists the figures of the newest increments that are not as they were
// first published, and the cases behind the difference.
func (w writer) sinceFirst() (t document.Table, found bool) {
	var starts []string
	for _, row := range w.Tables["revisions"] {
		starts = append(starts, row["period_start"])
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	starts = starts[max(0, len(starts)-mostRevised):]
	t = document.Table{
		Caption: "Figures of the newest increments that are not as they were first published",
		Columns: []document.Column{
			{Head: "Measure", Share: 2, Words: true},
			{Head: "Increment", Share: 1.3, Words: true},
			{Head: "First published"},
			{Head: "Now"},
			{Head: "Because of", Share: 2.2, Words: true},
		},
	}
	for _, m := range registry.Measures() {
		for _, row := range w.Tables["revisions"] {
			first, now := row["first_published"], row["now"]
			if row["measure"] != m.Name || !slices.Contains(starts, row["period_start"]) || !w.shows(m.Name) || first == now ||
				!isNumber(first) || !isNumber(now) {
				continue
			}
			t.Rows = append(t.Rows, []document.Cell{
				{Text: m.Label},
				{Text: row["period"]},
				{Text: shown(first, unitOf(m))},
				{Text: shown(now, unitOf(m))},
				{Text: causesOf(row)},
			})
		}
	}
	return t, len(t.Rows) > 0
}

// causesOf says in words which changes to cases made a figure another.
func causesOf(row Row) string {
	var said []string
	for _, cause := range []struct{ column, words string }{
		{"late_registered", "registered late"},
		{"closure_withdrawn", "with a closure withdrawn"},
		{"deleted", "deleted"},
		{"closure_backdated", "with a closure backdated"},
		{"start_moved", "with the start moved"},
		{"reclassified", "reclassified"},
	} {
		switch n := row[cause.column]; n {
		case "", "0":
		case "c":
			return "[c]"
		default:
			said = append(said, n+" "+cause.words)
		}
	}
	if len(said) == 0 {
		return "the configuration or the program"
	}
	return strings.Join(said, ", ")
}
