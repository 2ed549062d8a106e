package pipeline_test

import "testing"

// The tests here fail: each shows a fault of the program that is still to be
// mended, with the smallest input that does and what the contract asks for.

// TestReopenedAfterTheAsAtDateIsNotYetOpen is refused in November and reopened
// in January; its assessment has no date. In December it was not open.
func TestReopenedAfterTheAsAtDateIsNotYetOpen(t *testing.T) {
	t.Parallel()
	rows := []record{{
		"case_id": "1", "received_date": "2023-10-26", "request_outcome": "N", "request_outcome_date": "2023-11-15",
		"reopened_date": "2024-01-08", "assessment_outcome": "Y", "plan_issued_date": "2024-10-12",
	}}
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases_2024-12-31.csv", rows)}, asAt: "2023-12-05",
		completeFrom: "2023-10-01",
	})
	if got := overall(t, run.table(t, "backlog"), record{"as_at": "2023-12-05"})["open"]; got != "0" {
		t.Errorf("open: got %s, want 0", got)
	}
}

// TestEnglandFitsTheDefaultMemory publishes 153 authorities within the memory
// that a run takes when nothing is said.
func TestEnglandFitsTheDefaultMemory(t *testing.T) {
	if !*slowTests {
		t.Skip("10 s; -slow runs it")
	}
	t.Parallel()
	runDfE(t, dfeRows(t), "")
}
