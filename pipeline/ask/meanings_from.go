package ask

import (
	"slices"

	"ehcp/pipeline/registry"
)

// columnFrom says where a column of a table that is not published comes from: the
// extract's columns, the configuration or the table's other columns.
func columnFrom(table, column string) string {
	switch table {
	case "cases", "clock_spells":
		if from, found := caseFrom()[column]; found {
			return from
		}
	case "run":
		return "The configuration, the extracts' headers and dates, and the rules."
	}
	if kind, is := listOf(table); is {
		if _, found := kind.Field(column); found {
			return "The extract's " + column + "."
		}
		return ""
	}
	if slices.Contains(registry.AssessmentColumns(), column) {
		return "The extract's " + column + "."
	}
	return ""
}

// caseFrom tells of the columns of cases that no extract has as they are.
func caseFrom() map[string]string {
	const outcomes = "request_outcome, assessment_outcome and their dates"
	return map[string]string{
		"authority_code":       "The extract's authority_code, else council: in the configuration.",
		"authority_name":       "The authority's code, else council: in the configuration.",
		"person_id":            "The extract's person_id, or a keyed hash of UPN, ULN or name.",
		"spell":                "request_outcome N and what follows it, reopened_date.",
		"entry":                "entry_type, reopened_date, spell.",
		"route":                "request_ and assessment_ mediation and tribunal flags, entry, in that order.",
		"opened_date":          "received_date; opened_date or reopened_date, if later.",
		"clock_start":          "received_date; opened_date of a case that moved in (clock: moved_in).",
		"due_20_weeks":         "clock_start.",
		"due_30_weeks":         "clock_start.",
		"due_52_weeks":         "clock_start.",
		"own_due_date":         "clock_restart_date, clock_restart_reason, the flags of route.",
		"ended_date":           "The earliest end: request_outcome_date, assessment_outcome_date, plan_issued_date, closed_date.",
		"ended_how":            "The event of ended_date, closed_reason.",
		"ended_undated":        "request_outcome, assessment_outcome or closed_reason without its date.",
		"days":                 "clock_start, ended_date, run.as_at.",
		"is_open":              "opened_date, ended_date, ended_undated, run.as_at.",
		"stage":                outcomes + ", run.as_at.",
		"assessed_from":        "request_outcome_date.",
		"issue_from":           "assessment_outcome_date.",
		"draft_sent_from":      "draft_plan_date.",
		"is_exception":         "week20_exception.",
		"in_clock":             "assessment_outcome H; a plan that a SEN2 return says was transferred in.",
		"is_request":           "spell, entry_type, received_date, request_outcome H, a plan that was transferred in.",
		"request_result":       "request_outcome and its date, what followed it, run.as_at.",
		"request_decided_date": "request_outcome_date, run.as_at.",
		"age_group":            "age_at_request.",
		"extract_file":         "The reader.",
		"extract_row":          "The reader.",
	}
}
