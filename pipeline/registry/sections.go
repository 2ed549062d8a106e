package registry

// Section is one section of the action-plan update: the chart and the measures
// that it shows together.
type Section struct {
	Name     string // as the configuration names it
	Heading  string
	Chart    string   // the stem of the chart's files; empty where there is none
	Measures []string // the first one's sentence leads
	Tables   []string // published tables that its figures come from
}

// Sections list them in the order in which they are read: what clearing old
// cases cannot move first, and the published rate directly under it.
func Sections() []Section {
	return []Section{
		{
			"falling_due", "Cases that reached 20 weeks", "falling-due",
			[]string{"falling_due_20", "falling_due_30", "falling_due_52"},
			[]string{"falling_due"},
		},
		{
			"timeliness", "Plans issued within 20 weeks", "timeliness",
			[]string{
				"pc_within_20_weeks", "pc_within_20_weeks_excl", "pc_flow_within_20_weeks", "pc_within_30_weeks", "pc_within_52_weeks",
			},
			[]string{"timeliness"},
		},
		{"backlog", "Cases still open", "backlog", []string{"over_20_weeks", "open"}, []string{"backlog"}},
		{
			"over_30_52", "Cases open beyond 30 and 52 weeks", "over-30-52",
			[]string{"over_30_weeks", "over_52_weeks"},
			[]string{"backlog", "forecast"},
		},
		{"flow", "What came in and what ended", "flow", []string{"net_change"}, []string{"flow"}},
		{"time_to_plan", "How long a request takes", "time-to-plan", []string{"median_weeks"}, []string{"time_to_plan", "timeliness"}},
		{"requests", "Requests and decisions", "", []string{"received", "pc_not_assessed"}, []string{"requests"}},
		{"breakdowns", "By area, need and other groups", "", nil, []string{"falling_due", "timeliness", "backlog"}},
		{"guards", "Could something else explain it?", "", nil, []string{"integrity"}},
	}
}
