package registry

// Benchmarked is one of DfE's published figures that authorities are compared by.
type Benchmarked struct {
	Name, Label string
	Value       string   // DfE's column, as the newest release spells it
	Of, Per     string   // its numerator and denominator; empty of a count
	Ranks       string   // high or low is better; empty where neither is
	Also        []string // the column's names in other releases
}

// BenchmarkedFigures lists them by the file that they are published in. Headings
// are told apart without regard to capitals; decsion is DfE's own spelling.
func BenchmarkedFigures() []Benchmarked {
	return []Benchmarked{
		{
			"pc_within_20_weeks_excl", "Issued within 20 weeks, exceptions left out", "pc_plans_issued_20_weeks_ex",
			"plans_issued_20_weeks_ex", "plans_issued_den_ex", "high", nil,
		},
		{
			"pc_within_20_weeks", "Issued within 20 weeks", "pc_plans_issued_within_20_weeks",
			"plans_issued_within_20_weeks", "plans_issued_den", "high", nil,
		},
		{"plans_issued", "Plans issued", "plans_issued_den", "", "", "", nil},
		{"received", "Requests received", "requests_received_in_year", "", "", "", nil},
		{
			"pc_not_assessed", "Requests decided not to be assessed", "request_not_assess_pc",
			"requests_decided_not_to_assess", "", "", nil,
		},
		{
			"pc_decided_in_6_weeks", "Requests decided within six weeks", "request_outcome_six_weeks_pc",
			"request_outcome_six_weeks", "", "high", nil,
		},
		{
			"pc_not_issued", "Assessments that ended without a plan", "assess_not_issued_pc",
			"assess_not_issued", "", "", nil,
		},
		{
			"pc_reviews_decided_in_4_weeks", "Annual reviews decided within four weeks", "pc_decision_4weeks",
			"number_decision_4weeks", "", "high",
			[]string{"pc_decsion_4weeks", "number_decsion_4weeks"},
		},
	}
}

// benchmarkExtract is a file of DfE's release 'Education, health and care plans',
// as downloaded.
func benchmarkExtract() Extract {
	k := Extract{
		Name: "benchmark", Row: "one area, year and breakdown of one of DfE's files, as downloaded", Shared: true,
		Fields: []Field{
			must(wholeNumber("time_period", "Calendar year.")),
			must(text("geographic_level", "National, Regional or Local authority.")),
			text("country_code", "E92000001 for England."), text("region_code", "Code of the region."), text("region_name", "Name of the region."),
			text("new_la_code", "Nine-character code of the authority."), text("la_name", "Name of the authority."),
			text("breakdown_topic", "What the row is split by; all in all for a total."),
			text("breakdown", "The value; the same for a total."),
		},
	}
	for _, b := range BenchmarkedFigures() {
		for _, name := range append([]string{b.Value, b.Of, b.Per}, b.Also...) {
			if _, known := k.Field(name); name != "" && !known {
				k.Fields = append(k.Fields, Field{Name: name, Type: Marked, Means: "As DfE publishes it; x and z are no figure."})
			}
		}
	}
	return k
}

// benchmark sets the authority beside others.
func benchmark() Table {
	return Table{
		Name: "benchmark", Title: "Beside other authorities, as DfE publishes it", Extract: "benchmark", IsWhole: true, IsOpen: true,
		Source: "DfE, 'Education, health and care plans', files as downloaded. Open Government Licence v3.0.",
		Grain:  "one row per authority, calendar year, figure and area",
		Description: "DfE's published figures of the authority, its region, the configured neighbours and England. Nothing is worked out for a " +
			"year that DfE has not published. SEN2 became a return by person in 2023: figures of 2022 and before stand on another basis.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			measureKey(),
			{
				Name: "area", Role: Key, Type: "string", Label: "Whose figure",
				Description: "own, region, neighbour, neighbours_median or england.",
			},
			{Name: "area_code", Role: Key, Type: "string", Label: "Area code", Description: "Nine-character code; empty of the median."},
			word("area_name", "Area name", "As DfE publishes it."),
			figure("value", "Value", "As DfE publishes it; of neighbours_median the middle of theirs."),
			whole(figure("numerator", "Numerator", "As DfE publishes it.")),
			whole(figure("denominator", "Denominator", "As DfE publishes it.")),
			whole(figure("rank", "Rank", "1 is best, or highest where neither is better; equal figures share one. Of authorities alone.")),
			whole(figure("authorities", "Authorities with a figure", "Among which rank is.")),
			whole(figure("quartile", "Quartile", "1 is the best quarter, or the highest.")),
			figure("change", "Change on the year before", "In points or numbers; empty from 2022 to 2023, across which DfE's basis changed."),
			flag("is_new_basis", "First year of a new basis", "True of 2023."),
		}),
		Sort: []string{
			"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown", "measure", "area", "area_code",
		},
	}
}

// reconciliation holds the council's own counts against DfE's.
func reconciliation() Table {
	return Table{
		Name: "reconciliation", Title: "Own counts against DfE's", Extract: "benchmark", IsWhole: true, RestrictedOnly: true,
		Source: "This run's extracts, and DfE's files as downloaded.",
		Grain:  "one row per authority, calendar year and figure",
		Description: "Counts on DfE's basis as this run has them, beside those that DfE published, and how many cases of each kind could " +
			"explain a difference. The kinds overlap, and DfE's rows are of the return as it was sent.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			measureKey(),
			whole(figure("own", "Own count", "On DfE's basis, from the extracts of this run.")),
			whole(figure("published", "DfE's count", "As published.")),
			whole(figure("difference", "Difference", "Own less DfE's.")),
			whole(figure("after_mediation_or_tribunal", "Plans after mediation or tribunal", "Left out of own: in DfE's if their flags were not sent.")),
			whole(figure("undated", "Plans without a received date", "In own as late.")),
			whole(figure("moved_in", "Plans of cases that moved in", "In own; in DfE's by the old authority's dates if those were sent.")),
			whole(figure("exceptions", "Plans marked as an exception", "In own with exceptions, and left out of the counts without.")),
			whole(figure("near_year_end", "Plans issued in the last week of the year", "Those entered after the return was sent are in own alone.")),
		}),
		Sort: []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown", "measure"},
	}
}
