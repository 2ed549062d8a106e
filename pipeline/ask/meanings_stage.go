package ask

import "maps"

// merged adds meanings to others.
func merged(all ...map[string]meaning) map[string]meaning {
	told := map[string]meaning{}
	for _, m := range all {
		maps.Copy(told, m)
	}
	return told
}

// canonicalMeanings are those of an extract's columns, as read: trimmed, with the
// codes of the configuration and with dates as days.
func canonicalMeanings() map[string]meaning {
	return map[string]meaning{
		"case_id":                 {"", "The extract's id of the case, or a pseudonym."},
		"person_id":               {"", "The extract's id of the child or young person, or a pseudonym."},
		"authority_code":          {"", "As delivered: of nine characters, or DfE's three digits."},
		"authority_name":          {"", "As delivered."},
		"received_date":           {"", "Day 0 of the request."},
		"opened_date":             {"", "First day of the spell, if later."},
		"entry_type":              {"", "new, transferred_in or reopened."},
		"reopened_date":           {"", "Day on which the case was opened again."},
		"request_source":          {"", "1 parent or young person, 2 education setting, 3 health, 4 social care, 5 other."},
		"request_outcome":         {"", "Y assess, N do not, A not yet decided, W withdrawn, H decided before the return's year."},
		"request_outcome_date":    {"", "Day of that decision."},
		"request_mediation":       {"", "The decision not to assess went to mediation."},
		"request_tribunal":        {"", "The decision not to assess was appealed."},
		"assessment_outcome":      {"", "Y issue a plan, N do not, A not yet decided, W withdrawn, H decided before the return's year."},
		"assessment_outcome_date": {"", "Day of that decision."},
		"assessment_mediation":    {"", "The decision not to issue went to mediation."},
		"assessment_tribunal":     {"", "The decision not to issue was appealed."},
		"other_mediation":         {"", "Another matter went to mediation, such as what a plan says."},
		"other_tribunal":          {"", "Another matter was appealed."},
		"clock_restart_date":      {"", "Day on which an order began the clock anew."},
		"clock_restart_reason":    {"", "What kind of order that was."},
		"week20_exception":        {"", "Marked as an exception to the 20 weeks."},
		"draft_plan_date":         {"", "Day on which the draft plan was sent."},
		"plan_issued_date":        {"", "Day on which the final plan was issued."},
		"closed_date":             {"", "Day on which the case was closed."},
		"closed_reason":           {"", "withdrawn, moved_out, deceased, error or other."},
		"transferred_from":        {"", "Code of the authority that the case came from."},
		"area":                    {"", "As delivered."},
		"district":                {"", "As delivered."},
		"team":                    {"", "As delivered."},
		"case_officer":            {"", "For casework alone."},
		"primary_need":            {"", "As delivered."},
		"sex":                     {"", "As delivered."},
		"ethnicity":               {"", "As delivered."},
		"age_at_request":          {"years", "Age on the received date."},
		"phase":                   {"", "As delivered."},
		"setting_type":            {"", "As delivered."},
		"setting_urn":             {"", "Unique reference number of the setting."},
		"social_care_status":      {"", "As delivered."},
		"health_area":             {"", "As delivered."},
		"awaiting":                {"", "What an open case waits for: ep, other_advice or none."},
		"plan_moved_in":           {"", "The plan came with the child from another authority."},
		"extract_id":              {"", "Joins to extracts."},
		"stage_row":               {"", "Number of the row among all that were read; joins to the other stage tables."},
		"unreadable":              {"", "Texts that could not be read as what their columns hold."},
		"emptied":                 {"", "Which cells held a word for nothing, one bit a column."},
	}
}

// stageMeanings explains the smaller tables of what was read.
func stageMeanings(table string) map[string]meaning {
	row := meaning{"", "Joins to stage_rows."}
	extract := meaning{"", "Joins to extracts."}
	switch table {
	case "extracts":
		return map[string]meaning{
			"extract_id":    {"", "Number of the file in this run."},
			"file":          {"", "Its name."},
			"extract_date":  {"", "Day that its rows are of: from its name or header, else the as-at day."},
			"own_date":      {"", "The same where the file itself says it; empty where it does not."},
			"complete_from": {"", "First day from which it has every case, where configured."},
			"is_sen2":       {"", "It is a SEN2 return."},
			"first_row":     {"", "stage_row before its first row."},
			"rows_read":     {"rows", "That it holds, those that could not be read included."},
			"unread_before": {"", "Places of lines that could not be read, by the rows read before them."},
		}
	case "stage_carried":
		return map[string]meaning{
			"stage_row":  row,
			"request":    {"", "What an older extract says was decided on the request, where the row says historical."},
			"assessment": {"", "The same of the assessment."},
		}
	case "stage_excluded":
		return map[string]meaning{"stage_row": row, "extract_id": extract, "why": {"", "rejected, repeat or superseded."}}
	case "stage_lines":
		return map[string]meaning{"stage_row": row, "line": {"", "Line of the file that the row begins on, where that is not plain."}}
	case "stage_noted":
		return map[string]meaning{
			"rule": {"", "What the reader found."}, "extract_id": extract, "file": {"", "File that it is in."},
			"row": {"", "Row of that file, its header being 1."},
		}
	case "revised_cases":
		return map[string]meaning{
			"authority_text": {"", "Joins to authority_texts."},
			"case_id":        {"", "As the earlier run had it."},
			"received_date":  {"", "Day 0 of the request, as first known."},
			"ended_date":     {"", "Day on which it ended, as first known."},
			"is_gone":        {"", "No extract of this run has it; else it has another received date now."},
		}
	case "revisions_by_case":
		return map[string]meaning{
			"as_at":          {"", "As-at date of the run that found it."},
			"authority_code": {"", "Nine-character ONS code."},
			"case_id":        {"", "As that run had it, or the one before."},
			"measure":        {"", "The figure, as in revisions."},
			"period_start":   {"", "First day of the increment."},
			"why":            {"", "late_registered, closure_withdrawn, deleted, closure_backdated, start_moved or reclassified."},
			"cases":          {"cases", "What it adds to the column of that name in revisions."},
		}
	case "stage_unread":
		return map[string]meaning{
			"extract_id": extract, "line": {"", "Line of the file."}, "position": {"rows", "Read before it."}, "advice": {"", "What to mend."},
		}
	}
	return nil
}
