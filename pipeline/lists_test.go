package pipeline_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ehcp/pipeline"
)

// adviceFiles are two cases and the advice for them, as at 30 June 2024.
func adviceFiles(t *testing.T) []string {
	t.Helper()
	folder := t.TempDir()
	return []string{
		writeFile(t, folder, "cases_2024-06-30.csv", "case_id,received_date,area,plan_issued_date\n"+
			"a,2024-01-02,North,\nb,2024-01-02,South,\n"),
		writeFile(t, folder, "advice_2024-06-30.csv", `case_id,advice_type,provider,requested_date,received_date,response,exception
a,ep,P,2024-01-10,2024-02-21,advice,0
a,health,P,2024-01-10,2024-02-22,not_known,0
a,social care,P,2024-01-10,2024-01-20,Not-known,0
b,ep,P,2024-02-01,,,1
b,health,P,2024-05-19,,,0
b,social_care,P,2024-06-10,2024-06-20,advice,0
z,ep,P,2024-03-01,2024-03-05,existing_report,0
a,ep,P,2024-01-10,2024-02-21,advice,0
a,ep,P,2024-02-30,,,0
`),
	}
}

// TestAdvice counts advice by hand: by six weeks, with and without answers of not
// known and exceptions, and what is outstanding at the ends of months.
func TestAdvice(t *testing.T) {
	t.Parallel()
	run := publish(t, job{
		files: adviceFiles(t), completeFrom: "2024-01-01",
		settings: "council: {code: E10000016}\nbreakdowns: {public: [All, Area], restricted: []}\n",
	})
	counts := []string{
		"requested", "fell_due", "received_in_6_weeks", "received_over_6_weeks", "not_received", "fell_due_known",
		"received_in_6_weeks_known", "fell_due_excl", "received_in_6_weeks_excl", "pc_received_in_6_weeks", "pc_received_in_6_weeks_known",
		"pc_received_in_6_weeks_excl", "pc_received_in_6_weeks_low", "pc_received_in_6_weeks_high",
	}
	for _, c := range []struct{ period, topic, value, want string }{
		{"Jan to Mar 2024", "All", "All", "5,4,2,1,1,2,1,3,2,50.0,50.0,66.7,15.0,85.0"},
		{"Apr to Jun 2024", "All", "All", "2,2,1,0,1,2,1,2,1,50.0,50.0,50.0,9.5,90.5"},
		{"Jan to Mar 2024", "Area", "North", "3,3,2,1,0,1,1,3,2,66.7,100.0,66.7,20.8,93.9"},
		{"Jan to Mar 2024", "Area", "South", "1,1,0,0,1,1,0,0,0,0.0,0.0,,0.0,79.3"},
		{"Jan to Mar 2024", "Area", "Not recorded", "1,0,0,0,0,0,0,0,0,,,,,"},
		{"Jan to Mar 2024", "Advice type", "Educational psychology", "3,2,1,0,1,2,1,1,1,50.0,50.0,100.0,9.5,90.5"},
		{"Jan to Mar 2024", "Advice type", "Social care", "1,1,1,0,0,0,0,1,1,100.0,,100.0,20.7,100.0"},
	} {
		row := one(t, run.table(t, "advice"), record{
			"period_type": "three_months", "period": c.period, "breakdown_topic": c.topic, "breakdown": c.value,
		})
		if got := row.pick(counts...); got != c.want {
			t.Errorf("%s, %s %s:\n got %s\nwant %s", c.period, c.topic, c.value, got, c.want)
		}
	}
	for day, want := range map[string]string{
		"2024-01-31": "2,2,0,0,0", "2024-02-29": "1,1,0,0,0", "2024-03-31": "1,0,1,1,0", "2024-06-30": "2,1,1,0,1",
	} {
		row := one(t, run.table(t, "advice_outstanding"), record{"as_at": day, "breakdown_topic": "All"})
		if got := row.pick("outstanding", "not_overdue", "overdue", "overdue_to_6_weeks", "overdue_over_6_weeks"); got != want {
			t.Errorf("outstanding on %s is %s, want %s", day, got, want)
		}
	}
	in := run.Manifest.Inputs[1]
	if got := fmt.Sprint(in.Kind, in.RowsRead, in.Staged, in.Rejected, in.Repeats, in.Superseded); got != "advice9 7 1 1 0" {
		t.Errorf("the rows of advice are %s", got)
	}
	reject := one(t, run.quality(t, "rejects"), record{"file": "advice_2024-06-30.csv"})
	if got := reject.pick("rule", "row", "column", "value"); got != "date_unreadable,10,requested_date,2024-02-30" {
		t.Errorf("rejected is %s", got)
	}
	query := one(t, run.quality(t, "issues"), record{"file": "advice_2024-06-30.csv"})
	if got := query.pick("rule", "row", "column", "value"); got != "case_unknown,8,case_id," {
		t.Errorf("asked about is %s", got)
	}
}

