package pipeline_test

import (
	"fmt"
	"strings"
	"testing"
)

// transferRun publishes moves to another phase as at 1 March 2024: of that year all
// but those from secondary to post-16 have fallen due.
func transferRun(t *testing.T, rows string) published {
	t.Helper()
	folder := t.TempDir()
	return publish(t, job{
		files: []string{
			writeFile(t, folder, "cases_2024-03-01.csv", "case_id,received_date,plan_issued_date\na,2023-01-02,2023-05-01\n"),
			writeFile(t, folder, "phase_transfers_2024-03-01.csv", "plan_id,transfer_type,transfer_year,due_date,final_plan_date,outcome,area\n"+rows),
		},
		completeFrom: "2023-01-01", public: true,
		settings: "council: {code: E10000016}\nbreakdowns: {public: [All, Area], restricted: []}\n",
	})
}

// TestPhaseTransfers counts moves by hand, on the due day and a day on either side.
func TestPhaseTransfers(t *testing.T) {
	t.Parallel()
	run := transferRun(t, `before,primary_to_secondary,2024,,2024-02-14,Named,North
on the day,primary_to_secondary,2024,,2024-02-15,Named,North
after,primary_to_secondary,2024,,2024-02-16,Named,South
never,Infant to junior,2024,,,,South
earlier day,infant_to_junior,2024,2024-02-14,2024-02-15,Named,
early,secondary_to_post_16,2024,,2024-02-01,Named,North
not yet,secondary_to_post_16,2024,,,,North
no day,post_16_to_post_16,2024,,2024-01-01,Named,North
given,post_16_to_post_16,2024,2024-03-01,2024-03-01,Named,North
on 31 March,secondary_to_post_16,2023,,2023-03-31,Named,North
on 1 April,secondary_to_post_16,2023,,2023-04-01,Named,North
next year,primary_to_secondary,2025,,2024-02-01,Named,North
`)
	columns := []string{
		"fell_due", "not_yet_due", "due_day_unknown", "finalised_by_due_day", "finalised_on_due_day", "finalised_later", "not_finalised",
		"pc_finalised_by_due_day", "pc_finalised_before_due_day", "is_complete",
	}
	for _, c := range []struct{ year, topic, value, want string }{
		{"2023", "All", "All", "2,0,0,1,1,1,0,50.0,0.0,true"},
		{"2024", "All", "All", "6,2,1,3,2,2,1,50.0,16.7,false"},
		{"2024", "Transfer type", "Primary to secondary", "3,0,0,2,1,1,0,66.7,33.3,false"},
		{"2024", "Transfer type", "Infant to junior", "2,0,0,0,0,1,1,0.0,0.0,false"},
		{"2024", "Transfer type", "Secondary to post-16", "0,2,0,0,0,0,0,,,false"},
		{"2024", "Transfer type", "Between post-16 settings", "1,0,1,1,1,0,0,100.0,0.0,false"},
		{"2024", "Area", "Not recorded", "1,0,0,0,0,1,0,0.0,0.0,false"},
		{"2024", "Outcome", "Not recorded", "1,1,0,0,0,0,1,0.0,0.0,false"},
	} {
		row := one(t, run.table(t, "phase_transfers"), record{
			"period_type": "calendar_year", "period": c.year, "breakdown_topic": c.topic, "breakdown": c.value,
		})
		if got := row.pick(columns...); got != c.want {
			t.Errorf("%s, %s %s:\n got %s\nwant %s", c.year, c.topic, c.value, got, c.want)
		}
	}
	for _, row := range run.table(t, "phase_transfers") {
		if row["period_type"] != "calendar_year" || row["period"] > "2024" {
			t.Errorf("there is a row of %s %s", row["period_type"], row["period"])
		}
	}
	if got := one(t, run.quality(t, "issues"), record{"rule": "transfer_due_missing"}).pick("row", "column"); got != "9,due_date" {
		t.Errorf("the due date is missing in %s", got)
	}
}

// TestPublicYearsAlone hides small counts in a table that has years alone, and not
// the table.
func TestPublicYearsAlone(t *testing.T) {
	t.Parallel()
	var rows strings.Builder
	add := func(kind, final string, plans int) {
		for i := range plans {
			fmt.Fprintf(&rows, "%s %s %d,%[1]s,2023,,%[2]s,,\n", kind, final, i)
		}
	}
	add("primary_to_secondary", "2023-02-14", 40)
	add("primary_to_secondary", "2023-02-16", 20)
	add("primary_to_secondary", "", 12)
	add("infant_to_junior", "2023-02-14", 30)
	add("infant_to_junior", "2023-02-16", 20)
	add("infant_to_junior", "", 2)
	run := transferRun(t, rows.String())
	counts := []string{"fell_due", "finalised_by_due_day", "finalised_on_due_day", "finalised_later", "not_finalised", "pc_finalised_by_due_day"}
	public := run.publicTable(t, "phase_transfers")
	if got := one(t, public, record{"period": "2023", "breakdown_topic": "All"}).pick(counts...); got != "124,70,0,40,14,56.5" {
		t.Errorf("all moves are %s", got)
	}
	for _, kind := range []string{"Primary to secondary", "Infant to junior"} {
		row := one(t, public, record{"period": "2023", "breakdown": kind})
		if got := row.pick("not_finalised", "finalised_on_due_day"); got != "c,0" || row["finalised_later"] != "20" {
			t.Errorf("%s: not finalised and on the day are %s, later %s", kind, got, row["finalised_later"])
		}
	}
}
