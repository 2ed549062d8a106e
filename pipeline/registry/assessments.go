package registry

import (
	"slices"
	"strings"
	"unicode"
)

// AssessmentColumns are the canonical columns of an assessments extract. Any
// other column is dropped at the reader unless the configuration names it.
func AssessmentColumns() []string {
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

// RequiredColumns are those without which a file is not an assessments extract.
func RequiredColumns() []string { return []string{"case_id", "received_date"} }

// IdentifyingColumns can never be a breakdown: they name one child or officer.
func IdentifyingColumns() []string {
	return []string{
		"case_id", "person_id", "case_officer", "upn", "uln", "unique_pupil_number", "uniquelearnernumber", "unique_learner_number",
		"name", "forename", "first_name", "firstname", "surname", "last_name", "lastname", "full_name", "pupil_name", "child_name",
		"dob", "date_of_birth", "birth_date", "birthdate", "personbirthdate", "postcode", "post_code", "address", "email", "phone",
		"telephone", "mobile", "nhs_number", "nhsnumber", "notes", "comments",
	}
}

// Identifies says whether a heading names a child or an officer: one of
// IdentifyingColumns however it is written, or behind another word, such as
// Child surname. A team's name and the like are no one's.
func Identifies(heading string) bool {
	name := strings.Join(strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), "_")
	general := []string{"case_id", "person_id", "case_officer", "name", "notes", "comments", "address", "email", "phone", "telephone", "mobile"}
	return slices.ContainsFunc(IdentifyingColumns(), func(column string) bool {
		return strings.ReplaceAll(name, "_", "") == strings.ReplaceAll(column, "_", "") ||
			!slices.Contains(general, column) && strings.HasSuffix(name, "_"+column)
	})
}

// yesOrNo are the words that a column of flags takes, in any case.
func yesOrNo() []string { return []string{"1", "0", "true", "false", "yes", "no", "y", "n", "t", "f"} }

// assessmentCodes are the words that a coded column of assessments takes.
func assessmentCodes(column string) []string {
	for _, code := range CodeTypes() {
		if slices.Contains(code.Columns, column) {
			return code.Words
		}
	}
	if column == "request_source" {
		return []string{"1", "2", "3", "4", "5"}
	}
	return nil
}
