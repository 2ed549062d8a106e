package registry

// judgedSource is where the tables of evidence come from.
const judgedSource = "The published tables of this run, all cases together."

func measureKey() Column {
	return Column{
		Name: "measure", Role: Key, Type: "string", Label: "Measure",
		Description: "falling_due_20 and the like: what is followed over time.",
	}
}

// figure is a number in the unit of its row's measure.
func figure(name, label, description string) Column {
	return Column{Name: name, Role: Figure, Type: "decimal", Label: label, Description: description}
}

func word(name, label, description string) Column {
	return Column{Name: name, Role: Word, Type: "string", Label: label, Description: description}
}

func flag(name, label, description string) Column {
	return Column{Name: name, Role: Flag, Type: "boolean", Label: label, Description: description}
}

// whole makes a figure a whole number.
func whole(c Column) Column {
	c.Type = "integer"
	return c
}

func spc() Table {
	return Table{
		Name: "spc", Title: "Control charts by month", Source: judgedSource, Judged: true,
		Grain: "one row per authority, measure and month",
		Description: "Control charts by month: Laney's p' for percentages and XmR for numbers from twelve months on, run charts " +
			"below, with the rules of Making Data Count. Open cases carry over from month to month and have no limits.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			measureKey(),
			figure("value", "Value", "Per cent, cases or weeks, as the measure has it."),
			whole(figure("numerator", "Numerator", "Of a percentage.")),
			whole(figure("denominator", "Denominator", "Of a percentage.")),
			word("chart", "Chart", "xmr, pprime, run, or none for open cases."),
			figure("mean", "Centre line", "Mean; on a run chart the median."),
			figure("lower", "Lower limit", "Lower process limit."),
			figure("upper", "Upper limit", "Upper process limit."),
			word("rule", "Rule", "none, outside, trend, two_in_three or shift: why the month is special."),
			word("type", "Type", "common_cause, improvement, concern, neutral_high or neutral_low."),
			word("variation", "Variation", "The type of the newest month that is over."),
			word("assurance", "Assurance", "consistent_pass, consistent_fail or inconsistent against the target."),
			figure("target", "Target", "As configured."),
			word("rebase", "Reason for new limits", "Why limits begin anew with the row's segment, as configured."),
		}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown", "measure"},
	}
}

func evidenceTable() Table {
	return Table{
		Name: "evidence", Title: "Whether each measure has improved since the baseline", Source: judgedSource, Judged: true,
		Grain: "one row per authority, measure and increment",
		Description: "Whether the improvement is real and sustained: each increment against the baseline, the verdict as it stood " +
			"at the increment's end, and why. The verdict of a rate rests on its months, that of a backlog on its increments.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			measureKey(),
			word("direction", "Which way is better", "increase, decrease or neutral."),
			figure("baseline", "Baseline", "Of the baseline's months that the extracts wholly hold; of open cases, at its end; of numbers, a mean increment."),
			figure("value", "Value", "Of the increment; of open cases, at its end."),
			figure("change", "Change since the baseline", "value less baseline, in points, cases or weeks."),
			figure("low", "Lower 95% limit of the change", "Newcombe, for percentages."),
			figure("high", "Upper 95% limit of the change", "Newcombe, for percentages."),
			figure("flow_effect", "Flow effect", "What cases that could be in time add to the change of pc_within_20_weeks."),
			figure("clearance_effect", "Clearance effect", "What clearing old cases adds to it; the two make the change."),
			word("verdict", "Verdict", "too_early_to_say, no_evidence_of_change, improving, improved, sustained or worse."),
			word("reason", "Reason", "Why that verdict and not another."),
			word("sentence", "In a sentence", "The figures, the comparison and the caveat, for a board paper."),
		}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown", "measure"},
	}
}

