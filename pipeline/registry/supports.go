package registry

// Support is what an extract must have for a measure to say anything.
type Support struct {
	Measure string   // a table, or a part of one
	Needs   []string // all of these columns
	OneOf   []string // and one at least of these
	Filled  []string // those that a row must have filled in to be of use
	Day     string   // the column whose days say which time is covered; "" where no time is
}

// Supports lists the measures and what each needs, the most asked for first.
func Supports() []Support {
	received := []string{"received_date"}
	stages := []string{"request_outcome", "assessment_outcome"}
	dated := []string{"received_date", "request_outcome", "request_outcome_date", "assessment_outcome", "assessment_outcome_date"}
	list := []Support{
		filled("timeliness: plans issued within 20, 30 and 52 weeks", "received_date", "plan_issued_date"),
		filled("timeliness without exceptions", "received_date", "week20_exception", "plan_issued_date"),
		{"falling_due: cases reaching 20, 30 and 52 weeks", []string{"received_date", "plan_issued_date"}, nil, received, "received_date"},
		{
			"backlog and flow: open cases by weeks open", received,
			[]string{"plan_issued_date", "closed_date", "closed_reason"},
			received,
			"received_date",
		},
		{"backlog by stage, as at the end", stages, nil, received, ""},
		{
			"backlog by stage, on earlier days", append(stages, "request_outcome_date", "assessment_outcome_date"), nil,
			[]string{"request_outcome_date"},
			"request_outcome_date",
		},
		filled("backlog: drafts sent", "draft_plan_date"),
		{"mediation and tribunal left out, as DfE does", nil, []string{
			"request_mediation", "request_tribunal", "assessment_mediation", "assessment_tribunal",
		}, received, "received_date"},
		filled("time_to_plan: the share with a plan by week since the request", "plan_issued_date", "received_date"),
		filled("time_to_plan: refused, withdrawn and open", "plan_issued_date", "request_outcome", "request_outcome_date", "received_date"),
		{"requests: assessed, refused, withdrawn", []string{"received_date", "request_outcome"}, nil, []string{"request_outcome"}, "received_date"},
		filled("requests: decided within 6 weeks", "received_date", "request_outcome", "request_outcome_date"),
		filled("stage_times: the decision to assess of late plans", "received_date", "request_outcome", "request_outcome_date", "plan_issued_date"),
		filled("stage_times: the stages of late plans", append(dated, "plan_issued_date")...),
		filled("stage_times: drafts of late plans", append(dated, "draft_plan_date", "plan_issued_date")...),
		filled("requests: refused after assessment within 16 weeks", "received_date", "assessment_outcome", "assessment_outcome_date"),
		{"children who moved in, reopened cases", []string{"entry_type"}, nil, []string{"entry_type"}, "opened_date"},
	}
	for _, column := range []string{
		"area", "team", "age_at_request", "phase", "primary_need", "request_source", "sex", "ethnicity", "setting_type", "awaiting",
	} {
		list = append(list, Support{"breakdown by " + column, []string{column}, nil, []string{column}, "received_date"})
	}
	return list
}

// filled is a measure that takes the rows in which all columns are filled in;
// the last of them is the day that counts.
func filled(measure string, columns ...string) Support {
	return Support{Measure: measure, Needs: columns, Filled: columns, Day: columns[len(columns)-1]}
}
