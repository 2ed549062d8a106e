package ask

// reviewMeanings explains the days of a review, as far as they are known at the
// as-at day.
func reviewMeanings() map[string]meaning {
	return map[string]meaning{
		"extract_id":       {"", "With list_row joins to stage_annual_reviews."},
		"list_row":         {"", "Place of the row in its extract, from 0."},
		"authority_id":     {"", "Joins to authorities."},
		"due_day":          {"", "Last day in time to hold it: as extracted, else 12 months after the decision before, else after the plan."},
		"held_day":         {"", "Day of the meeting."},
		"decided_day":      {"", "Day of the decision."},
		"final_day":        {"", "Day on which the amended plan was issued."},
		"is_to_amend":      {"", "The decision is to amend the plan."},
		"decision_due_day": {"", "Last day in time to decide: 28 days after the meeting."},
		"final_due_day":    {"", "Last day in time for the amended plan: 84 days after the meeting; without one 56 days after the decision."},
		"outstanding_from": {"", "First day at whose end something is to be done: that of the meeting, or the one after due_day."},
		"ended_day":        {"", "Day on which nothing was left to do: the amended plan, or the decision to maintain the plan or to cease it."},
		"overdue_from":     {"", "The first limit that was missed, else the next: it is overdue from the day after."},
	}
}

// transferMeanings explains the days of a move to another phase.
func transferMeanings() map[string]meaning {
	return map[string]meaning{
		"extract_id":    {"", "With list_row joins to stage_phase_transfers."},
		"list_row":      {"", "Place of the row in its extract, from 0."},
		"authority_id":  {"", "Joins to authorities."},
		"transfer_type": {"", "Which move it is."},
		"transfer_year": {"", "Calendar year of the move."},
		"due_day": {
			"", "As extracted, else 31 March of the year from secondary to post-16, 15 February for the others; unknown between post-16 settings.",
		},
		"final_day": {"", "Day on which the amended plan was issued, unless it is later than the as-at day."},
	}
}
