package pipeline_test

import "testing"

// reviewFiles are reviews on both sides of every limit, as at 30 June 2024. Each
// plan is named for what it tries.
func reviewFiles(t *testing.T, header, rows string) []string {
	t.Helper()
	folder := t.TempDir()
	return []string{
		writeFile(t, folder, "cases_2024-06-30.csv", "case_id,received_date,plan_issued_date\na,2023-01-02,2023-05-01\n"),
		writeFile(t, folder, "annual_reviews_2024-06-30.csv", header+"\n"+rows),
	}
}

const reviewHeader = "plan_id,area,plan_start_date,last_decision_date,review_due_date,meeting_date,decision_date,decision," +
	"final_amended_date,health_invited,health_attended,health_reported,parent_attended"

// Of 28 February 2023 twelve months end on 28 February 2024. 28 days after 10 January 2024 is 7 February, 84 days
// after it 3 April.
const reviewRows = `day_28_84,North,2020-01-01,2023-01-10,,2024-01-10,2024-02-07,amend,2024-04-03,1,0,,1
day_29_85,North,2020-01-01,2023-01-09,,2024-01-10,2024-02-08,amend,2024-04-04,0,0,1,1
from_plan,South,2023-02-28,,,2024-02-28,2024-03-01,maintain,,1,1,1,0
not_yet_due,South,2020-01-01,2023-07-01,,,,,,,,,
explicit,South,2020-01-01,2023-01-10,2024-03-31,2024-04-01,,,,,,,
never,South,2020-01-01,2022-06-30,,,,,,,,,
never_a_day_more,South,2020-01-01,2022-06-29,,,,,,,,,
never_a_day_less,,2020-01-01,2022-07-01,,,,,,,,,
no_plan,North,2020-01-01,2023-04-06,,2024-04-06,2024-05-04,amend,,,,,
no_plan_84_today,North,2020-01-01,2023-04-07,,2024-04-07,2024-05-04,amend,,,,,
later_than_as_at,North,2020-01-01,2023-06-30,,2024-06-30,,,,1,1,1,1
`

// TestAnnualReviews counts reviews by hand, a day on either side of each limit.
func TestAnnualReviews(t *testing.T) {
	t.Parallel()
	run := publish(t, job{
		files: reviewFiles(t, reviewHeader, reviewRows), completeFrom: "2023-01-01",
		settings: "council: {code: E10000016}\nbreakdowns: {public: [All, Area], restricted: []}\n",
	})
	steps := []string{
		"fell_due", "held_by_due_day", "held_later", "not_held", "decisions_due", "decided_in_4_weeks", "decided_over_4_weeks", "not_decided",
		"amendments_due", "amended_in_12_weeks", "amended_over_12_weeks", "not_amended",
		"pc_held_by_due_day", "pc_decided_in_4_weeks", "pc_amended_in_12_weeks",
	}
	for _, c := range []struct{ period, topic, value, want string }{
		// Due 10 and 9 January, 28 February and 31 March; the last was held a day late.
		{"Jan to Mar 2024", "All", "All", "4,2,2,0,3,2,1,0,0,0,0,0,50.0,66.7,"},
		// Due 6, 7 April and 30 June. Decisions by 29 April (explicit), 4 and 5 May; amended plans by 3 April, twice, 29 and 30 June.
		{"Apr to Jun 2024", "All", "All", "3,3,0,0,3,2,0,1,4,1,1,2,100.0,66.7,25.0"},
		{"Apr to Jun 2023", "All", "All", "2,0,0,2,0,0,0,0,0,0,0,0,0.0,,"},
		{"Jul to Sep 2023", "Area", "Not recorded", "1,0,0,1,0,0,0,0,0,0,0,0,0.0,,"},
		{"Jan to Mar 2024", "Area", "North", "2,1,1,0,2,1,1,0,0,0,0,0,50.0,50.0,"},
	} {
		row := one(t, run.table(t, "annual_reviews"), record{
			"period_type": "three_months", "period": c.period, "breakdown_topic": c.topic, "breakdown": c.value,
		})
		if got := row.pick(steps...); got != c.want {
			t.Errorf("%s, %s %s:\n got %s\nwant %s", c.period, c.topic, c.value, got, c.want)
		}
	}
	row := one(t, run.table(t, "annual_reviews"), record{"period_type": "three_months", "period": "Jan to Mar 2024", "breakdown_topic": "All"})
	if got := row.pick("meetings", "health_invited", "health_not_invited", "health_invited_not_recorded", "health_attended", "health_not_attended",
		"health_attended_not_recorded", "health_reported", "health_not_reported", "health_reported_not_recorded", "parent_attended",
		"parent_not_attended", "parent_attended_not_recorded", "pc_health_attended", "pc_health_reported"); got != "3,2,1,0,1,2,0,2,0,1,2,1,0,33.3,100.0" {
		t.Errorf("who was at the meetings is %s", got)
	}
}

