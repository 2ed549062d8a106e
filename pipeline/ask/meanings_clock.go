package ask

// authorityMeanings explains whose cases they are.
func authorityMeanings() map[string]meaning {
	return map[string]meaning{
		"authority_text": {"", "Code as delivered; empty where none was."},
		"extract_id":     {"", "First extract with it; joins to extracts."},
		"first_row":      {"", "First stage_row with it."},
		"is_known":       {"", "It is a code of England's, or none was given."},
		"authority_id":   {"", "Number of the authority in this run."},
		"authority_code": {"", "Nine-character ONS code; empty where none was given."},
		"authority_name": {"", "Name as DfE publishes it, or as configured."},
		"old_code":       {"", "DfE's three-digit code."},
		"region_code":    {"", "Nine-character ONS code of the region."},
		"region_name":    {"", "Region."},
	}
}

// eventMeanings explains what clock_events adds to an extract's columns.
func eventMeanings() map[string]meaning {
	return map[string]meaning{
		"as_at":                 {"", "Day at whose end the picture is taken."},
		"request_decided":       {"", "request_outcome_date, unless it is later than the as-at day."},
		"assessment_decided":    {"", "assessment_outcome_date, unless it is later."},
		"plan":                  {"", "plan_issued_date, unless it is later."},
		"closed":                {"", "closed_date, unless it is later."},
		"reopened":              {"", "reopened_date, unless it is later."},
		"drafted":               {"", "draft_plan_date, unless it is later."},
		"restarted":             {"", "clock_restart_date, unless it is later."},
		"request_known":         {"", "The outcome of the request is not dated later than the as-at day."},
		"assessment_known":      {"", "The same of the assessment."},
		"closure_known":         {"", "The same of the closure."},
		"request_accepted":      {"", "Decided by then: to assess."},
		"request_refused":       {"", "Decided by then: not to assess."},
		"request_withdrawn":     {"", "Withdrawn by then, before a decision to assess."},
		"request_historical":    {"", "Decided before the return's year."},
		"to_be_issued":          {"", "Decided by then: to issue a plan."},
		"not_to_be_issued":      {"", "Decided by then: not to issue a plan."},
		"assessment_withdrawn":  {"", "Withdrawn by then, in assessment."},
		"assessment_historical": {"", "Ended before the return's year."},
		"closure_coded":         {"", "Closed by then, for a reason that is given."},
		"closed_withdrawn":      {"", "The reason is withdrawn."},
		"closed_moved_out":      {"", "The reason is moved_out."},
		"is_reopened":           {"", "The row is of a spell that was opened again."},
		"is_transferred":        {"", "The row is of a case that moved in."},
		"after_mediation":       {"", "A decision on it went to mediation or was appealed."},
		"opened":                {"", "First day of the first spell."},
		"refused_to_assess":     {"", "Day of a decision not to assess that belongs to this row's spell."},
		"refused_to_issue":      {"", "Day of a decision not to issue that belongs to it."},
		"overturned_date":       {"", "Day of a refusal that was followed by an assessment, a plan or a reopening: the first spell ends there."},
		"reopened_on":           {"", "First day of the second spell."},
		"overturned_again":      {"", "Day of a second refusal that was overturned."},
	}
}

// spellMeanings explains what clock_spells has beside what cases shows of it.
func spellMeanings() map[string]meaning {
	return merged(canonicalMeanings(), caseMeanings(), map[string]meaning{
		"authority_text":         {"", "Joins to authority_texts."},
		"age_group":              {"", "Group of the age on the received date."},
		"reopened_undated":       {"", "Opened again on a day that is not known: the day of the refusal is taken."},
		"decided_to_assess_date": {"", "Day of the decision to assess as recorded, or of the reopening after a refusal; empty where it is not known."},
		"decided_to_issue_date":  {"", "The same of the decision to issue a plan."},
		"draft_sent_date":        {"", "draft_plan_date, unless it is later than the as-at day."},
		"request_source":         {"", "Who made the request, in words."},
	})
}

// queueMeanings explains the NHS queue indicators of Fong and others (2022).
func queueMeanings() map[string]meaning {
	return map[string]meaning{
		"authority_code":  {"", "Joins to authorities."},
		"demand_a_week":   {"cases a week", "That came in the last 13 weeks."},
		"endings_a_week":  {"cases a week", "That ended, by a plan or otherwise, in the last 13 weeks."},
		"load":            {"", "Demand over endings: above 1 the open cases grow. Empty where none ended."},
		"open_now":        {"cases", "Open at the end of the as-at day."},
		"target_queue":    {"cases", "NHS indicator: the longest queue in which nearly all are seen within 20 weeks, were any case free to end at once."},
		"target_capacity": {"cases a week", "NHS indicator: endings that hold such a queue. An assessment cannot end at once: it is no aim for a council."},
		"relief_capacity": {"cases a week", "NHS indicator: endings that bring the queue to that length in 26 weeks; empty where it is not longer."},
		"pressure": {"", "NHS indicator: twice the mean weeks to the plans of the newest increment that is over, over 20. " +
			"It says nothing of those who wait now."},
	}
}
