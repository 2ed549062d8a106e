package pipeline_test

import (
	"slices"
	"strings"
	"testing"
)

// TestBareRequestsAreNoBacklog reads requests without a column that says how
// any of them ended: all would look open.
func TestBareRequestsAreNoBacklog(t *testing.T) {
	t.Parallel()
	rows := []record{{"case_id": "1", "received_date": "2024-01-01"}, {"case_id": "2", "received_date": "2024-02-01"}}
	path := writeCSV(t, t.TempDir(), "cases.csv", rows)
	run := publish(t, job{files: []string{path}, asAt: "2024-12-31"})
	for _, table := range []string{"backlog", "flow"} {
		if rows := run.table(t, table); len(rows) > 0 {
			t.Errorf("%s has %d rows, want none", table, len(rows))
		}
	}
	for _, line := range run.Headlines {
		if strings.HasPrefix(line.Label, "open over") && line.Latest != "not available" {
			t.Errorf("%s: %s, want not available", line.Label, line.Latest)
		}
	}
	for _, s := range run.Manifest.Supports {
		if strings.HasPrefix(s.Measure, "backlog and flow") && len(s.Missing) == 0 {
			t.Error("backlog and flow miss nothing")
		}
	}
}

// TestPlansAloneAreSaid publishes the backlog of an extract that does not tell
// refusals, and says what that does to it.
func TestPlansAloneAreSaid(t *testing.T) {
	t.Parallel()
	for column, want := range map[string]bool{
		"area": true, "request_outcome": false, "assessment_outcome": false, "closed_date": false, "closed_reason": false,
	} {
		path := writeCSV(t, t.TempDir(), "cases.csv", []record{{"case_id": "1", "received_date": "2024-01-01", "plan_issued_date": "2024-05-01"}}, column)
		run := publish(t, job{files: []string{path}, asAt: "2024-12-31"})
		if len(run.table(t, "backlog")) == 0 {
			t.Errorf("with %s there is no backlog", column)
		}
		said := slices.ContainsFunc(run.Manifest.Warnings, func(note string) bool { return strings.Contains(note, "all count as open") })
		if said != want {
			t.Errorf("with %s: said that refusals count as open is %v, want %v", column, said, want)
		}
	}
}
