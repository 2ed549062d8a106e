package actionplan

import "ehcp/pipeline/document"

// phaseTransfers shows each year of moves, and the newest that is over by kind of
// move and by area.
func (w writer) phaseTransfers() []document.Table {
	columns := []column{
		{head: "Fell due", name: "fell_due"},
		{head: "By the due day", name: "finalised_by_due_day"},
		{head: "Of them on the day", name: "finalised_on_due_day"},
		{head: "Later", name: "finalised_later"},
		{head: "Not finalised", name: "not_finalised"},
		{head: "By the due day, %", name: "pc_finalised_by_due_day", unit: "%"},
		{head: "Before the day, %", name: "pc_finalised_before_due_day", unit: "%"},
	}
	years := w.rows("phase_transfers", Row{"breakdown_topic": "All"})
	tables := []document.Table{table("Plans by the year of the move", "Year", periodName, years,
		append(columns, column{head: "Due day unknown", name: "due_day_unknown"})...)}
	var newest Row
	for _, year := range years {
		if year["is_complete"] == "true" {
			newest = year
		}
	}
	if newest == nil {
		return tables
	}
	for _, topic := range []string{"Transfer type", "Area"} {
		rows := w.rows("phase_transfers", Row{"breakdown_topic": topic, "period_start": newest["period_start"]})
		tables = append(tables, table("Moves of "+newest["period"]+", by "+lower(topic), topic, value, rows, columns...))
	}
	return tables
}
