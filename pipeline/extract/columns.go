// Package extract reads case-level extracts: it finds out what a file is,
// keeps the canonical columns alone and hands them to DuckDB as text.
package extract

import "slices"

// planMovedIn is delivered by the SEN2 reader alone: no extract may set it.
const planMovedIn = "plan_moved_in"

// isDate says whether a canonical column holds dates.
func isDate(column string) bool {
	return slices.Contains([]string{
		"received_date", "opened_date", "reopened_date", "request_outcome_date", "assessment_outcome_date",
		"clock_restart_date", "draft_plan_date", "plan_issued_date", "closed_date",
	}, column)
}