// TestListsAreKept makes a run again from the store once its extracts are gone, and
// takes a list that has not changed from there in the next run.
func TestListsAreKept(t *testing.T) {
	t.Parallel()
	files := adviceFiles(t)
	j := job{files: files, completeFrom: "2024-01-01", settings: "council: {code: E10000016}\n", folder: t.TempDir()}
	o := j.options(t)
	first, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Dir(files[0]), "cases_2024-06-30.csv", "case_id,received_date,area,plan_issued_date\n"+
		"a,2024-01-02,North,\nb,2024-01-02,South,\nc,2024-01-02,South,\n")
	second, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	stored := func(r *pipeline.Result) string { return r.Manifest.Inputs[1].Stored }
	if stored(first) == "" || stored(first) != stored(second) {
		t.Errorf("the advice is kept as %q, then as %q", stored(first), stored(second))
	}
	before, after := published{first}.table(t, "advice"), published{second}.table(t, "advice")
	if !slices.EqualFunc(before, after, func(a, b record) bool { return maps.Equal(a, b) }) {
		t.Error("the same advice gives another table when it is taken from the store")
	}
	for _, file := range files {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	for _, run := range []*pipeline.Result{first, second} {
		if made, err := pipeline.Replay(t.Context(), o, run.RunID); err != nil || len(made.Differ) > 0 {
			t.Errorf("made again: %v, %v", made, err)
		}
	}
}

// TestCaseload follows four plans by hand: on the first and last days of periods, and
// one that ceases on the day it begins.
func TestCaseload(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run := publish(t, job{
		files: []string{
			writeFile(t, folder, "cases_2024-06-30.csv", "case_id,received_date,plan_issued_date\na,2024-01-02,\n"),
			writeFile(t, folder, "plans_2024-06-30.csv", `plan_id,start_date,cease_date,cease_reason,age_group,moved_in
p,2020-05-01,2024-04-01,Moved,20 to 25,0
q,2024-01-01,,,5 to 10,0
r,2024-03-31,2024-06-30,Moved,5 to 10,1
s,2024-05-05,2024-05-05,Deceased,5 to 10,0
u,2024-02-01,2024-01-31,,5 to 10,0
`),
		},
		completeFrom: "2024-01-01", settings: "council: {code: E10000016}\nbreakdowns: {public: [All], restricted: [Age group]}\n",
	})
	for _, c := range []struct{ kind, period, topic, value, want string }{
		{"three_months", "Jan to Mar 2024", "All", "All", "1,2,1,1,0,3"},
		{"three_months", "Apr to Jun 2024", "All", "All", "3,1,1,0,3,1"},
		{"month", "Apr 2024", "All", "All", "3,0,0,0,1,2"},
		{"month", "Jun 2024", "All", "All", "2,0,0,0,1,1"},
		{"three_months", "Apr to Jun 2024", "Age group", "20 to 25", "1,0,0,0,1,0"},
		{"three_months", "Apr to Jun 2024", "Age group", "5 to 10", "2,1,1,0,2,1"},
		{"three_months", "Apr to Jun 2024", "Reason ceased", "Moved", "2,0,0,0,2,0"},
	} {
		row := one(t, run.table(t, "caseload"), record{"period_type": c.kind, "period": c.period, "breakdown_topic": c.topic, "breakdown": c.value})
		if got := row.pick("opening", "entered", "new", "moved_in", "ceased", "closing"); got != c.want {
			t.Errorf("%s, %s %s is %s, want %s", c.period, c.topic, c.value, got, c.want)
		}
	}
	if reject := one(t, run.quality(t, "rejects"), record{"file": "plans_2024-06-30.csv"}); reject["rule"] != "plan_ceased_before_start" {
		t.Errorf("rejected is %v", reject)
	}
}

