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
	forChecks(t, 4, func(t *testing.T, d dice) {
		rows := anyCases(d, 10, 20)
		for i := range 200 {
			row := record{"case_id": "any " + strconv.Itoa(i)}
			for _, column := range allColumns() {
				if strings.HasSuffix(column, "_date") && d.chance(50) {
					row[column] = (dayOf("2023-06-01") + day(d(500))).String()
				}
			}
			row["received_date"] = (dayOf("2023-05-01") + day(d(30))).String()
			row["request_outcome"], row["assessment_outcome"] = []string{"", "Y", "N", "W"}[d(4)], []string{"", "Y", "N",
				"W"}[d(4)]
			row["entry_type"] = []string{"", "new", "transferred_in", "reopened"}[d(4)]
			rows = append(rows, row)
		}
		publish(t, randomJob(t, anyDay(d), rows))
	})
}
