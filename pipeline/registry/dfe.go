package registry

// dfeTimeliness has exactly the columns of DfE's 2026 release of 'Education,
// health and care plans', data set timeliness_20_week, in lower case.
func dfeTimeliness() Table {
	columns := make([]Column, 0, 32)
	for _, key := range [][2]string{
		{"time_period", "Year"},
		{"time_identifier", "Kind of year"},
		{"geographic_level", "Geographic level"},
		{"country_code", "Country code"},
		{"country_name", "Country"},
		{"region_code", "Region code"},
		{"region_name", "Region"},
		{"new_la_code", "Authority code"},
		{"old_la_code", "Authority code of three digits"},
		{"la_name", "Authority"},
		{"breakdown_topic", "Breakdown topic"},
		{"breakdown", "Breakdown"},
	} {
		columns = append(columns, Column{Name: key[0], Role: Key, Type: "string", Label: key[1], Description: "As DfE publishes it."})
	}
	pair := func(name, nameExcl, label string) {
		columns = append(columns, count(name, "plans", label, "DfE's basis."),
			count(nameExcl, "plans", label+", exceptions left out", "DfE's basis."))
	}
	percents := func(name, nameExcl, label, of, ofExcl string) {
		columns = append(columns, percent(name, label, of, "plans_issued_den"),
			percent(nameExcl, label+", exceptions left out", ofExcl, "plans_issued_den_ex"))
	}
	pair("plans_issued_den", "plans_issued_den_ex", "Plans issued")
	pair("plans_issued_within_20_weeks", "plans_issued_20_weeks_ex", "Issued within 20 weeks")
	percents("pc_plans_issued_within_20_weeks", "pc_plans_issued_20_weeks_ex", "Percentage within 20 weeks",
		"plans_issued_within_20_weeks", "plans_issued_20_weeks_ex")
	pair("plans_issued_gt20weeks_ltyear", "plans_issued_gt20weeks_ltyear_ex", "Issued over 20 to 52 weeks")
	percents("pc_plans_issued_gt20weeks_ltyear", "pc_plans_issued_gt20weeks_ltyear_ex", "Percentage over 20 to 52 weeks",
		"plans_issued_gt20weeks_ltyear", "plans_issued_gt20weeks_ltyear_ex")
	pair("plans_issued_gt_1_year", "plans_issued_gt_1_year_ex", "Issued over 52 weeks")
	percents("pc_plans_issued_gt_1_year", "pc_plans_issued_gt_1_year_ex", "Percentage over 52 weeks",
		"plans_issued_gt_1_year", "plans_issued_gt_1_year_ex")
	columns = append(columns,
		statistic("avg_weeks_issue_plan", "Mean weeks to the plan", "plans_issued_den", 10),
		statistic("avg_weeks_issue_plan_exc", "Mean weeks to the plan, exceptions left out", "plans_issued_den_ex", 10))
	return Table{
		Name: "dfe_timeliness_20_week", Title: "Plans issued within 20 weeks, in the shape of DfE's data set", RestrictedOnly: true,
		Grain:       "one row per calendar year, authority and breakdown",
		Description: "The council's own row in the shape of DfE's data set, to reconcile with before the SEN2 return.",
		Source:      "Columns: DfE, Education, health and care plans, reporting year 2026 (OGL v3.0). Figures: case records.",
		Columns:     columns,
		Sort:        []string{"time_period", "new_la_code", "breakdown_topic", "breakdown"},
	}
}

// figures is every other table in long form, for Excel and Power BI.
func figures() Table {
	text := func(name, label string) Column {
		return Column{Name: name, Role: Key, Type: "string", Label: label, Description: "As in the table it comes from."}
	}
	date := func(name, label string) Column {
		return Column{Name: name, Role: Key, Type: "date", Label: label, Description: "Empty where the table has none."}
	}
	number := func(name, label, description string) Column {
		return Column{Name: name, Role: Single, Type: "decimal", Label: label, Description: description}
	}
	return Table{
		Name: "figures", Title: "Every figure in one long table", Source: "The published tables of this run.",
		Grain: "one row per figure of the other tables",
		Description: "All tables but DfE's in one long table: All for every period, other breakdowns for increments and years, " +
			"so that it fits a worksheet.",
		Columns: []Column{
			text("table", "Table"), text("authority_code", "Authority code"), text("authority_name", "Authority"),
			text("period_type", "Period type"), date("period_start", "First day of the period"),
			date("period_end", "Last day of the period"), date("as_at", "As at the end of"),
			text("breakdown_topic", "Breakdown topic"), text("breakdown", "Breakdown"),
			{
				Name: "measure", Role: Key, Type: "string", Label: "Measure",
				Description: "The column of the table, with its threshold, week or band where it has one.",
			},
			number("value", "Value", "The figure; empty where status says why."),
			number("numerator", "Numerator", "For percentages."),
			number("denominator", "Denominator", "For percentages; the cases behind a mean or median."),
			{
				Name: "status", Role: Key, Type: "string", Label: "Status",
				Description: "c hidden, x not available, z not applicable, u denominator under 30, low rounds to 0.",
			},
		},
		Sort: []string{"table", "authority_code", "period_type", "period_start", "as_at", "breakdown_topic", "breakdown", "measure"},
	}
}
