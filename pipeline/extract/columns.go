// Package extract reads case-level extracts: it finds out what a file is,
// keeps the canonical columns alone and hands them to DuckDB as text.
package extract

import "slices"

// Columns are the canonical columns of an assessments extract. Any other
// column is dropped at the reader unless the configuration names it.
func Columns() []string {
	return []string{
		"case_id", "person_id", "authority_code", "authority_name", "received_date", "opened_date", "entry_type",
		"reopened_date", "request_source", "request_outcome", "request_outcome_date", "request_mediation",
		"request_tribunal", "assessment_outcome", "assessment_outcome_date", "assessment_mediation",
		"assessment_tribunal", "other_mediation", "other_tribunal", "clock_restart_date", "clock_restart_reason",
		"week20_exception", "draft_plan_date", "plan_issued_date", "closed_date", "closed_reason",
		"transferred_from", "area", "district", "team", "case_officer", "primary_need", "sex", "ethnicity",
		"age_at_request", "phase", "setting_type", "setting_urn", "social_care_status", "health_area", "awaiting",
	}
}

// planMovedIn is delivered by the SEN2 reader alone: no extract may set it.
const planMovedIn = "plan_moved_in"

// Required are the columns without which a file is not an assessments extract.
func Required() []string { return []string{"case_id", "received_date"} }

// isDate says whether a canonical column holds dates.
func isDate(column string) bool {
	return slices.Contains([]string{
		"received_date", "opened_date", "reopened_date", "request_outcome_date", "assessment_outcome_date",
		"clock_restart_date", "draft_plan_date", "plan_issued_date", "closed_date",
	}, column)
}
