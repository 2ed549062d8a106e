package pipeline_test

import (
	"fmt"
	"slices"
	"testing"
)

// TestListsAgain reads what a council exports every month into one folder: a review
// that was still to be held when it was exported first is not another one once it
// was held, and an answer that stands in both exports is one, while two alike in
// one export are two.
func TestListsAgain(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := func(name, text string) string { return writeFile(t, folder, name, text) }
	run := publish(t, job{
		files: []string{
			file("cases_2024-06-30.csv", "case_id,received_date,plan_issued_date\na,2024-01-02,\n"),
			file("annual_reviews_2024-05-31.csv", `plan_id,review_due_date,last_decision_date,meeting_date,decision_date
p,2024-05-10,,,
q,,2023-03-01,2024-02-20,
r,,2023-04-01,,
s,2024-05-20,,,
`),
			file("annual_reviews_2024-06-30.csv", `plan_id,review_due_date,last_decision_date,meeting_date,decision_date
p,2024-05-10,,2024-05-15,
q,,2023-03-01,2024-02-20,2024-03-10
q,,2024-03-10,,
r,,2023-04-01,2024-06-10,
`),
			file("feedback_2024-05-31.csv", `response_date,question,respondent,positive,invited
2024-04-02,Heard?,Parent,1,9
2024-04-02,Heard?,Parent,1,9
2024-04-02,Heard?,,0,9
`),
			file("feedback_2024-06-30.csv", `response_date,question,respondent,positive,invited
2024-04-02,Heard?,Parent,1,10
2024-04-02,Heard?,Parent,1,10
2024-04-02,Heard?,,0,9
2024-04-02,Heard?,,0,9
2024-06-03,Heard?,Parent,1,9
`),
		},
		completeFrom: "2024-01-01", settings: "council: {code: E10000016}\n",
	})
	reviews := one(t, run.table(t, "annual_reviews"), record{"period": "Apr to Jun 2024", "breakdown_topic": "All"})
	if got := reviews.pick("fell_due", "held_by_due_day", "meetings"); got != "3,0,2" {
		t.Errorf("reviews due from April are %s, want those of p, r and s", got)
	}
	left := one(t, run.table(t, "annual_reviews_outstanding"), record{"as_at": "2024-06-30", "breakdown_topic": "All"})
	if got := left.pick("outstanding", "no_meeting"); got != "," {
		t.Errorf("outstanding is %s without a column of decisions", got)
	}
	answers := one(t, run.table(t, "feedback"), record{"period": "Apr to Jun 2024", "breakdown_topic": "All"})
	if got := answers.pick("answers", "positive"); got != "5,3" {
		t.Errorf("answers are %s, want 5,3", got)
	}
	var counts string
	for _, in := range run.Manifest.Inputs[1:] {
		counts += fmt.Sprintln(in.RowsRead, in.Staged, in.Rejected, in.Repeats, in.Superseded)
	}
	if want := "4 1 0 0 3\n4 4 0 0 0\n3 0 0 1 2\n5 5 0 0 0\n"; counts != want {
		t.Errorf("rows read, staged, rejected, repeats and superseded are\n%swant\n%s", counts, want)
	}
}

// TestDueFarAhead: what is due in a year that nobody lives to see would never fall
// due.
func TestDueFarAhead(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run := publish(t, job{
		files: []string{
			writeFile(t, folder, "cases_2024-06-30.csv", "case_id,received_date,plan_issued_date\na,2024-01-02,\n"),
			writeFile(t, folder, "annual_reviews_2024-06-30.csv", "plan_id,review_due_date,meeting_date\n"+
				"p,2024-05-10,\nq,3024-05-10,\nr,9999-12-31,\ns,infinity,\nt,2044-06-30,\n"),
		},
		settings: "council: {code: E10000016}\ngates: {rejected_share: 1}\n", unpublished: true,
	})
	var rows string
	for _, reject := range run.quality(t, "rejects") {
		rows += reject.pick("rule", "row", "column") + "\n"
	}
	if want := "date_implausible,3,review_due_date\ndate_implausible,4,review_due_date\ndate_implausible,5,review_due_date\n"; rows != want {
		t.Errorf("rejected are\n%swant\n%s", rows, want)
	}
}

// TestInvitedTellsOfAnswers: of fewer than five who were invited fewer than five have
// answered, so that the public sees neither, whether counts are hidden or rounded.
func TestInvitedTellsOfAnswers(t *testing.T) {
	t.Parallel()
	for method, want := range map[string][]string{
		"suppress": {"c,c", "c,c", "12,34"}, "round": {"5,c", "10,30", "10,34"},
	} {
		folder, answers := t.TempDir(), "response_date,question,positive,invited\n"
		for range 3 {
			answers += "2024-04-02,Heard?,1,4\n"
		}
		for range 9 {
			answers += "2024-05-02,Heard?,1,30\n"
		}
		run := publish(t, job{
			files: []string{
				writeFile(t, folder, "cases_2024-06-30.csv", "case_id,received_date,plan_issued_date\na,2024-01-02,\n"),
				writeFile(t, folder, "feedback_2024-06-30.csv", answers),
			},
			completeFrom: "2024-01-01", public: true,
			settings: "council: {code: E10000016}\ndisclosure: {method: " + method + "}\n",
		})
		var got []string
		for _, period := range []string{"Apr 2024", "May 2024", "Apr to Jun 2024"} {
			month := one(t, run.publicTable(t, "feedback"), record{"period": period, "breakdown_topic": "All"})
			got = append(got, month.pick("answers", "invited"))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: answers and invited are %q, want %q", method, got, want)
		}
	}
}