// TestAnnualReviewsOutstanding follows reviews by step and by how long they are
// overdue. never was due on 30 June 2023: it is overdue from 1 July on, by over
// three months from 1 October on, and by over twelve from 1 July 2024 on; the
// other two were due a day before and a day after.
func TestAnnualReviewsOutstanding(t *testing.T) {
	t.Parallel()
	run := publish(t, job{
		files: reviewFiles(t, reviewHeader, reviewRows), completeFrom: "2023-01-01",
		settings: "council: {code: E10000016}\nbreakdowns: {public: [All, Area], restricted: []}\n",
	})
	columns := []string{
		"outstanding", "no_meeting", "no_decision", "no_final_plan", "not_overdue", "overdue", "overdue_to_3_months", "overdue_over_3_to_6_months",
		"overdue_over_6_to_12_months", "overdue_over_12_months",
	}
	for day, want := range map[string]string{
		// Of a day more the twelve months ended the day before.
		"2023-06-30": "1,1,0,0,0,1,1,0,0,0",
		"2023-07-31": "3,3,0,0,0,3,3,0,0,0",
		// Three months of never end on 30 September.
		"2023-09-30": "3,3,0,0,0,3,2,1,0,0",
		"2023-10-31": "3,3,0,0,0,3,0,3,0,0",
		"2023-12-31": "3,3,0,0,0,3,0,1,2,0",
		// Both meetings of 10 January are not decided; the one that was held late is overdue.
		"2024-01-31": "5,3,2,0,1,4,1,0,3,0",
		"2024-02-29": "6,3,1,2,2,4,1,0,3,0",
		// explicit has no meeting until 1 April, and was due on this day.
		"2024-03-31": "5,3,0,2,1,4,1,0,3,0",
		// no_plan is overdue from 30 June on, and the other is not yet.
		"2024-06-30": "7,3,2,2,2,5,2,0,2,1",
	} {
		row := one(t, run.table(t, "annual_reviews_outstanding"), record{"as_at": day, "breakdown_topic": "All"})
		if got := row.pick(columns...); got != want {
			t.Errorf("outstanding on %s is %s, want %s", day, got, want)
		}
	}
	if rows := where(run.table(t, "annual_reviews_outstanding"), record{"as_at": "2024-06-30", "breakdown_topic": "Area", "breakdown": "South"}); len(rows) != 1 ||
		rows[0].pick("outstanding", "no_meeting", "no_decision") != "3,2,1" {
		t.Errorf("in the South there are %v", rows)
	}
}

// TestReviewsWithoutColumns shows nothing that rests on a column which no extract
// has, instead of counting every review as not done.
func TestReviewsWithoutColumns(t *testing.T) {
	t.Parallel()
	run := publish(t, job{
		files:        reviewFiles(t, "plan_id,review_due_date,meeting_date", "p,2024-01-10,2024-01-09\nq,2024-01-10,\n"),
		completeFrom: "2023-01-01", settings: "council: {code: E10000016}\n",
	})
	row := one(t, run.table(t, "annual_reviews"), record{"period_type": "three_months", "period": "Jan to Mar 2024"})
	if got := row.pick("fell_due", "not_held", "pc_held_by_due_day", "decisions_due", "not_decided", "pc_decided_in_4_weeks", "amendments_due",
		"pc_amended_in_12_weeks", "meetings", "health_invited", "parent_attended_not_recorded"); got != "2,1,50.0,,,,,,1,," {
		t.Errorf("without decisions there are %s", got)
	}
	if got := one(t, run.table(t, "annual_reviews_outstanding"), record{"as_at": "2024-06-30"})["outstanding"]; got != "" {
		t.Errorf("%s are outstanding, though nobody knows what was decided", got)
	}
}
