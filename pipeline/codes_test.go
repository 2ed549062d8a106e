package pipeline_test

import (
	"fmt"
	"testing"
)

// TestCodesAreFolded writes codes as people type them: with other capitals and
// with white space around them.
func TestCodesAreFolded(t *testing.T) {
	t.Parallel()
	nbsp := "\u00a0"
	run := publishRows(t, "2024-12-31",
		record{"case_id": "1", "received_date": "2024-01-01", "request_outcome": " y", "plan_issued_date": "2024-05-01", "entry_type": "New"},
		record{"case_id": "2", "received_date": "2024-01-01", "request_outcome": "n ", "request_outcome_date": "2024-03-01", "entry_type": "NEW "},
		record{"case_id": "3", "received_date": "2024-01-01", "closed_date": "2024-05-01", "closed_reason": "Withdrawn" + nbsp, "request_source": " 2"},
		record{"case_id": "4", "received_date": "2024-01-01", "closed_date": "2024-05-01", "closed_reason": "Moved_Out", "awaiting": "EP\t"},
		record{"case_id": "5", "received_date": "2024-01-01", "week20_exception": "Y ", "plan_issued_date": "2024-12-01", "request_mediation": " yes"},
	)
	if found := append(run.quality(t, "rejects"), where(run.quality(t, "issues"), record{"rule": "code_unknown"})...); len(found) > 0 {
		t.Errorf("found %v", found)
	}
	flow := one(t, run.table(t, "flow"), record{"period_type": "calendar_year", "period": "2024", "weeks_open_band": "All"})
	if got := flow.pick("plans_issued", "not_assessed", "withdrawn", "moved_out", "closing"); got != "2,1,1,1,0" {
		t.Errorf("plans, not assessed, withdrawn, moved out, closing: got %s, want 2,1,1,1,0", got)
	}
}

// TestCodesAreMatchedFolded takes a key as it is written before one in other
// capitals.
func TestCodesAreMatchedFolded(t *testing.T) {
	t.Parallel()
	path := writeCSV(t, t.TempDir(), "cases.csv", []record{
		{"case_id": "1", "received_date": "2024-01-01", "request_source": "PAR "},
		{"case_id": "2", "received_date": "2024-01-01", "request_source": "par"},
		{"case_id": "3", "received_date": "2024-01-01", "request_source": "sch"},
		{"case_id": "4", "received_date": "2024-01-01", "request_source": "SCH"},
	})
	run := publish(t, job{files: []string{path}, asAt: "2024-12-31", settings: fmt.Sprintf(
		"breakdowns: {restricted: [Request source]}\nextracts: [{path: %q, codes: {request_source: {Par: 1, sch: 2, SCH: 5}}}]\n", path)})
	if found := run.quality(t, "issues"); len(where(found, record{"rule": "code_unknown"})) > 0 {
		t.Errorf("found %v", found)
	}
	for group, want := range map[string]string{"Parent or young person": "2", "Education setting": "1", "Other": "1"} {
		rows := where(run.table(t, "requests"), record{"period_type": "calendar_year", "breakdown_topic": "Request source", "breakdown": group})
		if len(rows) != 1 || rows[0]["received"] != want {
			t.Errorf("%s: %v, want %s received", group, rows, want)
		}
	}
}
