package ask

import (
	"strings"

	"ehcp/pipeline/registry"
)

// meaning is the unit and the sense of a column that no published table has.
type meaning struct{ unit, text string }

// grains are the tables that are not published but are there to be asked.
func grains() map[string]string {
	return map[string]string{
		"transfer_days":      "one row per plan that moves to another phase: the day by which it is to be finalised and that on which it was",
		"review_days":        "one row per review that stands: the days that count for it",
		"cases":              "one row per spell: a period in which a case is open; a case that was reopened has two",
		"settings_of_spells": "one row per row of the assessments whose child's setting is known",
		"run":                "one row: what every figure of the run rests on",
		"coverage":           "one row per authority: from when its extracts are complete",
		"authorities":        "one row per authority of the run",
		"authority_texts":    "one row per authority code as delivered: the authority that it stands for",
		"extracts":           "one row per file that was read",
		"clock_events":       "one row per staged row that stands: the events known at the as-at day",
		"clock_spells":       "one row per spell, as cases has it, without the days that follow from others",
		"queue_indicators":   "one row per authority: demand, endings and NHS queue indicators over the last 13 weeks",
		"revised_cases":      "one row per case that earlier runs knew and that is gone now or has another received date",
		"revisions_by_case":  "one row per case and figure of an increment that is over which the case has changed since it was first published",
		"stage_assessments":  "one row per row of the extracts, as read",
		"stage_rows":         "one row per row of the extracts, with what older extracts say and corrections put in",
		"stage_carried":      "one row per row that calls a decision historical where an older extract says what it was",
		"stage_excluded":     "one row per row of the extracts that no figure counts",
		"stage_lines":        "one row per row of a file in which rows and lines differ",
		"stage_noted":        "one row per finding of the reader, before rows are looked at",
		"stage_unread":       "one row per line that could not be read",
		"own_tables":         "one row per table that a team's own query makes",
		"own_columns":        "one row per column of those tables",
		"plans_needed": "one row per authority, backlog and week ahead: how many cases a week have to end for nobody to wait that long by then; " +
			"without a week, a backlog that cannot be carried forward",
	}
}

// grainOf is what one row is of a table that is not published.
func grainOf(table string) string {
	if kind, is := listOf(table); is {
		return "one row per row of the extracts of " + kind.Name + " that stands: " + kind.Row
	}
	return grains()[table]
}

// listOf is the kind of extract whose rows a table holds, beside assessments.
func listOf(table string) (registry.Extract, bool) {
	kind, found := registry.FindExtract(strings.TrimPrefix(table, "stage_"))
	return kind, found && kind.Name != registry.Assessments && strings.HasPrefix(table, "stage_")
}

// listMeanings explain the columns of a kind of extract.
func listMeanings(kind registry.Extract) map[string]meaning {
	all := map[string]meaning{
		"extract_id":   {"", "Number of the extract that the row came from."},
		"list_row":     {"", "Place of the row in it, from 0."},
		"authority_id": {"", "Joins to authorities."},
	}
	for _, f := range kind.Fields {
		all[f.Name] = meaning{"", f.Means}
	}
	return all
}

// meanings explains the columns of those tables.
func meanings(table string) map[string]meaning {
	if kind, is := listOf(table); is {
		return listMeanings(kind)
	}
	switch table {
	case "cases":
		return merged(canonicalMeanings(), authorityMeanings(), caseMeanings())
	case "authorities", "authority_texts":
		return authorityMeanings()
	case "stage_assessments", "stage_rows":
		return canonicalMeanings()
	case "clock_events":
		return merged(canonicalMeanings(), eventMeanings())
	case "clock_spells":
		return spellMeanings()
	case "queue_indicators":
		return queueMeanings()
	case "review_days":
		return reviewMeanings()
	case "transfer_days":
		return transferMeanings()
	case "settings_of_spells":
		return map[string]meaning{
			"stage_row": {"", "Joins to stage_rows and clock_spells."},
			"setting":   {"", "Number of the setting that the child attended: setting_urn, else attended_urn."},
			"training":  {"", "Whether it was trained on or before the day of the request, as the breakdown Training of demand has it."},
		}
	case "run":
		return runMeanings()
	case "plans_needed":
		return neededMeanings()
	case "own_tables", "own_columns":
		return ownMeanings()
	case "coverage":
		return map[string]meaning{
			"authority_id":     {"", "Joins to authorities."},
			"complete_from":    {"", "First day on which a stock, a flow or a due day is known."},
			"is_assumed":       {"", "True when the extract does not say it: the first received date."},
			"only_open_before": {"", "First day on which a case ended, where none did in the half year before: what came earlier and ended is not there."},
		}
	}
	return stageMeanings(table)
}

