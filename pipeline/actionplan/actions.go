package actionplan

import (
	"slices"

	"ehcp/pipeline/document"
	"ehcp/pipeline/registry"
)

// actions lists the plan's actions by the letter's areas, those that are overdue
// first, beside the verdict on the measure that each is meant to move.
func (w writer) actions() []document.Table {
	said := map[string]string{
		"done": "Done", "done_late": "Done, after its day", "overdue": "Overdue", "open": "Open", "undated": "No day given",
	}
	order := []string{"overdue", "undated", "open", "done_late", "done"}
	byArea, areas := map[string][]Row{}, []string{}
	for _, row := range w.rows("actions", nil) {
		named := Row{"name": row["action_id"] + ": " + row["action"], "stands": said[row["state"]], "due": day(row["revised_date"]), "of": "none named"}
		if row["state"] == "overdue" {
			named["stands"] += " by " + row["days_overdue"] + " days"
		}
		if row["measure"] != "" {
			named["of"] = registry.MeasureLabel(row["measure"])
			if verdict := verdictWords()[row["verdict"]]; verdict != "" {
				named["of"] += ": " + verdict
			}
		}
		named["owner"], named["state"] = row["owner"], row["state"]
		if byArea[row["letter_area"]] == nil {
			areas = append(areas, row["letter_area"])
		}
		byArea[row["letter_area"]] = append(byArea[row["letter_area"]], named)
	}
	slices.Sort(areas)
	var tables []document.Table
	for _, area := range areas {
		rows := byArea[area]
		slices.SortStableFunc(rows, func(a, b Row) int { return slices.Index(order, a["state"]) - slices.Index(order, b["state"]) })
		t := table(area, "Action", func(row Row) string { return row["name"] }, rows,
			column{head: "Owner", name: "owner", words: true}, column{head: "Due", name: "due", words: true},
			column{head: "Where it stands", name: "stands", words: true}, column{head: "Measure, and its verdict", name: "of", words: true, share: 1.6})
		t.Columns[0].Share = 3
		tables = append(tables, t)
	}
	return tables
}
