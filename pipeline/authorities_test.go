package pipeline_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSeveralAuthorities has rows for each authority and adds nothing across.
func TestSeveralAuthorities(t *testing.T) {
	t.Parallel()
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{
			{"case_id": "1", "authority_code": "E10000016", "received_date": "2024-01-01", "plan_issued_date": "2024-04-01"},
			{"case_id": "2", "authority_code": "886", "received_date": "2024-01-01", "plan_issued_date": "2024-12-01"},
			{"case_id": "1", "authority_code": "838", "received_date": "2024-01-01", "plan_issued_date": "2024-05-01"},
			{"case_id": "3", "authority_code": "E06000059", "received_date": "2024-06-01"},
			{"case_id": "4", "authority_code": "E99999999", "received_date": "2024-06-01"},
		})}, asAt: "2024-12-31", completeFrom: "2024-01-01",
	})
	got := distinct(where(run.table(t, "timeliness"), year("2024")), "authority_code", "authority_name", "plans_issued",
		"within_20_weeks")
	want := []string{"E06000059,Dorset,1,1", "E10000016,Kent,2,1", "E99999999,,0,0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("plans of 2024 (-want +got):\n%s", diff)
	}
	got = distinct(where(run.table(t, "backlog"), record{"as_at": "2024-12-31", "breakdown_topic": "All"}),
		"authority_code", "open")
	if diff := cmp.Diff([]string{"E06000059,1", "E10000016,0", "E99999999,1"}, got); diff != "" {
		t.Errorf("open (-want +got):\n%s", diff)
	}
	got = distinct(run.table(t, "dfe_timeliness_20_week"), "new_la_code", "old_la_code", "la_name", "region_code",
		"region_name", "plans_issued_den")
	want = []string{
		"E06000059,838,Dorset,E12000009,South West,1", "E10000016,886,Kent,E12000008,South East,2", "E99999999,x,,x,x,0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("DfE's table (-want +got):\n%s", diff)
	}
	issues := where(run.quality(t, "issues"), record{"rule": "authority_unknown"})
	if len(issues) != 1 || issues[0]["value"] != "E99999999" {
		t.Errorf("unknown authorities: got %v, want E99999999", issues)
	}
}

// TestAuthorityFromCouncil has cases without an authority: the configured
// council is meant, by either code, and nothing when there is none.
func TestAuthorityFromCouncil(t *testing.T) {
	t.Parallel()
	rows := []record{
		{"case_id": "1", "received_date": "2024-01-01", "plan_issued_date": "2024-04-01"},
		{"case_id": "2", "received_date": "2024-01-01", "authority_code": "838", "plan_issued_date": "2024-04-01"},
	}
	for _, c := range []struct {
		name, settings string
		rows           []record
		want           []string
	}{
		{
			"nine characters", "council: {code: E10000016, name: Sample county}\n", rows,
			[]string{"E06000059,Dorset,1", "E10000016,Sample county,1"},
		},
		{"three digits", "council: {code: \"886\", name: Sample county}\n", rows, []string{
			"E06000059,Dorset,1",
			"E10000016,Sample county,1",
		}},
		{"no name", "council: {code: E10000016}\n", rows[:1], []string{"E10000016,Kent,1"}},
		{"none", "", rows[:1], []string{",,1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			run := publish(t, job{
				files: []string{writeCSV(t, t.TempDir(), "cases.csv", c.rows)}, asAt: "2024-12-31", completeFrom: "2024-01-01",
				settings: c.settings,
			})
			got := distinct(where(run.table(t, "timeliness"), year("2024")), "authority_code", "authority_name", "plans_issued")
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("plans of 2024 (-want +got):\n%s", diff)
			}
		})
	}
}
