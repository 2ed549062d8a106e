package pipeline_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBoundaries runs every row of boundaries.csv as one case with a plan, and
// looks on which side of 20, 30 and 52 weeks it falls. Day 0 is the day of
// receipt. A plan before the request is rejected.
func TestBoundaries(t *testing.T) {
	t.Parallel()
	for _, row := range readCSV(t, filepath.Join("testdata", "boundaries.csv")) {
		t.Run(row["elapsed_days"]+" days from "+row["clock_start"], func(t *testing.T) {
			t.Parallel()
			run := publishRows(t, "2024-12-31",
				record{"case_id": "other", "received_date": "2023-01-01", "plan_issued_date": "2023-02-01"},
				record{"case_id": "case", "received_date": row["clock_start"], "plan_issued_date": row["close_date"]})
			if row["quality"] != "ok" {
				checkRejected(t, run)
				return
			}
			plans := one(t, run.table(t, "timeliness"), record{"period_type": "calendar_year", "period_start": "2024-01-01"})
			want := "1"
			for _, limit := range []struct{ weeks, column string }{
				{"20", "default_le140"}, {"30", "default_le210"}, {"52", "default_le364"},
			} {
				within, over := "0", "1"
				if row[limit.column] == "True" {
					within, over = "1", "0"
				}
				want += fmt.Sprintf(" %s: %s,%s", limit.weeks, within, over)
			}
			got := plans["plans_issued"]
			for _, weeks := range []string{"20", "30", "52"} {
				got += fmt.Sprintf(" %s: %s", weeks, plans.pick("within_"+weeks+"_weeks", "over_"+weeks+"_weeks"))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("plans issued in 2024 within and over (-want +got):\n%s", diff)
			}
		})
	}
}

func checkRejected(t *testing.T, run published) {
	t.Helper()
	if rows := run.Manifest.Totals; rows.Rejected != 1 || rows.Staged != 1 {
		t.Errorf("got %d rejected and %d staged, want 1 and 1", rows.Rejected, rows.Staged)
	}
	want := []record{{
		"rule": "plan_before_received", "severity": "error", "file": "cases.csv", "row": "3",
		"column": "plan_issued_date", "value": "2024-01-01",
		"advice": "check both dates: a plan cannot be issued before the request",
	}}
	if diff := cmp.Diff(want, run.quality(t, "rejects")); diff != "" {
		t.Errorf("rejects (-want +got):\n%s", diff)
	}
}
