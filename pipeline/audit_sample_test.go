package pipeline_test

import (
	"fmt"
	"strings"
	"testing"
)

// auditedPlans are 40 plans open at the end of 2024, 20 of the North (n01 to n20) and 20 of
// the South, half of each ASD; and one that ceased on that day. Whether they came in
// time is known of n01 to n10, which did, and s01 to s09, which did not: s10's case
// went to mediation. n20 begins on the last day; n19 stands in two rows.
func auditedPlans() (cases, plans string) {
	var c, p strings.Builder
	c.WriteString("case_id,person_id,received_date,plan_issued_date,request_mediation\n")
	p.WriteString("plan_id,person_id,start_date,cease_date,area,primary_need\n")
	for i := 1; i <= 20; i++ {
		for _, area := range []struct{ letter, name, received string }{{"n", "North", "2023-03-01"}, {"s", "South", "2022-10-01"}} {
			id, need, start, person := fmt.Sprintf("%s%02d", area.letter, i), "ASD", "2023-06-01", ""
			if i%2 == 0 {
				need = "SEMH"
			}
			if i <= 10 {
				person = "person " + id
				fmt.Fprintf(&c, "%s,%s,%s,%s,%t\n", id, person, area.received, start, id == "s10")
			}
			switch id {
			case "n19":
				fmt.Fprintf(&p, "n19,,2023-05-01,,South,SEMH\n")
			case "n20":
				start = "2024-12-31"
			}
			fmt.Fprintf(&p, "%s,%s,%s,,%s,%s\n", id, person, start, area.name, need)
		}
	}
	p.WriteString("gone,,2023-06-01,2024-12-31,South,ASD\n")
	return c.String(), p.String()
}

// TestAuditSample holds ten audited plans of the North, five of them ASD, against 40.
// By area: 10 and 0 where 5 and 5 are expected, so that chi-squared is 10, and by the
// correction 10 / (30/39) = 13 on 1 degree of freedom (p 0.00031); by Fisher's test
// 2 x 184,756 of 847,660,528 samples are as far off (0.00044, twice 0.00087). By
// timeliness, 10 and 9 plans, fewer than 5 are expected of the late ones, and
// 1 of 92,378 samples is as far off.
func TestAuditSample(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	cases, plans := auditedPlans()
	audits := "plan_id,audit_date,grade\nn01,2024-12-31,Good\nn01,2024-02-01,Good\nn02,2024-01-01,Good\ns01,2023-12-31,Good\n" +
		"gone,2024-05-01,Good\ngone,2024-06-01,Good\nunheard,2024-05-01,Good\n"
	for i := 3; i <= 10; i++ {
		audits += fmt.Sprintf("n%02d,2024-11-01,Good\n", i)
	}
	run := publish(t, job{
		files: []string{
			writeFile(t, folder, "cases_2024-12-31.csv", cases), writeFile(t, folder, "plans_2024-12-31.csv", plans),
			writeFile(t, folder, "plan_audits_2024-12-31.csv", audits),
		},
		completeFrom: "2023-01-01", public: true,
		settings: "council: {code: E10000016}\nbreakdowns: {public: [All, Area, Primary need], restricted: []}\n",
	})
	table := run.table(t, "audit_sample")
	if got := table[0]["as_at"]; got != "2023-12-31" {
		t.Errorf("the first date is %s: no earlier one has twelve months behind it", got)
	}
	for _, c := range []struct{ day, topic, value, want string }{
		{"2023-12-31", "All", "All", "40,1,0,0,100.0,100.0,,,,,,,,98.0,29,37"},
		{"2023-12-31", "Area", "South", "21,1,,,52.5,100.0,134.5,100.0,perhaps_over,134.5,100.0,100.0,false,98.0,18,20"},
		{"2024-09-30", "All", "All", "40,4,0,1,100.0,100.0,,,,,,,,47.1,29,37"},
		{"2024-12-31", "All", "All", "40,10,1,1,100.0,100.0,,,,,,,,27.2,29,37"},
		{"2024-12-31", "Area", "North", "20,10,,,50.0,100.0,141.4,0.1,over,141.4,0.0,0.1,true,22.5,17,20"},
		{"2024-12-31", "Area", "South", "20,0,,,50.0,0.0,-141.4,0.1,under,141.4,0.0,0.1,true,,17,20"},
		{"2024-12-31", "Primary need", "SEMH", "20,5,,,50.0,50.0,0.0,100.0,alike,0.0,100.0,100.0,false,38.9,17,20"},
		{"2024-12-31", "Timeliness", "Within 20 weeks", "10,10,,,52.6,100.0,134.2,0.0,over,134.2,0.0,0.0,true,0.0,10,10"},
		{"2024-12-31", "Timeliness", "Over 20 weeks", "9,0,,,47.4,0.0,-134.2,0.0,under,134.2,0.0,0.0,true,,9,9"},
		{"2024-12-31", "Timeliness", "Not known", "21,0,,,,,,,,,,,,,18,20"},
	} {
		row := one(t, table, record{"as_at": c.day, "breakdown_topic": c.topic, "breakdown": c.value})
		if got := row.pick("plans", "audited", "audited_not_open", "audited_not_listed", "pc_of_plans", "pc_of_audited",
			"standardised_difference", "pc_chance_adjusted", "represented", "topic_standardised_difference", "pc_topic_chance",
			"pc_topic_chance_adjusted", "topic_differs", "either_side", "needed_10_points", "needed_5_points"); got != c.want {
			t.Errorf("%s, %s %s is\n%s, want\n%s", c.day, c.topic, c.value, got, c.want)
		}
	}
	if got := len(where(run.table(t, "figures"), record{"table": "audit_sample"})); got == 0 {
		t.Error("the restricted figures have none of it")
	}
	if got := len(where(run.publicTable(t, "figures"), record{"table": "audit_sample"})); got != 0 {
		t.Errorf("the public figures have %d of it", got)
	}
}

// TestAuditSampleOfSeveral has nothing of an authority of which no audit was read:
// that there was none would be a guess. Of a case of another authority nothing is
// taken for the time to a plan.
func TestAuditSampleOfSeveral(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run := publish(t, job{
		files: []string{
			writeFile(t, folder, "cases_2024-12-31.csv", "case_id,person_id,authority_code,received_date,plan_issued_date\n"+
				"a,p,E10000016,2023-03-01,\nb,p,E10000014,2023-03-01,2023-06-01\n"),
			writeFile(t, folder, "plans_2024-12-31.csv", "plan_id,person_id,authority_code,start_date\n"+
				"x,p,E10000016,2023-06-01\ny,p,E10000014,2023-06-01\n"),
			writeFile(t, folder, "plan_audits_2024-12-31.csv", "plan_id,authority_code,audit_date,grade\nx,E10000016,2024-06-01,Good\n"),
		},
		completeFrom: "2023-01-01",
	})
	table := run.table(t, "audit_sample")
	if got := where(table, record{"authority_code": "E10000014"}); len(got) > 0 {
		t.Errorf("the authority without audits has %d rows", len(got))
	}
	row := one(t, table, record{"as_at": "2024-12-31", "breakdown_topic": "Timeliness"})
	if got := row.pick("breakdown", "plans", "audited"); got != "Not known,1,1" {
		t.Errorf("by timeliness it is %s", got)
	}
}
