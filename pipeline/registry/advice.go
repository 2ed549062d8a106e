package registry

import "ehcp/pipeline/evidence"

const adviceSource = "Extracts of advice: what was asked for, and what came."

// advice is how quickly advice for assessments comes.
func advice() Table {
	return Table{
		Name: "advice", Title: "Advice for assessments", Source: adviceSource, Extract: "advice",
		Grain: "one row per authority, period and breakdown",
		Description: "Advice that fell due in the period: the day on which the six weeks ended that it may take " +
			"(SI 2014/1530 regulation 8). An answer that the child is not known to the service counts as advice in time, which " +
			"flatters: the share without such answers stands beside it.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			count("requested", "requests", "Advice asked for", "By the day on which it was asked for."),
			count("fell_due", "requests", "Fell due", "The six weeks ended in the period: received in time, received later or not received."),
			count("received_in_6_weeks", "requests", "Received within six weeks", "At most 42 days after it was asked for."),
			count("received_over_6_weeks", "requests", "Received later", "After more than 42 days."),
			count("not_received", "requests", "Not received, six weeks over", "By the end of the as-at day."),
			count("fell_due_known", "requests", "Fell due, answers of not known left out", "Without those answered by: not known to this service."),
			count("received_in_6_weeks_known", "requests", "Received within six weeks, answers of not known left out", "As above."),
			count("fell_due_excl", "requests", "Fell due, exceptions left out",
				"Without those to which an exception of regulation 8 applies."),
			count("received_in_6_weeks_excl", "requests", "Received within six weeks, exceptions left out", "As above."),
			percent("pc_received_in_6_weeks", "Percentage received within six weeks", "received_in_6_weeks", "fell_due"),
			percent("pc_received_in_6_weeks_known", "Percentage received within six weeks, answers of not known left out",
				"received_in_6_weeks_known", "fell_due_known"),
			percent("pc_received_in_6_weeks_excl", "Percentage received within six weeks, exceptions left out",
				"received_in_6_weeks_excl", "fell_due_excl"),
		}, bounds("pc_received_in_6_weeks_low", "pc_received_in_6_weeks_high", "Percentage received within six weeks",
			"received_in_6_weeks", "fell_due")),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown"},
		Sums: []Sum{
			{"fell_due", []string{"received_in_6_weeks", "received_over_6_weeks", "not_received"}},
			{"fell_due", []string{"fell_due_known", "[not known]"}},
			{"received_in_6_weeks", []string{"received_in_6_weeks_known", "[not known, in six weeks]"}},
			{"[not known]", []string{"[not known, in six weeks]", "[not known, later]"}},
			{"fell_due", []string{"fell_due_excl", "[exceptions]"}},
			{"received_in_6_weeks", []string{"received_in_6_weeks_excl", "[exceptions, in six weeks]"}},
			{"[exceptions]", []string{"[exceptions, in six weeks]", "[exceptions, later]"}},
			{"fell_due_known", []string{"received_in_6_weeks_known", "[known, later]"}},
			{"fell_due_excl", []string{"received_in_6_weeks_excl", "[not exceptions, later]"}},
		},
		Units: adviceUnits(),
	}
}

// adviceUnits are pieces of advice by what came of them, whether the service knew
// the child, and whether an exception applied.
func adviceUnits() (units [][]string) {
	units = [][]string{{"requested"}}
	for _, what := range []string{"received_in_6_weeks", "received_over_6_weeks", "not_received"} {
		for _, without := range [][]string{{"_known", "_excl"}, {"_known"}, {"_excl"}, nil} {
			unit := []string{"fell_due", what}
			for _, suffix := range without {
				unit = append(unit, "fell_due"+suffix)
				if what == "received_in_6_weeks" {
					unit = append(unit, what+suffix)
				}
			}
			units = append(units, unit)
		}
	}
	return units
}

// adviceOutstanding is the backlog of advice.
func adviceOutstanding() Table {
	return Table{
		Name: "advice_outstanding", Title: "Advice outstanding", Source: adviceSource, Extract: "advice", Dated: true,
		Grain:       "one row per authority, date and breakdown",
		Description: "Advice that had been asked for and not received at the end of the day, by how far it was overdue.",
		Columns: join(dateKeys(), breakdownKeys(), []Column{
			count("outstanding", "requests", "Advice outstanding", "Asked for on or before the day, and not received by its end."),
			count("not_overdue", "requests", "Not overdue", "Asked for at most 42 days before."),
			count("overdue", "requests", "Overdue", "Asked for more than 42 days before."),
			count("overdue_to_6_weeks", "requests", "Overdue by up to six weeks", "Asked for 43 to 84 days before."),
			count("overdue_over_6_weeks", "requests", "Overdue by more than six weeks", "Asked for 85 days before or more."),
			statistic("median_weeks_outstanding", "Median weeks outstanding", "outstanding", 10),
		}),
		Sort: []string{"authority_code", "as_at", "breakdown_topic", "breakdown"},
		Sums: []Sum{
			{"outstanding", []string{"not_overdue", "overdue"}},
			{"overdue", []string{"overdue_to_6_weeks", "overdue_over_6_weeks"}},
		},
		Units: [][]string{
			{"outstanding", "not_overdue"}, {"outstanding", "overdue", "overdue_to_6_weeks"}, {"outstanding", "overdue", "overdue_over_6_weeks"},
		},
	}
}

// adviceMeasures are followed over time.
func adviceMeasures() []Measure {
	return []Measure{
		{
			Name: "pc_advice_in_6_weeks", Kind: Rate, Direction: evidence.Increase, Label: "Advice within six weeks, of advice that fell due",
			Listed: Listed{
				Table: "advice", Of: "received_in_6_weeks", Per: "fell_due", Outstanding: "advice_overdue",
				Says: "of the advice that fell due had come within its six weeks",
			},
		},
		{
			Name: "advice_overdue", Kind: Stock, Direction: evidence.Decrease, Label: "Advice overdue",
			Listed: Listed{Table: "advice_outstanding", Of: "overdue", Says: "pieces of advice were overdue"},
		},
	}
}
