package registry

// actions are those of the improvement plan, beside what the figures show.
func actions() Table {
	day := func(name, label, description string) Column {
		return Column{Name: name, Role: Word, Type: "date", Label: label, Description: description}
	}
	return Table{
		Name: "actions", Title: "Actions of the plan", Extract: "actions", IsWhole: true, RestrictedOnly: true,
		Source: "Extracts of the plan's actions, and the verdicts of this run.",
		Grain:  "one row per authority and action",
		Description: "Each action with where it stands, and the verdict on the measure that it is meant to move. That both stand in one row says " +
			"nothing of cause: a measure may move for other reasons, or in spite of an action.",
		Columns: join(authorityKeys(), []Column{
			{Name: "action_id", Role: Key, Type: "string", Label: "Action", Description: "What the plan calls it."},
			word("letter_area", "Area of the letter", "As extracted; Not recorded where it is missing."),
			word("action", "What is to be done", "As extracted."),
			word("owner", "Owner", "As extracted."),
			day("due_date", "Due at first", "As extracted."),
			day("revised_date", "Due now", "The revised day, or the first."),
			word("status", "Status", "As extracted."),
			day("completed_date", "Completed", "Empty of one that is not, or not yet at the as-at day."),
			word("state", "State", "done, done_late, overdue, open or undated: by the days, whatever the status says."),
			whole(figure("days_overdue", "Days overdue", "At the as-at day, from the day it is due now.")),
			word("measure", "Measure", "That it is meant to move."),
			word("latest", "Newest value of the measure", "Of the newest increment that is over."),
			word("verdict", "Verdict on the measure", "As in summary."),
		}),
		Sort: []string{"authority_code", "action_id"},
	}
}
