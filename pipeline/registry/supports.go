package registry

// Support is what an extract must have for a measure to say anything.
type Support struct {
	Measure string   // a table, or a part of one
	Needs   []string // all of these columns
	OneOf   []string // and one at least of these
	Day     string   // the column whose days say which time is covered
}

// Supports lists the measures and what each needs, the most asked for first.
func Supports() []Support {
	ends := []string{"plan_issued_date", "closed_date"}
	list := []Support{
		{"timeliness: plans issued within 20, 30 and 52 weeks", []string{"received_date", "plan_issued_date"}, nil, "plan_issued_date"},
		{"timeliness without exceptions", []string{"received_date", "plan_issued_date", "week20_exception"}, nil, "plan_issued_date"},
		{"falling_due: cases reaching 20, 30 and 52 weeks", []string{"received_date", "plan_issued_date"}, nil, "received_date"},
		{"backlog and flow: open cases by weeks open", []string{"received_date"}, ends, "received_date"},
		{"backlog by stage", []string{
			"request_outcome", "request_outcome_date", "assessment_outcome", "assessment_outcome_date",
		}, nil, "request_outcome_date"},
		{"backlog: drafts sent", []string{"draft_plan_date"}, nil, "draft_plan_date"},
		{"mediation and tribunal left out, as DfE does", nil, []string{
			"request_mediation", "request_tribunal", "assessment_mediation", "assessment_tribunal",
		}, "received_date"},
		{"requests: assessed, refused, withdrawn", []string{"received_date", "request_outcome"}, nil, "received_date"},
		{"requests: decided within 6 weeks", []string{"received_date", "request_outcome", "request_outcome_date"}, nil, "request_outcome_date"},
		{"requests: refused after assessment within 16 weeks", []string{
			"received_date", "assessment_outcome", "assessment_outcome_date",
		}, nil, "assessment_outcome_date"},
		{"children who moved in, reopened cases", []string{"entry_type"}, nil, "opened_date"},
	}
	for _, column := range []string{
		"area", "team", "age_at_request", "phase", "primary_need", "request_source", "sex", "ethnicity", "setting_type", "awaiting",
	} {
		list = append(list, Support{"breakdown by " + column, []string{column}, nil, "received_date"})
	}
	return list
}
