package registry

func fallingDue() Table {
	ofBoth := func(c Column) Column {
		c.PerPlus = "open_at_due_date"
		c.Description = c.Of + " as a percentage of issued and open together, one decimal, rounded half up."
		return c
	}
	limits := bounds("pc_low", "pc_high", "Percentage with a plan by the due day", "issued_by_due_date", "issued_by_due_date")
	for i := range limits {
		limits[i] = ofBoth(limits[i])
		limits[i].Description = []string{"Lower", "Upper"}[i] + " 95% limit of pc_issued_by_due_date (Wilson)."
	}
	return Table{
		Name: "falling_due", Title: "Cases falling due at 20, 30 and 52 weeks", Source: caseSource,
		Grain: "one row per authority, period, threshold and breakdown",
		Description: "Of the cases that reached 20, 30 or 52 weeks in the period, how many had their plan by that day. " +
			"Clearing old cases cannot move it. Cases after mediation or tribunal are counted apart.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			{Name: "threshold_weeks", Role: Key, Type: "integer", Unit: "weeks", Label: "Threshold", Description: "20, 30 or 52."},
			count("fell_due", "cases", "Cases that fell due", "Issued, open or ended by their due day, which falls in the period."),
			count("issued_by_due_date", "cases", "Plan issued by the due day", "The due day itself is in time."),
			count("open_at_due_date", "cases", "Open at the end of the due day", "Late from the next day on."),
			count("ended_without_plan", "cases", "Ended without a plan by the due day", "Refused, withdrawn, moved out or other."),
			count("fell_due_excl", "cases", "Cases that fell due, exceptions left out", "Without cases marked as an exception."),
			count("issued_by_due_date_excl", "cases", "Plan issued by the due day, exceptions left out", "As above, exceptions left out."),
			ofBoth(percent("pc_issued_by_due_date", "Percentage with a plan by the due day", "issued_by_due_date", "issued_by_due_date")),
			limits[0], limits[1],
			{
				Name: "pc_issued_by_due_date_excl", Role: Percent, Type: "decimal", Unit: "%", Of: "issued_by_due_date_excl",
				Per: "fell_due_excl", PerIsWider: true, Label: "Percentage with a plan by the due day, exceptions left out",
				Description: "Issued over issued and open, exceptions left out of both, one decimal, rounded half up.",
			},
			count("fell_due_after_mediation_or_tribunal", "cases", "Cases after mediation or tribunal that fell due",
				"Left out of the columns before; at 20 weeks by their own due day where the clock restarted."),
		}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown", "threshold_weeks"},
	}
}