// TestCaseloadOfFew leaves months in which few plans ceased out of the public table:
// the number follows from the others, which are never hidden.
func TestCaseloadOfFew(t *testing.T) {
	t.Parallel()
	plans := "plan_id,start_date,cease_date,moved_in\n"
	for i := range 90 {
		ceased := ""
		if i < 30 && i%6 != 0 { // 25, of which 2 in the first month
			ceased = fmt.Sprintf("2024-0%d-15", 2+i/15)
		} else if i < 12 {
			ceased = "2024-01-20"
		}
		plans += fmt.Sprintf("p%d,2023-06-01,%s,0\n", i, ceased)
	}
	for i := range 36 {
		plans += fmt.Sprintf("n%d,2024-0%d-10,,%d\n", i, 1+i/6, i%3/2)
	}
	folder := t.TempDir()
	run := publish(t, job{
		files: []string{
			writeFile(t, folder, "cases_2024-06-30.csv", "case_id,received_date,plan_issued_date\na,2024-01-02,\n"),
			writeFile(t, folder, "plans_2024-06-30.csv", plans),
		},
		completeFrom: "2024-01-01", settings: "council: {code: E10000016}\n", public: true,
	})
	if few := one(t, run.table(t, "caseload"), record{"period": "Jan 2024", "breakdown_topic": "All"}); few["ceased"] != "2" {
		t.Fatalf("in January %s plans ceased, want 2", few["ceased"])
	}
	public := run.publicTable(t, "caseload")
	if rows := where(public, record{"period_type": "month"}); len(rows) > 0 {
		t.Errorf("the public has %d months, of which one gives 2 away", len(rows))
	}
	row := one(t, public, record{"period": "Jan to Mar 2024"})
	if got := row.pick("opening", "entered", "ceased", "closing"); got != "90,18,27,81" {
		t.Errorf("the increment is %s", got)
	}
}

// TestPlanQuality counts audits by hand: by their day and by that of the plan.
func TestPlanQuality(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run := publish(t, job{
		files: []string{
			writeFile(t, folder, "cases_2024-06-30.csv", "case_id,received_date,plan_issued_date\na,2024-01-02,\n"),
			writeFile(t, folder, "plan_audits_2024-06-30.csv", `plan_id,audit_date,audit_type,grade,moderated_grade,plan_issued_date
p,2024-01-10,Single,Good,,2023-12-01
q,2024-03-31,Single,Requires improvement,good,2024-02-01
r,2024-04-01,Multi,Inadequate,inadequate,2024-02-02
s,2024-06-01,Multi,Outstanding,requires improvement,2024-05-01
t,2024-06-02,Multi,Fine,,2024-05-01
`),
		},
		completeFrom: "2024-01-01", settings: "council: {code: E10000016}\n",
	})
	for _, c := range []struct{ period, topic, value, want string }{
		{"Jan to Mar 2024", "All", "All", "2,0,1,1,0,1,50.0,9.5,90.5,1,1,100.0,2,1,50.0"},
		{"Apr to Jun 2024", "All", "All", "2,1,0,0,1,1,50.0,9.5,90.5,2,0,0.0,1,0,0.0"},
		{"Apr to Jun 2024", "Audit type", "Multi", "2,1,0,0,1,1,50.0,9.5,90.5,2,0,0.0,1,0,0.0"},
		{"Apr to Jun 2024", "Audit type", "Single", "0,0,0,0,0,0,,,,0,0,,0,0,"},
	} {
		row := one(t, run.table(t, "plan_quality"), record{"period": c.period, "period_type": "three_months", "breakdown_topic": c.topic, "breakdown": c.value})
		if got := row.pick("audited", "outstanding", "good", "requires_improvement", "inadequate", "good_or_better", "pc_good_or_better",
			"pc_good_or_better_low", "pc_good_or_better_high", "moderated", "moderated_good_or_better", "pc_moderated_good_or_better",
			"issued_audited", "issued_good_or_better", "pc_issued_good_or_better"); got != c.want {
			t.Errorf("%s, %s %s is %s, want %s", c.period, c.topic, c.value, got, c.want)
		}
	}
}

