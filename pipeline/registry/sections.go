package registry

// Section is one section of the action-plan update: the chart and the measures
// that it shows together.
type Section struct {
	Name     string // as the configuration names it
	Heading  string
	Chart    string   // the stem of the chart's files; empty where there is none
	Measures []string // the first one's sentence leads
	Tables   []string // published tables that its figures come from
	With     string   // the section without which it does not stand
	Extract  string   // the kind of extract that it tells of, beside assessments

	RestrictedOnly bool // it is not in the public document
}

// Sections list them in the order in which they are read: what clearing old
// cases cannot move first, and the published rate directly under it.
func Sections() []Section {
	return []Section{
		{
			Name: "falling_due", Heading: "Cases that reached 20 weeks", Chart: "falling-due",
			Measures: []string{"falling_due_20", "falling_due_30", "falling_due_52"}, Tables: []string{"falling_due"},
		},
		{
			Name: "timeliness", Heading: "Plans issued within 20 weeks", Chart: "timeliness",
			Measures: []string{
				"pc_within_20_weeks", "pc_within_20_weeks_excl", "pc_flow_within_20_weeks", "pc_within_30_weeks", "pc_within_52_weeks",
			},
			Tables: []string{"timeliness"},
		},
		{
			Name: "backlog", Heading: "Cases still open", Chart: "backlog",
			Measures: []string{"over_20_weeks", "open"}, Tables: []string{"backlog"},
		},
		{
			Name: "over_30_52", Heading: "Cases open beyond 30 and 52 weeks", Chart: "over-30-52",
			Measures: []string{"over_30_weeks", "over_52_weeks"}, Tables: []string{"backlog", "forecast"},
		},
		{Name: "flow", Heading: "What came in and what ended", Chart: "flow", Measures: []string{"net_change"}, Tables: []string{"flow"}},
		{
			Name: "time_to_plan", Heading: "How long a request takes", Chart: "time-to-plan",
			Measures: []string{"median_weeks"}, Tables: []string{"time_to_plan", "timeliness"},
		},
		{Name: "stage_times", Heading: "Where the time of late plans goes", Tables: []string{"stage_times"}, RestrictedOnly: true},
		{
			Name: "requests", Heading: "Requests and decisions",
			Measures: []string{"received", "pc_not_assessed"}, Tables: []string{"requests"},
		},
		{Name: "demand", Heading: "Who asks for assessments", With: "requests", Tables: []string{"demand", "requests", "timeliness"}},
		{
			Name: "advice", Heading: "Advice for assessments", Chart: "advice", Extract: "advice",
			Measures: []string{"pc_advice_in_6_weeks", "advice_overdue"}, Tables: []string{"advice", "advice_outstanding"},
		},
		{
			Name: "annual_reviews", Heading: "Annual reviews", Chart: "annual-reviews", Extract: "annual_reviews",
			Measures: []string{
				"pc_reviews_held_by_due_day", "pc_reviews_decided_in_4_weeks", "pc_amended_in_12_weeks", "reviews_outstanding",
				"reviews_over_12_months",
			},
			Tables: []string{"annual_reviews", "annual_reviews_outstanding"},
		},
		{Name: "phase_transfers", Heading: "Moves to another phase", Extract: "phase_transfers", Tables: []string{"phase_transfers"}},
		{
			Name: "caseload", Heading: "Plans maintained", Extract: "plans", Measures: []string{"plans_maintained"}, Tables: []string{"caseload"},
		},
		{
			Name: "plan_quality", Heading: "Audited plans", Chart: "plan-quality", Extract: "plan_audits",
			Measures: []string{"pc_audits_good_or_better"}, Tables: []string{"plan_quality", "audit_sample"},
		},
		{
			Name: "feedback", Heading: "What families and others say", Chart: "feedback", Extract: "feedback",
			Measures: []string{"pc_feedback_positive"}, Tables: []string{"feedback"},
		},
		{Name: "appeals", Heading: "Appeals", Extract: "appeals", Tables: []string{"appeals"}},
		{
			Name: "other_series", Heading: "Other series of the plan", Extract: "series", Tables: []string{"other_series_summary", "other_series"},
		},
		{Name: "actions", Heading: "Actions of the plan", Extract: "actions", Tables: []string{"actions"}},
		{
			Name: "benchmark", Heading: "Beside other authorities", Extract: "benchmark", Tables: []string{"benchmark", "reconciliation"},
		},
		{Name: "breakdowns", Heading: "By area, need and other groups", Tables: []string{"falling_due", "timeliness", "backlog"}},
		{Name: "guards", Heading: "Could something else explain it?", Tables: []string{"integrity"}},
	}
}