func summary() Table {
	return Table{
		Name: "summary", Title: "Where each measure stands", Source: judgedSource, Judged: true,
		Grain:       "one row per authority and measure",
		Description: "Where each measure stands: baseline, target, the newest two increments that are over, and the verdict.",
		Columns: join(authorityKeys(), []Column{
			measureKey(),
			figure("baseline", "Baseline", "As in evidence."),
			word("baseline_period", "Baseline period", "The first and the last month that the figure is of."),
			figure("target", "Target", "As configured."),
			word("target_date", "Target date", "The day by which the target should be reached."),
			figure("previous", "Increment before", "Value of the increment before the newest."),
			figure("latest", "Newest increment", "Value of the newest increment that is over."),
			word("latest_period", "Newest period", "The increment in words."),
			word("variation", "Variation", "As in spc, for the newest month that is over."),
			word("assurance", "Assurance", "As in spc."),
			word("verdict", "Verdict", "As in evidence, for the newest increment that is over."),
		}),
		Sort: []string{"authority_code", "measure"},
	}
}

func forecast() Table {
	return Table{
		Name: "forecast", Title: "Where open cases go if the latest rates continue", Source: judgedSource, Judged: true,
		Grain: "one row per authority, measure and month ahead",
		Description: "Where the open cases over 20, 30 and 52 weeks go if the last 13 weeks' rates continue. A range is a forecast " +
			"only where publishable is true: where such ranges held in at least 70 of 100 tests on this authority's own past.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			measureKey(),
			{Name: "month", Role: Key, Type: "date", Label: "Month ahead", Description: "Its last day, at whose end cases are open."},
			figure("central", "Central", "Open cases if rates continue."),
			figure("low", "Low", "Lower end of the range."),
			figure("high", "High", "Upper end of the range."),
			{
				Name: "basis", Role: Key, Type: "string", Label: "Basis",
				Description: "age_structured, from how cases of each age have ended; drift, from how the number has changed.",
			},
			figure("backtest_coverage", "Back-test coverage", "Per cent of past ranges, meant to hold in 80 of 100, that held."),
			flag("publishable", "Publishable", "True where coverage is at least 70 per cent."),
		}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown", "measure", "month", "basis"},
	}
}

func integrity() Table {
	return Table{
		Name: "integrity", Title: "Guards: shares that rise beside a better rate", Source: judgedSource, Judged: true, RestrictedOnly: true,
		Grain: "one row per authority, guard and increment",
		Description: "Guards against figures that improve without children waiting less: shares that rise beside a better rate. " +
			"A flag asks for an explanation; it proves nothing.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			{Name: "guard", Role: Key, Type: "string", Label: "Guard", Description: "What is watched, such as exceptions or withdrawals."},
			figure("value", "Value", "Per cent in the increment, at most 100; of dates moved and cases gone, since any earlier run."),
			figure("baseline", "Baseline", "Per cent in the baseline."),
			figure("low", "Lower 95% limit of the change", "Newcombe, of value less baseline."),
			figure("high", "Upper 95% limit of the change", "Newcombe."),
			flag("flag", "Flag", "True where the share is significantly above the baseline."),
		}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown", "guard"},
	}
}

func revisions() Table {
	cases := func(name, label, description string) Column { return whole(figure(name, label, description)) }
	return Table{
		Name: "revisions", Title: "Figures that changed since they were first published", Source: "This run and those before it.",
		Judged: true, Compared: true,
		Grain: "one row per authority, measure and increment that is over",
		Description: "Each figure as it was first published, as the run before had it and as it is now, and the cases behind the " +
			"difference. Of open cases and of requests received: first_published + late_registered + closure_withdrawn - deleted - " +
			"closure_backdated - start_moved + reclassified = now. Of other measures each column counts the changes to cases that the " +
			"figure rests on. A case that changed twice counts twice.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			measureKey(),
			figure("first_published", "First published", "Value in the first run that was made after the increment's end."),
			figure("previous", "Run before", "Value in the run before this one."),
			figure("now", "Now", "Value in this run."),
			cases("late_registered", "Registered late", "Cases that the run before did not know."),
			cases("closure_withdrawn", "Closure withdrawn", "Cases whose end was taken back, or moved to a later day."),
			cases("deleted", "Deleted", "Cases that the run before knew and that are gone."),
			cases("closure_backdated", "Closure backdated", "Cases whose end was entered after it happened, or moved to an earlier day."),
			cases("start_moved", "Start moved", "Cases whose clock starts, or which opened, on another day."),
			cases("reclassified", "Reclassified", "Cases with the same days whose outcome, route or exception is another."),
		}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown", "measure"},
	}
}