func caseMeanings() map[string]meaning {
	return map[string]meaning{
		"case_id":              {"", "The extract's id of the case, or a pseudonym."},
		"person_id":            {"", "The extract's id of the child or young person, or a pseudonym."},
		"spell":                {"", "1, or 2 after a refusal was overturned."},
		"entry":                {"", "How the spell began: started, transferred_in or reopened."},
		"route":                {"", "ordinary, mediation_or_tribunal, moved_in or reopened."},
		"received_date":        {"", "Day 0 of the request."},
		"opened_date":          {"", "First day of the spell."},
		"clock_start":          {"", "Day 0 of the clock: received_date, or opened_date of a case that moved in."},
		"due_20_weeks":         {"", "Last day in time for 20 weeks: clock_start and 140 days."},
		"due_30_weeks":         {"", "clock_start and 210 days."},
		"due_52_weeks":         {"", "clock_start and 364 days."},
		"clock_restart_date":   {"", "Day of the order, agreement or concession from which the clock runs anew."},
		"own_due_date":         {"", "Due day after mediation or tribunal, where the clock restarted."},
		"ended_date":           {"", "Day on which the spell ended; empty while it is open."},
		"ended_how":            {"", "plan, not_issued, not_assessed, withdrawn, moved_out or other."},
		"ended_undated":        {"", "Ended on an unknown day: counted neither as open nor in a period."},
		"days":                 {"days", "From clock_start to ended_date, or to the as-at day."},
		"is_open":              {"", "Open at the end of the as-at day."},
		"stage":                {"", "request, assessment or issue, at the as-at day; empty when not open."},
		"assessed_from":        {"", "Day of the decision to assess."},
		"issue_from":           {"", "Day of the decision to issue a plan."},
		"draft_sent_from":      {"", "Day on which the draft plan was sent."},
		"is_exception":         {"", "Marked as an exception to the 20 weeks."},
		"in_clock":             {"", "Counted in the figures: not historical, not a plan that moved in."},
		"is_request":           {"", "Counted in requests: the first spell of a new request."},
		"request_result":       {"", "Y assessed, N not assessed, W withdrawn, A not yet decided."},
		"request_decided_date": {"", "Day of the decision to assess or not."},
		"age_at_request":       {"years", "Age on the received date."},
		"awaiting":             {"", "What an open case waits for: ep, other_advice or none."},
		"case_officer":         {"", "For casework alone."},
		"age_group":            {"", "Group of the age on the received date."},
		"request_source":       {"", "Who made the request, in words."},
		"extract_file":         {"", "File that the row came from."},
		"extract_row":          {"", "Row of that file, its header being 1."},
	}
}

func neededMeanings() map[string]meaning {
	return map[string]meaning{
		"authority_code":  {"", "Joins to authorities."},
		"threshold_weeks": {"weeks", "The backlog: cases open for over so many weeks."},
		"weeks_ahead":     {"weeks", "From the as-at day to the day by which nobody waits that long."},
		"open_now":        {"cases", "In the backlog at the end of the as-at day."},
		"plans_a_week": {"cases a week", "Least steady number of cases in the backlog that have to end each week. " +
			"Requests and the ways in which younger cases end stay as in the last 13 weeks."},
		"low": {"cases a week", "With fewer cases reaching that age, by as much as past forecasts so many weeks ahead were off in four of five cases " +
			"(or fewer weeks ahead, where those were further off). Empty with high where note says why."},
		"high":             {"cases a week", "The same with more cases reaching that age."},
		"plans_a_week_now": {"cases a week", "Cases in the backlog that ended, by a plan or otherwise, in the last 13 weeks."},
		"note": {"", "Why there is no range: fewer than 8 past forecasts so far ahead have an outcome, or fewer than 5 of them missed by half a case. " +
			"Or why there is no number."},
	}
}

func runMeanings() map[string]meaning {
	return map[string]meaning{
		"as_at":                      {"", "Day at whose end the picture is taken."},
		"increments_start":           {"", "Day from which three-month increments are counted, both ways."},
		"moved_in":                   {"", "Whose clock a case that moved in has: responsible or original."},
		"first_day":                  {"", "First day of the calendar that the run lays out."},
		"complete_from":              {"", "The earliest such day of any authority; see coverage."},
		"days_4_weeks":               {"days", "Limit of the decision after a review's meeting."},
		"days_12_weeks":              {"days", "Limit of the amended plan after a review's meeting."},
		"days_6_weeks":               {"days", "Limit of the decision to assess."},
		"days_16_weeks":              {"days", "Limit of a refusal to issue."},
		"days_20_weeks":              {"days", "Limit of the plan."},
		"days_30_weeks":              {"days", "Second threshold."},
		"days_52_weeks":              {"days", "Third threshold."},
		"days_order_to_begin":        {"days", "From an order to assess to the beginning of the assessment."},
		"days_order_to_decide":       {"days", "From an order to assess to a decision not to issue a plan."},
		"days_after_order_to_assess": {"days", "From an order to assess to the plan."},
		"days_after_order_to_plan":   {"days", "From an order to issue to the plan."},
		"has_plans":                  {"", "The extracts have plan_issued_date."},
		"has_exceptions":             {"", "The extracts have week20_exception."},
		"has_mediation":              {"", "The extracts have a mediation or tribunal flag."},
		"stages_are_dated":           {"", "Past stages are known, not the as-at day's alone."},
		"drafts_are_dated":           {"", "The extracts have draft_plan_date."},
		"council_code":               {"", "Code of the configured council, whose cases carry none."},
		"council_name":               {"", "Its configured name."},
		"has_ends":                   {"", "The extracts have plan_issued_date, closed_date or closed_reason."},
		"has_request_outcomes":       {"", "The extracts have request_outcome."},
		"has_request_dates":          {"", "The extracts have request_outcome with its date."},
		"has_assessment_dates":       {"", "The extracts have assessment_outcome with its date."},
		"has_sources":                {"", "The extracts have request_source."},
		"has_settings":               {"", "The extracts tell the setting of cases."},
		"has_persons":                {"", "The extracts have person_id."},
		"has_closed_reasons":         {"", "The extracts have closed_reason."},
		"has_advice":                 {"", "There is an extract of advice."},
	}
}
