package actionplan_test

import (
	"testing"

	"ehcp/pipeline/actionplan"
)

// TestStageTimes says at which stage late plans ran over most, and in the
// restricted update alone.
func TestStageTimes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ request, assessment, issue, want string }{
		{
			"3.0", "0.7", "4.7", "In Jan to Mar 2024 late plans ran over most from the decision to issue to the plan: as a mean of those issued over 20 weeks " +
				"whose stages are known (3 of 1,234), 4.7 weeks beyond 4 from the decision to issue to the plan, 3.0 weeks beyond 6 before the decision to " +
				"assess and 0.7 weeks beyond 10 in assessment.",
		},
		{
			"3.0", "12.0", "12.0", "In Jan to Mar 2024 late plans ran over most at no one stage: as a mean of those issued over 20 weeks whose stages are known " +
				"(3 of 1,234), 12.0 weeks beyond 10 in assessment, 12.0 weeks beyond 4 from the decision to issue to the plan and 3.0 weeks beyond 6 before " +
				"the decision to assess.",
		},
		{"", "", "", ""},
	} {
		f := facts()
		row := actionplan.Row{
			"stages_known": "3", "plans_over_20_weeks": "1234", "mean_weeks_over_request": c.request, "mean_weeks_over_assessment": c.assessment,
			"mean_weeks_over_issue": c.issue, "advice_known": "4", "waited_for_advice": "2", "pc_waited_for_advice": "50.0",
			"mean_weeks_waiting_for_advice": "5.8",
		}
		for column, cell := range f.Tables["falling_due"][0] {
			if row[column] == "" {
				row[column] = cell
			}
		}
		f.Tables["stage_times"], f.Restricted = []actionplan.Row{row}, true
		f.Unsupported = []actionplan.Unsupported{{Measure: "stage_times: the stages of late plans", Columns: []string{"assessment_outcome_date"}}}
		s := section(t, actionplan.Make(f), "stage-times")
		if s.Lead != c.want {
			t.Errorf("it leads with %q\nwant %q", s.Lead, c.want)
		}
		waited := "In Jan to Mar 2024, 2 of the 4 plans issued over 20 weeks whose advice is known (50.0%) waited for advice that was overdue, for 5.8 weeks as a mean."
		if s.Items[0].Text != waited {
			t.Errorf("of advice it says %q", s.Items[0].Text)
		}
		if missing := "A sentence is not available: it needs assessment_outcome_date, which no extract has."; c.want == "" && s.Missing[0] != missing {
			t.Errorf("it says %q", s.Missing)
		}
		f.Restricted = false
		for _, s := range actionplan.Make(f).Sections {
			if s.ID == "stage-times" {
				t.Error("it is in the public update")
			}
		}
	}
}
