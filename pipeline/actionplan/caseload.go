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
	return []document.Table{
		table("Plans maintained", "Three months", periodName, w.increments("caseload", nil), columns...),
		table("The same in "+w.latest["period"]+" by age group", "Age group", value, w.newestBy("Age group", "caseload"), columns...),
		table("Plans that ceased in "+w.latest["period"]+", by reason", "Reason", value, w.newestBy("Reason ceased", "caseload"),
			column{head: "Ceased", name: "ceased"}),
	}
}
