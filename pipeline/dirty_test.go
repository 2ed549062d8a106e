package pipeline_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline"
	"ehcp/pipeline/fault"
)

// reopenedThenPlanned is refused on 1 February, reopened on 1 May and given a
// plan on 1 July.
func reopenedThenPlanned() record {
	return record{
		"case_id": "1", "received_date": "2024-01-01", "request_outcome": "N", "request_outcome_date": "2024-02-01",
		"reopened_date": "2024-05-01", "plan_issued_date": "2024-07-01",
	}
}

// TestClosureOfTheRefusalDoesNotEndTheReopening closes a refused case two days
// after the refusal, as casework systems do, before it is reopened. An end
// counts on or after the day the spell opened.
func TestClosureOfTheRefusalDoesNotEndTheReopening(t *testing.T) {
	t.Parallel()
	row := reopenedThenPlanned()
	row["closed_date"], row["closed_reason"] = "2024-02-03", "other"
	checkReopenedThenPlanned(t, row)
}

// TestRefusalBeforeTheReopeningDoesNotEndIt refuses to issue before the case
// is reopened.
func TestRefusalBeforeTheReopeningDoesNotEndIt(t *testing.T) {
	t.Parallel()
	row := reopenedThenPlanned()
	row["assessment_outcome"], row["assessment_outcome_date"] = "N", "2024-04-01"
	checkReopenedThenPlanned(t, row)
}

func checkReopenedThenPlanned(t *testing.T, row record) {
	t.Helper()
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{row})}, asAt: "2024-12-31", completeFrom: "2024-01-01",
	})
	flow := where(run.table(t, "flow"), record{"period_type": "three_months", "weeks_open_band": "All"})
	want := []string{
		"Jan to Mar 2024,1,0,0,0", "Apr to Jun 2024,0,1,0,1", "Jul to Sep 2024,0,0,1,0",
		"Oct to Dec 2024,0,0,0,0",
	}
	if diff := cmp.Diff(want, distinct(flow, "period", "started", "reopened", "plans_issued", "closing")); diff != "" {
		t.Errorf("flow (-want +got):\n%s", diff)
	}
}

// TestUndatedPlanWithAnOpeningDay is not in flow or backlog either.
func TestUndatedPlanWithAnOpeningDay(t *testing.T) {
	t.Parallel()
	for _, entry := range []string{"new", "transferred_in", "reopened"} {
		t.Run(entry, func(t *testing.T) {
			t.Parallel()
			run := publish(t, job{files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{
				{"case_id": "1", "received_date": "2024-01-01", "closed_date": "2024-01-01"},
				{"case_id": "2", "opened_date": "2024-02-01", "entry_type": entry, "plan_issued_date": "2024-06-01"},
			})}, asAt: "2024-12-31", completeFrom: "2024-01-01"})
			plans := one(t, run.table(t, "timeliness"), record{"period": "Apr to Jun 2024"})
			if got := plans.pick("plans_issued", "undated", "within_20_weeks"); got != "1,1,0" {
				t.Errorf("plans, undated, within 20 weeks: got %s, want 1,1,0", got)
			}
			flow := one(t, run.table(t, "flow"), record{"period": "Apr to Jun 2024", "weeks_open_band": "All"})
			if got := flow.pick("opening", "plans_issued"); got != "0,0" {
				t.Errorf("opening and plans in flow: got %s, want 0,0", got)
			}
		})
	}
}

// TestPlanBeforeRefusalAndReopening has a plan, then a refusal, then a
// reopening: the plan ends the first spell, and the run must not fail.
func TestPlanBeforeRefusalAndReopening(t *testing.T) {
	t.Parallel()
	row := reopenedThenPlanned()
	row["plan_issued_date"] = "2024-01-20"
	run := publishRows(t, "2024-12-31", row)
	plans := one(t, run.table(t, "timeliness"), record{"period_type": "calendar_year", "period": "2024"})
	if plans["plans_issued"] != "1" {
		t.Errorf("plans issued: got %s, want 1", plans["plans_issued"])
	}
}

// TestNothingCoveredIsNotPublished is complete from a day after the as-at date.
func TestNothingCoveredIsNotPublished(t *testing.T) {
	t.Parallel()
	_, err := pipeline.Run(t.Context(), job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{{"case_id": "1", "received_date": "2024-01-01"}})},
		asAt:  "2024-12-31", completeFrom: "2025-04-01",
	}.options(t))
	if kind := fault.KindOf(err); err == nil || kind == fault.Failed {
		t.Errorf("a run of tables without rows: got %v, want a refusal", err)
	}
}

// TestAnyEventsInAnyOrder gives cases whose events come in any order: a run may
// reject them, but bad data must not break an identity and stop it.
func TestAnyEventsInAnyOrder(t *testing.T) {
	t.Parallel()
	forAll(t, func(t testing.TB, d dice) {
		rows := anyCases(d, 10, 20)
		for i := range 200 {
			row := record{"case_id": "any " + strconv.Itoa(i)}
			for _, column := range allColumns() {
				if strings.HasSuffix(column, "_date") && d.chance(50) {
					row[column] = (dayOf("2023-06-01") + day(d(500))).String()
				}
			}
			row["received_date"] = (dayOf("2023-05-01") + day(d(30))).String()
			row["request_outcome"], row["assessment_outcome"] = []string{"", "Y", "N", "W"}[d(4)], []string{
				"", "Y", "N",
				"W",
			}[d(4)]
			row["entry_type"] = []string{"", "new", "transferred_in", "reopened"}[d(4)]
			rows = append(rows, row)
		}
		j := randomJob(t, anyDay(d), rows)
		j.unpublished = true
		publish(t, j)
	})
}

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
