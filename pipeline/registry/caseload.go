package registry

import "ehcp/pipeline/evidence"

// caseload is how the number of plans that the authority maintains changes.
func caseload() Table {
	return Table{
		Name: "caseload", Title: "Plans maintained: opening, in, out and closing", Source: "Extracts of plans.", Extract: "plans",
		Grain: "one row per authority, period and breakdown",
		Description: "Plans that the authority maintains at the start, those that were made or came with a child who moved in, those that " +
			"ceased, and those maintained at the end. Breakdowns stand in the restricted profile alone.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			count("opening", "plans", "Maintained at the start", "At the end of the day before the period."),
			count("entered", "plans", "Came in", "New plans, and those that moved in."),
			count("new", "plans", "New plans", "That the authority made."),
			count("moved_in", "plans", "Moved in", "That another authority had made."),
			count("ceased", "plans", "Ceased", "Whatever the reason: by reason in the breakdown Reason ceased."),
			count("closing", "plans", "Maintained at the end", "At the end of the period's last day, or of the as-at day."),
		}),
		Sort:  []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown"},
		Sums:  []Sum{{"entered", []string{"new", "moved_in"}}},
		Units: [][]string{{"entered", "new"}, {"entered", "moved_in"}, {"ceased"}},
		// Opening and what came in, less what ceased, is closing.
		Shown: []string{"opening", "entered", "ceased", "closing"},
	}
}

// caseloadMeasures are followed over time.
func caseloadMeasures() []Measure {
	return []Measure{{
		Name: "plans_maintained", Kind: Stock, Direction: evidence.Neutral, Label: "Plans maintained",
		Listed: Listed{Table: "caseload", Of: "closing", Says: "plans were maintained"},
	}}
}
