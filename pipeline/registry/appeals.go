package registry

// appeals are those lodged with the tribunal, and those that ended.
func appeals() Table {
	return Table{
		Name: "appeals", Title: "Appeals", Source: "Extracts of appeals.", Extract: "appeals",
		Grain: "one row per authority, period and breakdown",
		Description: "Appeals by the day on which they were lodged, and by the day on which they ended: the two count different appeals. " +
			"How they ended is a breakdown of the restricted profile.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			count("lodged", "appeals", "Lodged", "By the day on which they were lodged."),
			count("ended", "appeals", "Ended", "By the day on which they ended, however they did."),
		}),
		Sort:  []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown"},
		Sums:  []Sum{},
		Units: [][]string{{"lodged"}, {"ended"}},
	}
}
