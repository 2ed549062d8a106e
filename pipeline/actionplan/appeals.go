package actionplan

import (
	"maps"

	"ehcp/pipeline/document"
)

// appeals shows what was lodged and what ended, beside the refusals that most
// appeals are about.
func (w writer) appeals() []document.Table {
	var rows []Row
	for _, row := range w.increments("appeals", nil) {
		with := maps.Clone(row)
		same := Row{"period_start": row["period_start"], "period_type": "three_months", "breakdown_topic": "All"}
		decided := w.one("requests", same)
		with["not_assessed"], with["refused"] = decided["not_assessed"], decided["refused_after_assessment"]
		rows = append(rows, with)
	}
	return []document.Table{
		table("Appeals, beside what was refused", "Three months", periodName, rows,
			column{head: "Lodged", name: "lodged"}, column{head: "Ended", name: "ended"},
			column{head: "Requests received then and not assessed", name: "not_assessed"}, column{head: "Assessed, no plan", name: "refused"}),
		table("Appeals in "+w.latest["period"]+", by what they are about", "About", value, w.newestBy("Appeal type", "appeals"),
			column{head: "Lodged", name: "lodged"}, column{head: "Ended", name: "ended"}),
	}
}
