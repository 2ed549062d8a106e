package registry

// auditSample is whether the audited plans stand for all plans.
func auditSample() Table {
	chance := func(name, label, description string) Column {
		return Column{Name: name, Role: Estimate, Type: "decimal", Unit: "%", Label: label, Description: description}
	}
	share := func(name, label, of string) Column {
		return chance(name, label, of+" as a percentage of "+of+" of all values of the topic (of Timeliness, of those that are known), one "+
			"decimal, rounded half up.")
	}
	return Table{
		Name: "audit_sample", Title: "Whether the audited plans stand for all plans", Extract: "plan_audits", Beside: "plans", Dated: true,
		Source: "Extracts of plans and of audits of plans, with the assessments.", Grain: "one row per authority, date and breakdown",
		Description: "Plans open at the end of the day, for audits are to say how good the plans are that stand, and those of them that were " +
			"audited in the twelve months to the day: three months' audits are too few to compare. A plan audited twice counts once. " +
			"A topic is tested by chi-squared with the correction for a finite population (groups of which fewer than five are expected are " +
			"taken together), its values each by Fisher's exact test. That no difference is found in a small sample is weak evidence " +
			"that there is none. How many must be audited to know a share stands beside it. " +
			"No date has a row whose twelve months the extracts do not cover. " +
			"Restricted, as plans by group are: with shares or tests of few audits a reader could work out who was audited.",
		RestrictedOnly: true,
		Columns: join(dateKeys(), breakdownKeys(), []Column{
			count("plans", "plans", "Plans open", "Begun on or before the day, and not ceased by its end."),
			count("audited", "plans", "Plans audited", "Of them, in the twelve months to the day; each once."),
			count("audited_not_open", "plans", "Audited plans that are not open", "In the same time; of All alone. They are in no other column."),
			count("audited_not_listed", "plans", "Audited plans that no extract of plans has",
				"In the same time; of All alone. Many of them mean that plan_id is written in another way."),
			share("pc_of_plans", "Percentage of the plans", "plans"),
			share("pc_of_audited", "Percentage of the audited plans", "audited"),
			figure("standardised_difference", "Standardised difference",
				"Of the two percentages, times 100: above 0 the sample has more than its share. More than 10 either way is worth a look, more than 20 is much."),
			chance("pc_chance_adjusted", "Chance of such a difference, adjusted",
				"How often a random sample would be as far off by chance, adjusted by Holm's method for the values of the topic. "+
					"Below 5 is beyond chance; 0.0 is less than 0.05."),
			word("represented", "How it is represented",
				"under or over: the topic and the value differ beyond chance, and by more than 10; perhaps_under or perhaps_over: by more than "+
					"20, as chance could make it; alike: neither."),
			figure("topic_standardised_difference", "Standardised difference of the topic", "Of all its values together (Yang and Dalton 2012), times 100."),
			chance("pc_topic_chance", "Chance of such a difference in the topic",
				"The p-value of the topic's test; of the exact tests where too few are expected for chi-squared."),
			chance("pc_topic_chance_adjusted", "Chance of such a difference in the topic, adjusted", "By Holm's method, for all topics of the day."),
			flag("topic_differs", "The topic differs beyond chance", "True where the adjusted chance is below 5 in 100."),
			{
				Name: "either_side", Role: Figure, Type: "decimal", Unit: "percentage points", Label: "A share of these plans is known to, either side",
				Description: "At 95%, had the audited plans been drawn at random: half the width for a share of one half.",
			},
			whole(figure("needed_10_points", "To be audited for 10 points either side",
				"So many of these plans, drawn at random, know a share to 10 percentage points either side, at 95%.")),
			whole(figure("needed_5_points", "To be audited for 5 points either side",
				"So many of these plans, drawn at random, know a share to 5 percentage points either side, at 95%.")),
		}),
		Sort: []string{"authority_code", "as_at", "breakdown_topic", "breakdown"},
	}
}
