package registry

// phaseTransfers is how many plans are ready for a move to another phase. It is a
// yearly figure, of which no series by month can be made.
func phaseTransfers() Table {
	before := percent("pc_finalised_before_due_day", "Percentage finalised before the due day", "finalised_by_due_day", "fell_due")
	before.OfMinus = "finalised_on_due_day"
	before.Description = "finalised_by_due_day less finalised_on_due_day as a percentage of fell_due, one decimal, rounded half up: as the " +
		"regulation reads."
	return Table{
		Name: "phase_transfers", Title: "Moves to another phase", Source: "Extracts of phase transfers.", Extract: "phase_transfers", IsWhole: true,
		Grain: "one row per authority, calendar year of the move and breakdown",
		Description: "Plans of children and young people who move to another phase of education in the year, and whether the amended plan " +
			"was issued in time (SI 2014/1530 regulation 18). The regulation says before the day; DfE counts the day itself. Both are here.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			count("fell_due", "plans", "Fell due", "The day by which the plan is to be finalised is not after the as-at date."),
			count("not_yet_due", "plans", "Not yet due", "That day is after the as-at date."),
			count("due_day_unknown", "plans", "Due day unknown", "Between post-16 settings, without a due date."),
			count("finalised_by_due_day", "plans", "Finalised by the due day", "On that day or before it, of those that fell due."),
			count("finalised_on_due_day", "plans", "Finalised on the due day", "Part of those by the due day."),
			count("finalised_later", "plans", "Finalised later", "After that day."),
			count("not_finalised", "plans", "Not finalised", "No final plan by the end of the as-at day, of those that fell due."),
			percent("pc_finalised_by_due_day", "Percentage finalised by the due day", "finalised_by_due_day", "fell_due"),
		}, bounds("pc_finalised_by_due_day_low", "pc_finalised_by_due_day_high", "Percentage finalised by the due day",
			"finalised_by_due_day", "fell_due"), []Column{before}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown"},
		Sums: []Sum{
			{"fell_due", []string{"finalised_by_due_day", "finalised_later", "not_finalised"}},
			{"finalised_by_due_day", []string{"finalised_on_due_day", "[finalised before the due day]"}},
		},
		Units: [][]string{
			{"not_yet_due"},
			{"due_day_unknown"},
			{"fell_due", "not_finalised"},
			{"fell_due", "finalised_later"},
			{"fell_due", "finalised_by_due_day"},
			{"fell_due", "finalised_by_due_day", "finalised_on_due_day"},
		},
	}
}