func timeliness() Table {
	var counts []Column
	for _, c := range [][3]string{
		{"plans_issued", "Plans issued", "Issued in the period; mediation and tribunal, plans moved in and historical rows left out."},
		{"within_20_weeks", "Issued within 20 weeks", "At most 140 days from receipt."},
		{"over_20_weeks", "Issued over 20 weeks", "More than 140 days."},
		{"within_30_weeks", "Issued within 30 weeks", "At most 210 days."},
		{"over_30_weeks", "Issued over 30 weeks", "More than 210 days."},
		{"within_52_weeks", "Issued within 52 weeks", "At most 364 days."},
		{"over_52_weeks", "Issued over 52 weeks", "More than 364 days."},
	} {
		counts = append(counts, count(c[0], "plans", c[1], c[2]),
			count(c[0]+"_excl", "plans", c[1]+", exceptions left out", c[2]+" Exceptions left out."))
	}
	return Table{
		Name: "timeliness", Title: "Plans issued, by how long they took", Source: caseSource,
		Grain: "one row per authority, period and breakdown",
		Description: "Plans issued in the period by how long they took, on DfE's basis. The rate falls while a backlog is " +
			"cleared and rises when old cases are left: read it beside falling_due and backlog.",
		Columns: join(periodKeys(), breakdownKeys(), counts,
			[]Column{count("undated", "plans", "Plans without a received date", "In plans_issued, never on time, in no band.")},
			[]Column{percent("pc_within_20_weeks", "Percentage issued within 20 weeks", "within_20_weeks", "plans_issued")},
			bounds("pc_within_20_weeks_low", "pc_within_20_weeks_high", "Percentage issued within 20 weeks",
				"within_20_weeks", "plans_issued"),
			[]Column{percent("pc_within_20_weeks_excl", "Percentage issued within 20 weeks, exceptions left out",
				"within_20_weeks_excl", "plans_issued_excl")},
			bounds("pc_within_20_weeks_excl_low", "pc_within_20_weeks_excl_high",
				"Percentage issued within 20 weeks, exceptions left out", "within_20_weeks_excl", "plans_issued_excl"),
			[]Column{
				percent("pc_within_30_weeks", "Percentage issued within 30 weeks", "within_30_weeks", "plans_issued"),
				percent("pc_within_30_weeks_excl", "Percentage issued within 30 weeks, exceptions left out",
					"within_30_weeks_excl", "plans_issued_excl"),
				percent("pc_within_52_weeks", "Percentage issued within 52 weeks", "within_52_weeks", "plans_issued"),
				percent("pc_within_52_weeks_excl", "Percentage issued within 52 weeks, exceptions left out",
					"within_52_weeks_excl", "plans_issued_excl"),
				{
					Name: "pc_exceptions", Role: Percent, Type: "decimal", Unit: "%", Label: "Percentage marked as an exception",
					Of: "plans_issued", OfMinus: "plans_issued_excl", Per: "plans_issued",
					Description: "plans_issued less plans_issued_excl, as a percentage of plans_issued, rounded half up.",
				},
				statistic("mean_weeks", "Mean weeks to the plan", "plans_issued", 10),
				statistic("median_weeks", "Median weeks to the plan", "plans_issued", 10),
				statistic("p90_weeks", "Weeks by which nine in ten were issued", "plans_issued", 50),
				count("issued_from_backlog", "plans", "Plans issued from the backlog",
					"The clock was already 140 days old the day before the period began, so they could not be on time."),
				count("issued_from_flow", "plans", "Plans issued from the flow", "The rest of plans_issued."),
				percent("pc_flow_within_20_weeks", "Percentage of the flow issued within 20 weeks", "within_20_weeks", "issued_from_flow"),
				count("plans_issued_after_mediation_or_tribunal", "plans", "Plans issued after mediation or tribunal",
					"Left out of plans_issued, as DfE leaves them out."),
			}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown"},
	}
}

func backlog() Table {
	return Table{
		Name: "backlog", Title: "Open cases, by weeks open", Source: caseSource, Dated: true,
		Grain:       "one row per authority, date and breakdown",
		Description: "Cases open at the end of the day, by weeks since the clock started, whatever their stage.",
		Columns: join(dateKeys(), breakdownKeys(), []Column{
			count("open", "cases", "Open cases", "Opened on or before the day and not ended by its end."),
			count("weeks_0_to_20", "cases", "Open up to 20 weeks", "0 to 140 days."),
			count("weeks_over_20_to_30", "cases", "Open over 20 to 30 weeks", "141 to 210 days."),
			count("weeks_over_30_to_52", "cases", "Open over 30 to 52 weeks", "211 to 364 days."),
			count("weeks_over_52", "cases", "Open over 52 weeks, as a band", "365 days and over."),
			count("over_20_weeks", "cases", "Open over 20 weeks", "141 days and over: the backlog."),
			count("over_30_weeks", "cases", "Open over 30 weeks", "211 days and over."),
			count("over_52_weeks", "cases", "Open over 52 weeks", "365 days and over."),
			count("open_decided_to_assess", "cases", "Open after a decision to assess", "At the assessment or issue stage."),
			statistic("median_weeks_open", "Median weeks open", "open", 10),
			{
				Name: "oldest_weeks_open", Role: Single, Type: "integer", Unit: "weeks", Label: "Weeks open of the oldest case",
				Of: "open", Description: "Whole weeks, rounded down. It describes one child.",
			},
			count("ended_undated", "cases", "Ended on an unknown day",
				"Opened by the day and known to have ended without a date: not in open, which they would raise at worst."),
		}),
		Sort: []string{"authority_code", "as_at", "breakdown_topic", "breakdown"},
	}
}

func flow() Table {
	return Table{
		Name: "flow", Title: "Open cases: opening, in, out and closing", Source: caseSource,
		Grain: "one row per authority, period, breakdown and weeks-open band",
		Description: "How the open cases changed: opening, what came in, what moved up a band, what ended and how, closing. " +
			"Every spell that a plan ended is in plans_issued, mediation and tribunal included.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			{
				Name: "weeks_open_band", Role: Key, Type: "string", Label: "Weeks-open band",
				Description: "All, weeks_0_to_20, weeks_over_20_to_30, weeks_over_30_to_52 or weeks_over_52.",
			},
			count("opening", "cases", "Open at the start", "Open at the end of the day before the period."),
			count("started", "cases", "Started", "New requests."),
			count("transferred_in", "cases", "Transferred in", "Assessments taken over from another authority."),
			count("reopened", "cases", "Reopened", "Refusals overturned and other reopenings."),
			count("moved_up_in", "cases", "Moved up into the band", "Grew into this band while open."),
			count("moved_up_out", "cases", "Moved up out of the band", "Grew out of this band while open."),
			count("plans_issued", "cases", "Ended by a plan", "Whatever the route."),
			count("not_assessed", "cases", "Ended by a refusal to assess", "Request outcome N."),
			count("not_issued", "cases", "Ended by a decision not to issue", "Assessment outcome N."),
			count("withdrawn", "cases", "Ended by withdrawal", "Withdrawn or ceased before the decision."),
			count("moved_out", "cases", "Ended by moving out", "Moved to another authority."),
			count("other_closed", "cases", "Ended otherwise", "Deceased, closed as an error, other."),
			count("closing", "cases", "Open at the end", "Open at the end of the period's last day, or of the as-at day."),
		}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown", "weeks_open_band"},
	}
}

