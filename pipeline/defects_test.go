package pipeline_test

import (
	"testing"
)

// The tests here fail: each shows a fault of the program that is still to be
// mended, with the smallest input that does and what the contract asks for.

// TestRefusedTwiceThenPlanned loses the plan of a case that was refused an
// assessment and later a plan: plans issued count every plan.
func TestRefusedTwiceThenPlanned(t *testing.T) {
	t.Parallel()
	row := reopenedThenPlanned()
	row["reopened_date"] = "2024-03-01"
	row["assessment_outcome"], row["assessment_outcome_date"] = "N", "2024-05-01"
	run := publishRows(t, "2024-12-31", row)
	plans := one(t, run.table(t, "timeliness"), record{"period_type": "calendar_year", "period": "2024"})
	if plans["plans_issued"] != "1" {
		t.Errorf("plans issued: got %s, want 1", plans["plans_issued"])
	}
}

// TestUndatedPlanIsFromTheFlow has a plan without a day of receipt: it is in no
// band, and its clock is not known to be 140 days old before the period.
func TestUndatedPlanIsFromTheFlow(t *testing.T) {
	t.Parallel()
	run := publishRows(t, "2024-12-31", record{"case_id": "1", "received_date": "2024-01-01"},
		record{"case_id": "2", "plan_issued_date": "2024-06-01"})
	plans := one(t, run.table(t, "timeliness"), record{"period": "Apr to Jun 2024"})
	if got := plans.pick("plans_issued", "undated", "issued_from_backlog", "issued_from_flow"); got != "1,1,0,1" {
		t.Errorf("plans, undated, from the backlog, from the flow: got %s, want 1,1,0,1", got)
	}
}

// TestUndatedPlanAfterTribunalIsPublished is stopped by an identity that a row
// of bad data can break.
func TestUndatedPlanAfterTribunalIsPublished(t *testing.T) {
	t.Parallel()
	publishRows(t, "2024-12-31", record{"case_id": "1", "received_date": "2024-01-01"},
		record{"case_id": "2", "plan_issued_date": "2024-06-01", "assessment_tribunal": "1"})
}

// TestPlanBeforeReopeningIsFlagged has a spell that opens after its plan: the
// plan cannot end it, and the row must be rejected or listed, not open for good
// without a word.
func TestPlanBeforeReopeningIsFlagged(t *testing.T) {
	t.Parallel()
	for _, column := range []string{"plan_issued_date", "closed_date"} {
		t.Run(column, func(t *testing.T) {
			t.Parallel()
			run := publishRows(t, "2024-12-31", record{"case_id": "1", "received_date": "2024-01-01"},
				record{"case_id": "2", "received_date": "2024-01-01", "opened_date": "2024-05-01", column: "2024-04-01"})
			found := append(run.quality(t, "rejects"), run.quality(t, "issues")...)
			if rows := where(found, record{"row": "3"}); len(rows) == 0 {
				t.Error("nothing is said of row 3, whose end lies before its opening")
			}
		})
	}
}

// TestMovedInThenRefusedKeepsItsClock transfers a case in on 1 March, refuses
// it and reopens it: by clock.moved_in: responsible its clock started on 1
// March, before and after the refusal, and its route is moved in.
func TestMovedInThenRefusedKeepsItsClock(t *testing.T) {
	t.Parallel()
	run := publish(t, job{files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{{
		"case_id": "1", "received_date": "2024-01-01", "opened_date": "2024-03-01", "entry_type": "transferred_in",
		"request_outcome": "N", "request_outcome_date": "2024-04-01", "reopened_date": "2024-05-01",
	}}, "plan_issued_date")}, asAt: "2024-06-30", completeFrom: "2024-01-01"})
	stock := overall(t, run.table(t, "backlog"), record{"as_at": "2024-06-30"})
	if got := stock.pick("open", "weeks_0_to_20", "oldest_weeks_open"); got != "1,1,17" {
		t.Errorf("open, up to 20 weeks, oldest: got %s, want 1,1,17", got)
	}
	if rows := where(run.table(t, "backlog"), record{
		"as_at": "2024-06-30", "breakdown_topic": "Route",
		"breakdown": "moved_in",
	}); len(rows) != 1 ||
		rows[0]["open"] != "1" {
		t.Errorf("open by route: got %v, want 1 moved in", rows)
	}
}

