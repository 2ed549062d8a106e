package registry

import "ehcp/pipeline/evidence"

// planQuality is how audited plans are graded.
func planQuality() Table {
	return Table{
		Name: "plan_quality", Title: "Audited plans, by grade", Source: "Extracts of audits of plans.", Extract: "plan_audits",
		Grain: "one row per authority, period and breakdown",
		Description: "Audits of plans by the day of the audit, before and after moderation, and by the day on which the plan was issued. " +
			"The grades are of the plans that were audited: whether those stand for all plans is another question.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			count("audited", "audits", "Audited", "By the day of the audit."),
			count("outstanding", "audits", "Outstanding", "Before moderation."),
			count("good", "audits", "Good", "Before moderation."),
			count("requires_improvement", "audits", "Requires improvement", "Before moderation."),
			count("inadequate", "audits", "Inadequate", "Before moderation."),
			count("good_or_better", "audits", "Good or better", "Good and outstanding together."),
			percent("pc_good_or_better", "Percentage good or better", "good_or_better", "audited"),
		}, bounds("pc_good_or_better_low", "pc_good_or_better_high", "Percentage good or better", "good_or_better", "audited"), []Column{
			count("moderated", "audits", "Moderated", "Of those audited, with a grade after moderation."),
			count("moderated_good_or_better", "audits", "Good or better after moderation", "Of those moderated."),
			percent("pc_moderated_good_or_better", "Percentage good or better after moderation", "moderated_good_or_better", "moderated"),
			count("issued_audited", "audits", "Audits of plans issued in the period", "By the day on which the plan was issued."),
			count("issued_good_or_better", "audits", "Good or better, of plans issued in the period", "After moderation where there was one."),
			percent("pc_issued_good_or_better", "Percentage good or better, of plans issued in the period",
				"issued_good_or_better", "issued_audited"),
		}, bounds("pc_issued_good_or_better_low", "pc_issued_good_or_better_high", "Percentage good or better, of plans issued in the period",
			"issued_good_or_better", "issued_audited")),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown"},
		Sums: []Sum{
			{"good_or_better", []string{"outstanding", "good"}},
			{"audited", []string{"good_or_better", "[not good]"}},
			{"[not good]", []string{"requires_improvement", "inadequate"}},
			{"audited", []string{"moderated", "[not moderated]"}},
			{"moderated", []string{"moderated_good_or_better", "[moderated, not good]"}},
			{"issued_audited", []string{"issued_good_or_better", "[issued, not good]"}},
		},
		Units: qualityUnits(),
	}
}

// qualityUnits are audits by their grade and what moderation made of it, and audits
// of plans issued, which are counted in another period.
func qualityUnits() (units [][]string) {
	for _, grade := range [][]string{
		{"outstanding", "good_or_better"}, {"good", "good_or_better"}, {"requires_improvement"}, {"inadequate"},
	} {
		for _, moderated := range [][]string{nil, {"moderated"}, {"moderated", "moderated_good_or_better"}} {
			unit := append([]string{"audited"}, grade...)
			units = append(units, append(unit, moderated...))
		}
	}
	return append(units, []string{"issued_audited"}, []string{"issued_audited", "issued_good_or_better"})
}

// qualityMeasures are followed over time.
func qualityMeasures() []Measure {
	return []Measure{{
		Name: "pc_audits_good_or_better", Kind: Rate, Direction: evidence.Increase, Label: "Audits good or better, of plans audited",
		Listed: Listed{Table: "plan_quality", Of: "good_or_better", Per: "audited", Says: "of the plans that were audited were good or better"},
	}}
}

// feedback is what families and others say.
func feedback() Table {
	return Table{
		Name: "feedback", Title: "What families and others say", Source: "Extracts of answers to questions.", Extract: "feedback",
		Grain: "one row per authority, period and breakdown",
		Description: "Answers to questions by the day of the answer. Those who answer chose to: the share is of them, and says nothing of those " +
			"who did not. How many were invited stands beside it where it is known.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			count("answers", "answers", "Answers", "In the period."),
			count("positive", "answers", "Positive answers", "Of them."),
			percent("pc_positive", "Percentage positive", "positive", "answers"),
		}, bounds("pc_positive_low", "pc_positive_high", "Percentage positive", "positive", "answers"), []Column{
			{ // no more have answered: it would say of hidden answers how few they are
				Name: "invited", Role: Figure, Type: "integer", Of: "answers", Label: "Invited to answer",
				Description: "As extracted, once a question and month; empty where it is not known of every month.",
			},
			{
				Name: "pc_answered", Role: Estimate, Type: "decimal", Unit: "%", Of: "answers", Label: "Answers as a percentage of those invited",
				Description: "answers as a percentage of invited, one decimal, rounded half up.",
			},
		}),
		Sort:  []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown"},
		Sums:  []Sum{{"answers", []string{"positive", "[not positive]"}}},
		Units: [][]string{{"answers"}, {"answers", "positive"}},
	}
}

// feedbackMeasures are followed over time.
func feedbackMeasures() []Measure {
	return []Measure{{
		Name: "pc_feedback_positive", Kind: Rate, Direction: evidence.Increase, Label: "Positive answers, of all answers",
		Listed: Listed{Table: "feedback", Of: "positive", Per: "answers", Says: "of the answers were positive"},
	}}
}
