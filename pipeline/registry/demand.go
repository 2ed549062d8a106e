package registry

import "slices"

// demand is who asks for assessments, and how often.
func demand() Table {
	return Table{
		Name: "demand", Title: "Who asks for assessments", Source: caseSource + " Settings and populations where extracts of them are given.",
		Grain: "one row per authority, period and breakdown",
		Description: "New requests by the day they were received, the same as in requests, by who made them. The breakdown Training parts them by " +
			"the child's setting: trained on or before the day of the request, or not yet. Settings that take up training differ from those that do " +
			"not, so that a difference between the two proves no effect. In the public profile the sources, and repeat requests, " +
			"are shown of all cases alone: split by another breakdown they would be a cross.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			count("requests", "requests", "Requests received", "New requests; historical rows and moves left out: received in requests."),
			count("from_parents", "requests", "From parents or young people", "Request source 1."),
			count("from_settings", "requests", "From education settings", "Request source 2."),
			count("from_health", "requests", "From health", "Request source 3."),
			count("from_social_care", "requests", "From social care", "Request source 4."),
			count("from_others", "requests", "From others", "Request source 5."),
			count("source_not_recorded", "requests", "Source not recorded", "No source, or none of the five."),
			percent("pc_from_parents", "Percentage from parents or young people", "from_parents", "requests"),
			percent("pc_from_settings", "Percentage from education settings", "from_settings", "requests"),
			count("repeat_requests", "requests", "Repeat requests",
				"Received at most 52 weeks (364 days) after the day on which an earlier case of the same person (without person_id: of the same "+
					"case_id) ended refused, without a plan or withdrawn. Of periods from 52 weeks after complete_from on."),
			percent("pc_repeat_requests", "Percentage that repeat an earlier request", "repeat_requests", "requests"),
			{
				Name: "settings_asking", Role: Distinct, Type: "integer", Unit: "settings", Label: "Settings that asked", Of: "from_settings",
				Description: "Settings that made a request in the period, each once, so that they add up over no periods and no breakdowns. " +
					"Requests of settings without a setting's number are of none.",
			},
			given("settings", "settings", "Settings", "Of the extract of settings, whether they asked or not; in Training as at the period's last day."),
			given("pupils", "pupils", "Pupils of those settings",
				"As the extract has them. In Training by the day: a setting that is trained half way through the period gives half its pupils to each."),
			perThousand("requests_per_1000_pupils", "Requests per 1,000 pupils",
				"By Phase, Setting type and Training, where settings are given. Not by the year: of the period."),
			given("population", "people", "Children and young people",
				"Of the extract of populations, the newest of a day not after the period's last: of the authority and its areas."),
			perThousand("requests_per_1000_population", "Requests per 1,000 children and young people",
				"Of the authority and its areas, where populations are given. Not by the year: of the period."),
		}),
		Sort:    []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown"},
		Follows: "requests",
	}
}

// DemandAlone are the counts of demand that stand in no other table: repeat requests,
// and requests by Training. Those of all cases do stand in requests.
func DemandAlone() Table {
	t := demand()
	t.Columns = slices.DeleteFunc(t.Columns, func(c Column) bool {
		return c.Role != Key && c.Role != Flag && c.Name != "requests" && c.Name != "repeat_requests"
	})
	t.Sums = []Sum{{"requests", []string{"repeat_requests", "[first requests]"}}}
	t.Units = [][]string{{"requests"}, {"requests", "repeat_requests"}}
	t.Shown = []string{"requests"}
	return t
}

// given is a number that everybody may know: it is of no cases.
func given(name, unit, label, description string) Column {
	return Column{Name: name, Role: Given, Type: "integer", Unit: unit, Label: label, Description: description}
}

// perThousand is a rate of requests.
func perThousand(name, label, description string) Column {
	return Column{
		Name: name, Role: PerThousand, Type: "decimal", Unit: "per 1,000", Label: label, Of: "requests",
		Description: description + " One decimal, rounded half up.",
	}
}
