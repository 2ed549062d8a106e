package pipeline_test

import (
	"strings"
	"testing"
)

// latePlans are plans as at the end of 2024, and the advice for them. Of requests of
// 1 January day 42 is 12 February, day 112 is 22 April and day 140 is 20 May.
func latePlans(t *testing.T) []string {
	t.Helper()
	folder := t.TempDir()
	return []string{
		// a: 56 days, 84 and 42, of which 14 and 28 on either side of the draft.
		// b: no day of the decision to assess. c: 42, 71 and 71 days. d: day 140.
		// e: after mediation. g: refused in time and opened again on day 91, then
		// 70 and 70 days. h: its two decisions are in the wrong order.
		writeFile(t, folder, "cases_2024-12-31.csv", `case_id,area,received_date,request_outcome,request_outcome_date,reopened_date,`+
			`request_mediation,assessment_outcome,assessment_outcome_date,draft_plan_date,plan_issued_date
a,North,2024-01-01,Y,2024-02-26,,0,Y,2024-05-20,2024-06-03,2024-07-01
b,North,2024-01-01,Y,,,0,Y,2024-04-22,,2024-07-02
c,South,2024-01-01,Y,2024-02-12,,0,Y,2024-04-23,2024-07-03,2024-07-03
d,South,2024-02-12,Y,2024-03-20,,0,Y,2024-06-01,2024-06-05,2024-07-01
e,South,2024-01-01,Y,2024-02-26,,1,Y,2024-05-20,2024-06-03,2024-07-04
g,North,2024-01-01,N,2024-02-05,2024-04-01,0,Y,2024-06-10,,2024-08-19
h,North,2024-01-01,Y,2024-06-01,,0,Y,2024-05-01,,2024-07-05
`),
		// a: overdue from 12 April to 10 May. c: due on the day of the plan. g: asked
		// for before it was opened again. h: overdue from 13 May to the plan, beside
		// an answer of an unknown day.
		writeFile(t, folder, "advice_2024-12-31.csv", `case_id,advice_type,requested_date,received_date,response
a,ep,2024-03-01,2024-05-03,advice
a,health,2024-02-27,2024-04-09,advice
a,social_care,2024-03-05,2024-05-10,advice
b,ep,2024-03-01,2024-03-20,advice
c,ep,2024-05-22,,
d,ep,2024-03-01,,
e,ep,2024-03-01,,
g,ep,2024-01-15,,
h,ep,2024-03-01,,declined
h,health,2024-04-01,2024-08-01,advice
`),
	}
}

// TestStageTimes counts the stages of late plans by hand.
func TestStageTimes(t *testing.T) {
	t.Parallel()
	settings := "council: {code: E10000016}\nbreakdowns: {public: [All, Area], restricted: []}\n"
	files := latePlans(t)
	run := publish(t, job{files: files, completeFrom: "2024-01-01", settings: settings})
	columns := []string{
		"plans_over_20_weeks", "decided_over_6_weeks", "decision_undated", "assessed_over_16_weeks", "assessment_undated", "stages_known",
		"mean_weeks_request", "mean_weeks_assessment", "mean_weeks_issue", "mean_weeks_in_all",
		"pc_time_request", "pc_time_assessment", "pc_time_issue",
		"mean_weeks_over_request", "mean_weeks_over_assessment", "mean_weeks_over_issue",
		"drafts_known", "mean_weeks_drafting", "mean_weeks_draft_to_final",
		"advice_known", "waited_for_advice", "mean_weeks_waiting_for_advice", "pc_waited_for_advice",
	}
	for _, c := range []struct{ kind, period, value, want string }{
		// 189, 225 and 183 of 597 days; 63, 15 and 99 days beyond; 85 and 28 days
		// about the drafts of two; 81 days of waiting.
		{"three_months", "Jul to Sep 2024", "All", "5,3,1,4,0,3,9.0,10.7,8.7,28.4,31.7,37.7,30.7,3.0,0.7,4.7,2,6.1,2.0,4,2,5.8,50.0"},
		// 147, 154 and 112 of 413 days; 63, 14 and 56 days beyond.
		{"three_months", "Jul to Sep 2024", "North", "4,3,1,3,0,2,10.5,11.0,8.0,29.5,35.6,37.3,27.1,4.5,1.0,4.0,1,2.0,4.0,3,2,5.8,66.7"},
		{"three_months", "Jul to Sep 2024", "South", "1,0,0,1,0,1,6.0,10.1,10.1,26.3,22.8,38.6,38.6,0.0,0.1,6.1,1,10.1,0.0,1,0,,0.0"},
		{"month", "Aug 2024", "All", "1,1,0,1,0,1,13.0,10.0,10.0,33.0,39.4,30.3,30.3,7.0,0.0,6.0,0,,,0,0,,"},
		{"week", "Week of 19 Aug 2024", "All", "1,1,0,1,0,1,13.0,10.0,10.0,33.0,39.4,30.3,30.3,7.0,0.0,6.0,0,,,0,0,,"},
		{"three_months", "Apr to Jun 2024", "All", "0,0,0,0,0,0,,,,,,,,,,,0,,,0,0,,"},
	} {
		row := one(t, run.table(t, "stage_times"), record{"period_type": c.kind, "period": c.period, "breakdown": c.value})
		if got := row.pick(columns...); got != c.want {
			t.Errorf("%s, %s:\n got %s\nwant %s", c.period, c.value, got, c.want)
		}
	}
	alone := publish(t, job{files: files[:1], completeFrom: "2024-01-01", settings: settings})
	row := one(t, alone.table(t, "stage_times"), record{"period": "Jul to Sep 2024", "breakdown": "All"})
	if got := row.pick(columns[17:]...); got != "6.1,2.0,,,," {
		t.Errorf("without advice: %s", got)
	}
}

// TestSampleStageTimes holds the late plans of the sample against timeliness, and
// finds none of their figures in public.
func TestSampleStageTimes(t *testing.T) {
	t.Parallel()
	run := sampleRun(t)
	keys := []string{"period_type", "period_start", "breakdown_topic", "breakdown"}
	over := map[string]string{}
	for _, row := range run.table(t, "timeliness") {
		over[row.pick(keys...)] = row["over_20_weeks"]
	}
	for _, row := range run.table(t, "stage_times") {
		if row["plans_over_20_weeks"] != over[row.pick(keys...)] {
			t.Fatalf("%s: %s plans over 20 weeks, timeliness has %q", row.pick(keys...), row["plans_over_20_weeks"], over[row.pick(keys...)])
		}
		delete(over, row.pick(keys...))
	}
	if len(over) > 0 {
		t.Errorf("%d rows of timeliness are in no row of stage_times", len(over))
	}
	if found := glob(t, run.Folder+"/public/tables/stage_times*"); len(found) > 0 {
		t.Errorf("in public there is %v", found)
	}
	for profile, want := range map[string]bool{"public": false, "restricted": true} {
		page := readDocument(t, run, profile+"/action-plan-update.html")
		if strings.Contains(page, "Where the time of late plans goes") != want {
			t.Errorf("the %s update has late plans by stage: %t", profile, !want)
		}
	}
}