func requests() Table {
	return Table{
		Name: "requests", Title: "Requests for an assessment, and decisions", Source: caseSource,
		Grain: "one row per authority, period and breakdown",
		Description: "Requests for an assessment by the day they were received, as they stand at the as-at date, and decisions " +
			"by the day they were made. The two halves count different cases.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			count("received", "requests", "Requests received", "New requests; historical rows and moves left out."),
			count("assessed", "requests", "Decided to assess", "Of those received."),
			count("not_assessed", "requests", "Decided not to assess", "Of those received."),
			count("withdrawn", "requests", "Withdrawn or ended before a decision", "Of those received."),
			count("undecided", "requests", "Not yet decided", "Of those received."),
			percent("pc_not_assessed", "Percentage decided not to assess", "not_assessed", "received"),
			count("decided_in_period", "requests", "Decided in the period", "To assess or not, by the day of the decision."),
			count("decided_in_6_weeks", "requests", "Decided within 6 weeks", "At most 42 days from receipt."),
			count("decided_over_6_weeks", "requests", "Decided over 6 weeks", "More than 42 days."),
			percent("pc_decided_in_6_weeks", "Percentage decided within 6 weeks", "decided_in_6_weeks", "decided_in_period"),
			count("refused_after_assessment", "cases", "Decided not to issue a plan", "By the day of the decision."),
			count("refused_in_16_weeks", "cases", "Decided not to issue within 16 weeks", "At most 112 days."),
			count("refused_over_16_weeks", "cases", "Decided not to issue over 16 weeks", "More than 112 days."),
		}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown"},
	}
}
