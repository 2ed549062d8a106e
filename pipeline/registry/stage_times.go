package registry

// stageTimes is not public: a reader could subtract it from the public counts of
// plans, and protection would have to take both as one system.
func stageTimes() Table {
	counted := func(name, label, description string) Column { return count(name, "plans", label, description) }
	weeks := func(name, label, description, of string) Column {
		c := statistic(name, label, of, 10)
		c.Description = description + " Mean over " + of + ", days divided by 7, one decimal."
		return c
	}
	share := func(name, label, of string) Column {
		return Column{
			Name: name, Role: Statistic, Type: "decimal", Unit: "%", Label: label, Of: "stages_known", Least: 10,
			Description: "Days " + of + " as a percentage of all days of stages_known from the clock's start to the plan, one decimal, rounded half up.",
		}
	}
	return Table{
		Name: "stage_times", Title: "Where the time of late plans goes", Source: caseSource, RestrictedOnly: true,
		Grain: "one row per authority, period and breakdown",
		Description: "Plans issued in the period over 20 weeks, as timeliness counts them, by the stages that their time went to, " +
			"and those that waited for advice. The law's 6, 16 and 20 weeks all run from the request (SI 2014/1530, " +
			"regulations 5, 10 and 13): it sets no limit for a stage that begins late. That the stages have 6, 10 and 4 weeks is a " +
			"way of reading them. A refusal that was overturned counts as decided on the day of the reopening. Restricted only: " +
			"with the public counts of plans it could give single children away.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			counted("plans_over_20_weeks", "Plans issued over 20 weeks", "As over_20_weeks in timeliness: mediation and tribunal left out."),
			counted("decided_over_6_weeks", "Decided to assess over 6 weeks", "Of plans_over_20_weeks: more than 42 days from the clock's start."),
			counted("decision_undated", "Day of the decision to assess not known", "Of plans_over_20_weeks."),
			counted("assessed_over_16_weeks", "Decided to issue over 16 weeks", "Of plans_over_20_weeks: more than 112 days from the clock's start."),
			counted("assessment_undated", "Day of the decision to issue not known",
				"Of plans_over_20_weeks. A SEN2 return never has it: with one all of the columns of stages are empty."),
			counted("stages_known", "Plans whose stages are known",
				"Of plans_over_20_weeks: the days of both decisions are known, and follow each other from the clock's start to the plan."),
			weeks("mean_weeks_request", "Mean weeks to the decision to assess", "From the clock's start.", "stages_known"),
			weeks("mean_weeks_assessment", "Mean weeks of assessment", "From the decision to assess to the decision to issue.", "stages_known"),
			weeks("mean_weeks_issue", "Mean weeks from the decision to issue to the plan", "To the final plan.", "stages_known"),
			weeks("mean_weeks_in_all", "Mean weeks in all", "From the clock's start to the final plan.", "stages_known"),
			share("pc_time_request", "Percentage of the time before the decision to assess", "before the decision to assess"),
			share("pc_time_assessment", "Percentage of the time in assessment", "in assessment"),
			share("pc_time_issue", "Percentage of the time after the decision to issue", "after the decision to issue"),
			weeks("mean_weeks_over_request", "Mean weeks beyond 6 weeks before the decision to assess",
				"Days beyond 42 until the decision to assess; 0 where there are none.", "stages_known"),
			weeks("mean_weeks_over_assessment", "Mean weeks beyond 10 weeks of assessment",
				"Days of assessment beyond 70, as from 6 to 16 weeks; 0 where there are none.", "stages_known"),
			weeks("mean_weeks_over_issue", "Mean weeks beyond 4 weeks from the decision to issue to the plan",
				"Days of the issue stage beyond 28, as from 16 to 20 weeks; 0 where there are none.", "stages_known"),
			counted("drafts_known", "Plans whose draft is known",
				"Of stages_known: a draft was sent between the decision to issue and the plan. There is no statutory day for it."),
			weeks("mean_weeks_drafting", "Mean weeks of drafting", "From the decision to issue to the draft.", "drafts_known"),
			weeks("mean_weeks_draft_to_final", "Mean weeks from the draft to the final plan", "To the final plan.", "drafts_known"),
			counted("advice_known", "Plans whose advice is known",
				"Of plans_over_20_weeks: the extract of advice has a piece that was asked for in the time of the case."),
			counted("waited_for_advice", "Plans that waited for overdue advice",
				"Of advice_known: at least one piece had not come when its six weeks ended, before the plan. A response on an unknown "+
					"day is left out; exceptions count."),
			weeks("mean_weeks_waiting_for_advice", "Mean weeks of waiting for overdue advice",
				"From the end of the six weeks of the first overdue piece to the day on which the last of them came, or to the plan.",
				"waited_for_advice"),
			percent("pc_waited_for_advice", "Percentage that waited for overdue advice", "waited_for_advice", "advice_known"),
		}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown"},
	}
}