// TestFeedback counts answers by hand, and who was invited once a question and month;
// the same answer given twice is two.
func TestFeedback(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run := publish(t, job{
		files: []string{
			writeFile(t, folder, "cases_2024-06-30.csv", "case_id,received_date,plan_issued_date\na,2024-01-02,\n"),
			writeFile(t, folder, "feedback_2024-06-30.csv", `response_date,question,respondent,positive,invited
2024-01-10,Heard?,Parent,yes,10
2024-01-10,Heard?,Parent,yes,10
2024-02-01,Heard?,Parent,no,6
2024-02-02,Timely?,Setting,0,4
2024-04-01,Heard?,Parent,1,
2024-05-01,Heard?,Parent,1,5
`),
		},
		completeFrom: "2024-01-01", settings: "council: {code: E10000016}\n",
	})
	for _, c := range []struct{ kind, period, topic, value, want string }{
		{"three_months", "Jan to Mar 2024", "All", "All", "4,2,50.0,15.0,85.0,20,20.0"},
		{"three_months", "Jan to Mar 2024", "Question", "Heard?", "3,2,66.7,20.8,93.9,16,18.8"},
		{"three_months", "Jan to Mar 2024", "Respondent", "Parent", "3,2,66.7,20.8,93.9,,"},
		{"three_months", "Apr to Jun 2024", "All", "All", "2,2,100.0,34.2,100.0,,"}, // of April it is not known
		{"month", "May 2024", "All", "All", "1,1,100.0,20.7,100.0,5,20.0"},
		{"month", "Mar 2024", "All", "All", "0,0,,,,,"},
	} {
		row := one(t, run.table(t, "feedback"), record{"period_type": c.kind, "period": c.period, "breakdown_topic": c.topic, "breakdown": c.value})
		if got := row.pick("answers", "positive", "pc_positive", "pc_positive_low", "pc_positive_high", "invited", "pc_answered"); got != c.want {
			t.Errorf("%s, %s %s is %s, want %s", c.period, c.topic, c.value, got, c.want)
		}
	}
}

// TestActions says where actions stand on 30 June 2024, whatever their status says.
func TestActions(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run := publish(t, job{
		files: []string{
			writeFile(t, folder, "cases_2024-06-30.csv", "case_id,received_date,plan_issued_date\na,2024-01-02,\n"),
			writeFile(t, folder, "actions_2024-06-30.csv", `action_id,letter_area,action,owner,due_date,revised_date,status,completed_date,measure
1,Timeliness,Recruit,Head,2024-06-30,,On track,,received
2,Timeliness,Train,Head,2024-03-31,2024-06-29,On track,,
3,Quality,Audit,Lead,2024-03-31,,Complete,2024-03-31,
4,Quality,Moderate,Lead,2024-03-31,,Complete,2024-04-01,
5,,=Tell,Lead,,,Not started,,
`),
		},
		completeFrom: "2024-01-01", settings: "council: {code: E10000016}\n",
	})
	for id, want := range map[string]string{
		"1": "Timeliness,Recruit,open,,received,0.0", "2": "Timeliness,Train,overdue,1,,", "3": "Quality,Audit,done,,,",
		"4": "Quality,Moderate,done_late,,,", "5": "Not recorded,'=Tell,undated,,,",
	} {
		row := one(t, run.table(t, "actions"), record{"action_id": id})
		if got := row.pick("letter_area", "action", "state", "days_overdue", "measure", "latest"); got != want {
			t.Errorf("action %s is %s, want %s", id, got, want)
		}
	}
}

// TestAppeals counts appeals by hand, by the day lodged and by the day ended.
func TestAppeals(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run := publish(t, job{
		files: []string{
			writeFile(t, folder, "cases_2024-06-30.csv", "case_id,received_date,area,plan_issued_date\na,2024-01-02,North,\n"),
			writeFile(t, folder, "appeals_2024-06-30.csv", `case_id,plan_id,lodged_date,type,outcome,outcome_date
a,,2024-03-31,Refusal,Upheld,2024-04-01
a,,2024-04-01,Refusal,,
,p,2024-02-01,Contents,Withdrawn,2024-06-30
,p,2023-12-31,Contents,Withdrawn,2024-03-31
`),
		},
		completeFrom: "2024-01-01", settings: "council: {code: E10000016}\nbreakdowns: {public: [All, Area], restricted: []}\n",
	})
	for _, c := range []struct{ period, topic, value, want string }{
		{"Jan to Mar 2024", "All", "All", "2,1"},
		{"Apr to Jun 2024", "All", "All", "1,2"},
		{"Apr to Jun 2024", "Area", "North", "1,1"},
		{"Jan to Mar 2024", "Appeal type", "Contents", "1,1"},
		{"Apr to Jun 2024", "Appeal outcome", "Withdrawn", "0,1"},
	} {
		row := one(t, run.table(t, "appeals"), record{"period": c.period, "period_type": "three_months", "breakdown_topic": c.topic, "breakdown": c.value})
		if got := row.pick("lodged", "ended"); got != c.want {
			t.Errorf("%s, %s %s is %s, want %s", c.period, c.topic, c.value, got, c.want)
		}
	}
}
