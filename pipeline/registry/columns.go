package registry

// authorityKeys open every table but DfE's own.
func authorityKeys() []Column {
	return []Column{
		{
			Name: "authority_code", Role: Key, Type: "string", Label: "Authority code",
			Description: "Nine-character ONS code; empty when none was given.",
		},
		{
			Name: "authority_name", Role: Key, Type: "string", Label: "Authority",
			Description: "Name as DfE publishes it, or as configured.",
		},
	}
}

func periodKeys() []Column {
	return append(authorityKeys(),
		Column{
			Name: "period_type", Role: Key, Type: "string", Label: "Period type",
			Description: "three_months, month, week, rolling_12_months, calendar_year, financial_year or academic_year.",
		},
		Column{Name: "period_start", Role: Key, Type: "date", Label: "First day of the period", Description: "Included."},
		Column{
			Name: "period_end", Role: Key, Type: "date", Label: "Last day of the period",
			Description: "Included; the calendar end even when the period is not over.",
		},
		Column{Name: "period", Role: Key, Type: "string", Label: "Period", Description: "The period in words."},
		Column{
			Name: "is_complete", Role: Flag, Type: "boolean", Label: "Period is over",
			Description: "False when the period ends after the as-at date.",
		},
	)
}

func dateKeys() []Column {
	return append(authorityKeys(),
		Column{Name: "as_at", Role: Key, Type: "date", Label: "As at the end of", Description: "The day at whose end cases are open."},
		Column{
			Name: "is_increment_end", Role: Flag, Type: "boolean", Label: "Ends an increment",
			Description: "True on the last day of an increment.",
		},
		Column{Name: "is_month_end", Role: Flag, Type: "boolean", Label: "Ends a month", Description: "True on the last day of a month."},
	)
}

func breakdownKeys() []Column {
	return []Column{
		{
			Name: "breakdown_topic", Role: Key, Type: "string", Label: "Breakdown topic",
			Description: "What the figures are split by; All is the total.",
		},
		{
			Name: "breakdown", Role: Key, Type: "string", Label: "Breakdown",
			Description: "The value within the topic; Not recorded where it is missing.",
		},
	}
}

// count is a column that counts cases.
func count(name, unit, label, description string) Column {
	return Column{Name: name, Role: Count, Type: "integer", Unit: unit, Label: label, Description: description}
}

// percent is of as a percentage of per.
func percent(name, label, of, per string) Column {
	return Column{
		Name: name, Role: Percent, Type: "decimal", Unit: "%", Label: label, Of: of, Per: per,
		Description: of + " as a percentage of " + per + ", one decimal, rounded half up.",
	}
}

// bounds are the 95% Wilson limits of the percentage with the label.
func bounds(low, high, label, of, per string) []Column {
	return []Column{
		{
			Name: low, Role: Bound, Type: "decimal", Unit: "%", Label: label + ": lower 95% limit", Of: of, Per: per,
			Description: "Lower 95% Wilson limit of " + of + " over " + per + ".",
		},
		{
			Name: high, Role: Bound, Type: "decimal", Unit: "%", Label: label + ": upper 95% limit", Of: of, Per: per,
			Description: "Upper 95% Wilson limit of " + of + " over " + per + ".",
		},
	}
}

// statistic is a mean or a percentile of waits over the cases that of counts.
func statistic(name, label, of string, least int) Column {
	return Column{
		Name: name, Role: Statistic, Type: "decimal", Unit: "weeks", Label: label, Of: of, Least: least,
		Description: label + " over " + of + ": days divided by 7, one decimal.",
	}
}

func join(parts ...[]Column) []Column {
	var all []Column
	for _, part := range parts {
		all = append(all, part...)
	}
	return all
}

const caseSource = "Case records as extracted; the day of receipt is day 0."
