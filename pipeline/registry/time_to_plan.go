package registry

func timeToPlan() Table {
	share := func(name, label, description string) Column {
		return Column{Name: name, Role: Estimate, Type: "decimal", Unit: "%", Label: label, Description: description}
	}
	return Table{
		Name: "time_to_plan", Title: "What became of requests, week by week", Source: caseSource,
		Grain: "one row per authority, increment in which the clock started, and week since, from 0 to 60",
		Description: "What has become of an increment's requests by the end of day 7 x week: an estimate (Aalen-Johansen) that " +
			"counts open cases for as long as they were followed, and stops where nobody was followed further. First spells by " +
			"whatever route, mediation and tribunal included: a refusal overturned later stays one. Moved-in cases are followed " +
			"from the day they came, and cases from before the extracts are complete from the day before complete_from if open " +
			"then. Plans that moved in, historical rows and cases that ended on an unknown day are left out. Public: no percentage " +
			"where too few cases stand behind it or behind its change since the last week shown, and no number at risk.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			{Name: "week", Role: Key, Type: "integer", Unit: "weeks", Label: "Weeks since the clock started", Description: "0 to 60."},
			count("at_risk", "cases", "Cases followed and waiting",
				"Entered before day 7 x week and not gone before it, so none on day 0."),
			share("pc_plan", "Percentage with a plan", "A plan was issued by the end of day 7 x week; half up, one decimal."),
			share("pc_plan_low", "Percentage with a plan: lower 95% limit", "Of pc_plan, on the log(-log) scale; none where pc_plan is 0 or 100."),
			share("pc_plan_high", "Percentage with a plan: upper 95% limit", "Of pc_plan, on the log(-log) scale; none where pc_plan is 0 or 100."),
			share("pc_refused", "Percentage refused", "Decided not to assess, or not to issue a plan."),
			share("pc_withdrawn", "Percentage withdrawn or closed", "Withdrawn, moved out or ended otherwise."),
			share("pc_open", "Percentage still waiting", "The rest: the four add to 100.0."),
			{
				Name: "fully_followed", Role: Flag, Type: "boolean", Label: "All followed so far",
				Description: "True when the clock of every case had run for 7 x week days by the as-at date.",
			},
		}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown", "week"},
	}
}