// TestRestartAfterTheAsAtDateIsIgnored has an order made after the as-at date:
// until then the case is due 20 weeks after its request, on 20 May.
func TestRestartAfterTheAsAtDateIsIgnored(t *testing.T) {
	t.Parallel()
	rows := []record{{
		"case_id": "1", "received_date": "2024-01-01", "request_tribunal": "1",
		"clock_restart_date": "2024-07-15",
	}}
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases_2024-12-31.csv", rows, "plan_issued_date")}, asAt: "2024-06-30",
		completeFrom: "2024-01-01",
	})
	due := one(t, run.table(t, "falling_due"), record{"period": "Apr to Jun 2024", "threshold_weeks": "20"})
	if got := due["fell_due_after_mediation_or_tribunal"]; got != "1" {
		t.Errorf("fell due after mediation or tribunal: got %s, want 1", got)
	}
}

// TestOneAuthorityUnderBothCodes delivers one case under each of Kent's codes,
// the newer extract with its plan: it is one case of one authority.
func TestOneAuthorityUnderBothCodes(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	june := writeCSV(t, folder, "cases_2024-06-30.csv", []record{
		{"case_id": "1", "authority_code": "886", "received_date": "2024-01-01"},
	}, "plan_issued_date")
	july := writeCSV(t, folder, "cases_2024-07-31.csv", []record{
		{"case_id": "1", "authority_code": "E10000016", "received_date": "2024-01-01", "plan_issued_date": "2024-07-01"},
	})
	run := publish(t, job{files: []string{june, july}, asAt: "2024-07-31"})
	stock := overall(t, run.table(t, "backlog"), record{"as_at": "2024-07-31"})
	if totals := run.Manifest.Totals; stock["open"] != "0" || totals.Superseded != 1 {
		t.Errorf("open %s, superseded %d, want 0 and 1", stock["open"], totals.Superseded)
	}
}

// TestReopenedAndWithdrawnUndated ends a reopened spell by an outcome without a
// date: it is not open.
func TestReopenedAndWithdrawnUndated(t *testing.T) {
	t.Parallel()
	run := publishRows(t, "2024-12-31", record{
		"case_id": "1", "received_date": "2024-01-01", "opened_date": "2024-03-01", "entry_type": "reopened",
		"request_outcome": "W",
	})
	stock := overall(t, run.table(t, "backlog"), record{"as_at": "2024-12-31"})
	if got := stock.pick("open", "ended_undated"); got != "0,1" {
		t.Errorf("open and ended undated: got %s, want 0,1", got)
	}
}

// TestRequestRefusedAfterAssessmentWasAssessed has no request outcome but was
// decided not to issue: it was decided to assess.
func TestRequestRefusedAfterAssessmentWasAssessed(t *testing.T) {
	t.Parallel()
	run := publish(t, job{files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{{
		"case_id": "1", "received_date": "2024-01-01", "assessment_outcome": "N", "assessment_outcome_date": "2024-05-01",
	}}, "request_outcome")}, asAt: "2024-12-31", completeFrom: "2024-01-01"})
	requests := one(t, run.table(t, "requests"), record{"period": "Jan to Mar 2024"})
	if got := requests.pick("received", "assessed", "withdrawn"); got != "1,1,0" {
		t.Errorf("received, assessed, withdrawn: got %s, want 1,1,0", got)
	}
}

// TestThirdOfThreeSpellsStands has three spells of which the second overlaps
// the first and is rejected: the third overlaps none that stands.
func TestThirdOfThreeSpellsStands(t *testing.T) {
	t.Parallel()
	run := publishRows(t, "2024-12-31",
		record{"case_id": "1", "received_date": "2024-01-01", "closed_date": "2024-03-01"},
		record{
			"case_id": "1", "received_date": "2024-01-01", "opened_date": "2024-02-01", "entry_type": "reopened",
			"closed_date": "2024-09-01",
		},
		record{"case_id": "1", "received_date": "2024-01-01", "opened_date": "2024-04-01", "entry_type": "reopened"})
	if totals := run.Manifest.Totals; totals.Rejected != 1 || totals.Staged != 2 {
		t.Errorf("rejected %d and staged %d, want 1 and 2", totals.Rejected, totals.Staged)
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
