package actionplan

import "ehcp/pipeline/document"

// caseload shows how the number of plans changed, and in the restricted profile by
// age group and why plans ceased in the newest increment.
func (w writer) caseload() []document.Table {
	columns := []column{
		{head: "At the start", name: "opening"},
		{head: "New", name: "new"},
		{head: "Moved in", name: "moved_in"},
		{head: "Ceased", name: "ceased"},
		{head: "At the end", name: "closing"},
	}
	newest := Row{"period_start": w.latest["period_start"], "period_type": "three_months"}
	tables := []document.Table{table("Plans maintained", "Three months", periodName, w.increments("caseload", nil), columns...)}
	newest["breakdown_topic"] = "Age group"
	tables = append(tables, table("The same in "+w.latest["period"]+" by age group", "Age group", value, w.rows("caseload", newest), columns...))
	newest["breakdown_topic"] = "Reason ceased"
	return append(tables, table("Plans that ceased in "+w.latest["period"]+", by reason", "Reason", value, w.rows("caseload", newest),
		column{head: "Ceased", name: "ceased"}))
}
