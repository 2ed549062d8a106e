package registry

func adviceExtract() Extract {
	return Extract{
		Name: "advice", Row: "one piece of advice that was asked for", Linked: true,
		Key: []string{"case_id", "advice_type", "provider", "requested_date"},
		Fields: []Field{
			must(id("case_id", "The case that it is for, as the assessments have it.")),
			splits(must(coded("advice_type", "ep, health, social_care or other.", "ep", "health", "social_care", "other")), "Advice type"),
			splitsRestricted(text("provider", "Who was asked."), "Provider"),
			must(day("requested_date", "Day on which it was asked for.")),
			later("due_date", "Day by which it was to come, where that is another than six weeks later."),
			day("received_date", "Day on which it came."),
			coded("response", "advice, not_known (to this service), existing_report or declined.", "advice", "not_known", "existing_report", "declined"),
			yes("exception", "Whether an exception of regulation 8 applies."),
			authorityField(),
		},
	}
}

func reviewsExtract() Extract {
	return Extract{
		Name: "annual_reviews", Row: "one review of a plan, held or due", Key: []string{"plan_id", "review_due_date", "meeting_date"},
		Same: []string{"plan_id", "review_due_date", "last_decision_date"}, Fills: "meeting_date",
		Fields: []Field{
			planField(), personField(), areaField(), needField(), ageField(),
			day("plan_start_date", "Day on which the plan was made."),
			day("last_decision_date", "Day of the decision of the review before."),
			later("review_due_date", "Day by which the review is to be held; without it twelve months after the plan or the decision before."),
			day("meeting_date", "Day of the review meeting."),
			day("decision_date", "Day on which the authority said what follows."),
			coded("decision", "maintain, amend or cease.", "maintain", "amend", "cease"),
			day("proposed_amendment_date", "Day on which the proposed amendments were sent."),
			day("final_amended_date", "Day on which the amended plan was issued."),
			yes("health_invited", "Whether health professionals were invited."),
			yes("health_attended", "Whether one attended."),
			yes("health_reported", "Whether one sent a report."),
			yes("parent_attended", "Whether a parent attended."),
			authorityField(),
		},
	}
}

func transfersExtract() Extract {
	return Extract{
		Name: "phase_transfers", Row: "one plan that moves to another phase", Key: []string{"plan_id", "transfer_type", "transfer_year"},
		Fields: []Field{
			planField(),
			splits(must(coded("transfer_type", "Which move it is: early_years_to_school and so on to post_16_to_post_16.", TransferTypes()...)),
				"Transfer type"),
			must(wholeNumber("transfer_year", "Calendar year of the move.")),
			later("due_date", "Day by which the plan is to be amended; without it what the regulation says."),
			day("final_plan_date", "Day on which the amended plan was issued."),
			splitsRestricted(text("outcome", "What came of it, as extracted."), "Outcome"),
			areaField(), authorityField(),
		},
	}
}

func plansExtract() Extract {
	return Extract{
		Name: "plans", Row: "one plan that the authority maintains or maintained", AllOnly: true, Key: []string{"plan_id", "start_date"},
		Fields: []Field{
			planField(), personField(),
			must(day("start_date", "Day on which the authority began to maintain it.")),
			day("cease_date", "Day on which it ceased to."),
			splitsRestricted(text("cease_reason", "Why, as extracted."), "Reason ceased"),
			areaField(), needField(), phaseField(), ageField(),
			yes("moved_in", "Whether another authority made it."),
			authorityField(),
		},
	}
}

func auditsExtract() Extract {
	return Extract{
		Name: "plan_audits", Row: "one audit of a plan", Key: []string{"plan_id", "audit_date", "audit_type"},
		Fields: []Field{
			planField(),
			must(day("audit_date", "Day of the audit.")),
			splits(text("audit_type", "What kind of audit it was, such as single or multi-agency."), "Audit type"),
			must(coded("grade", "outstanding, good, requires_improvement or inadequate.", Grades()...)),
			coded("moderated_grade", "The grade after moderation.", Grades()...),
			day("plan_issued_date", "Day on which the plan was issued."),
			splits(text("plan_kind", "New or amended, as extracted."), "Plan kind"),
			authorityField(),
		},
	}
}

func appealsExtract() Extract {
	return Extract{
		Name: "appeals", Row: "one appeal", Linked: true, Key: []string{"case_id", "plan_id", "lodged_date", "type"},
		Fields: []Field{
			id("case_id", "The case that it is about, as the assessments have it."),
			id("plan_id", "The plan that it is about."),
			must(day("lodged_date", "Day on which it was lodged.")),
			splits(text("type", "What it is about, as extracted."), "Appeal type"),
			splitsRestricted(text("outcome", "How it ended, as extracted."), "Appeal outcome"),
			day("outcome_date", "Day on which it ended."),
			authorityField(),
		},
	}
}

func feedbackExtract() Extract {
	return Extract{
		Name: "feedback", Row: "one answer to one question",
		Key: []string{"response_date", "question", "respondent", "stage", "positive"}, Several: true,
		Fields: []Field{
			must(day("response_date", "Day of the answer.")),
			splits(must(text("question", "The question.")), "Question"),
			splits(text("respondent", "Who answered, such as parent or setting."), "Respondent"),
			splits(text("stage", "Stage of the process that it is about."), "Stage of the process"),
			must(yes("positive", "Whether the answer is a good one.")),
			wholeNumber("invited", "How many were invited to answer the question in the month."),
			authorityField(),
		},
	}
}

func actionsExtract() Extract {
	return Extract{
		Name: "actions", Row: "one action of the plan", Key: []string{"action_id"},
		Fields: []Field{
			must(id("action_id", "What the action is called in the plan.")),
			text("letter_area", "Area of the notice or letter that it answers."),
			must(text("action", "What is to be done.")),
			text("owner", "Who sees to it: an office, not a person's name, where documents leave the council."),
			later("due_date", "Day by which it was to be done at first."),
			later("revised_date", "Day by which it is to be done now."),
			text("status", "Where it stands, as extracted."),
			day("completed_date", "Day on which it was done."),
			text("measure", "The measure of this program that it is meant to move."),
			authorityField(),
		},
	}
}

// TransferTypes are the moves between phases for which a plan is reviewed and
// amended by a day of the year of the move (SI 2014/1530 regulation 18).
func TransferTypes() []string {
	return []string{
		"early_years_to_school", "infant_to_junior", "primary_to_middle", "primary_to_secondary", "middle_to_secondary",
		"secondary_to_post_16", "post_16_to_post_16",
	}
}

// Grades are those of an audited plan, the best first.
func Grades() []string { return []string{"outstanding", "good", "requires_improvement", "inadequate"} }
