package pipeline_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBoundaries runs every row of boundaries.csv as one case with a plan, of an
// authority of its own, and looks on which side of 20, 30 and 52 weeks it falls.
// Day 0 is the day of receipt. A plan before the request is rejected.
func TestBoundaries(t *testing.T) {
	t.Parallel()
	boundaries := readCSV(t, filepath.Join("testdata", "boundaries.csv"))
	var rows []record
	for i, row := range boundaries {
		authority := fmt.Sprintf("E060000%d", 10+i)
		boundaries[i]["authority_code"] = authority
		rows = append(rows,
			record{"case_id": "other", "authority_code": authority, "received_date": "2023-01-01", "plan_issued_date": "2023-02-01"},
			record{"case_id": "case", "authority_code": authority, "received_date": row["clock_start"], "plan_issued_date": row["close_date"]})
	}
	run := publishRows(t, "2024-12-31", rows...)
	timeliness, rejects := where(run.table(t, "timeliness"), record{"period_type": "calendar_year", "period_start": "2024-01-01"}), 0
	for i, row := range boundaries {
		plans := one(t, timeliness, record{"authority_code": row["authority_code"]})
		want, name := "1", row["elapsed_days"]+" days from "+row["clock_start"]
		if row["quality"] != "ok" {
			rejects++
			checkRejected(t, run, fmt.Sprint(2*i+3))
			want = "0"
		}
		for _, limit := range []struct{ weeks, column string }{
			{"20", "default_le140"}, {"30", "default_le210"}, {"52", "default_le364"},
		} {
			within, over := "0", "0"
			switch row[limit.column] {
			case "True":
				within = "1"
			case "False":
				over = "1"
			}
			want += fmt.Sprintf(" %s: %s,%s", limit.weeks, within, over)
		}
		got := plans["plans_issued"]
		for _, weeks := range []string{"20", "30", "52"} {
			got += fmt.Sprintf(" %s: %s", weeks, plans.pick("within_"+weeks+"_weeks", "over_"+weeks+"_weeks"))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: plans issued in 2024 within and over (-want +got):\n%s", name, diff)
		}
	}
	if total := run.Manifest.Totals; total.Rejected != int64(rejects) || total.Staged != int64(len(rows)-rejects) {
		t.Errorf("%d rows are rejected and %d staged, want %d and %d", total.Rejected, total.Staged, rejects, len(rows)-rejects)
	}
}

// checkRejected wants one row alone to be rejected, whose plan is a day before
// its request.
func checkRejected(t *testing.T, run published, row string) {
	t.Helper()
	want := []record{{
		"rule": "plan_before_received", "severity": "error", "file": "cases.csv", "row": row,
		"column": "plan_issued_date", "value": "2024-01-01",
		"advice": "check both dates: a plan cannot be issued before the request",
	}}
	if diff := cmp.Diff(want, run.quality(t, "rejects")); diff != "" {
		t.Errorf("rejects (-want +got):\n%s", diff)
	}
}
