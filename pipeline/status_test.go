package pipeline_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// TestStatus reads the status of every figure of both profiles: u where a
// percentage is of fewer than 30, low where it is not 0 and rounds to it, as DfE
// uses them, and neither where there is no figure.
func TestStatus(t *testing.T) {
	t.Parallel()
	run := protectedRun(t)
	for profile, rows := range map[string][]record{"public": run.publicTable(t, "figures"), "restricted": run.table(t, "figures")} {
		seen := map[string]int{}
		for _, row := range rows {
			seen[row["status"]]++
			percentage := strings.HasPrefix(row["measure"], "pc_") ||
				row["table"] == "spc" && regexp.MustCompile("^value_(pc|falling)").MatchString(row["measure"])
			few := percentage && row["denominator"] != "" && tenths(t, row["denominator"]) < 300
			switch {
			case row["value"] == "" && !isMark(row["status"]), row["value"] != "" && isMark(row["status"]):
				t.Errorf("%s: %q with the status %q", profile, row["value"], row["status"])
			case row["value"] != "" && few != (row["status"] == "u"):
				t.Errorf("%s: %s of %s has the status %q", profile, row.pick("table", "measure"), row["denominator"], row["status"])
			}
		}
		if seen["u"] == 0 || seen[""] == 0 || profile == "public" && seen["c"] == 0 || profile == "restricted" && seen["c"] > 0 {
			t.Errorf("%s: figures by status are %v", profile, seen)
		}
	}
}

// TestLow issues 12,100 plans of which 6 are in time: 0.0496%, which is shown as
// 0.0 and is not 0.
func TestLow(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("case_id,received_date,plan_issued_date\n")
	for i := range 12_100 {
		received := "2022-01-05"
		if i < 6 {
			received = "2023-01-05"
		}
		fmt.Fprintf(&text, "%d,%s,2023-02-01\n", i, received)
	}
	run := publish(t, job{
		files: []string{writeFile(t, t.TempDir(), "assessments_2023-06-30.csv", text.String())}, completeFrom: "2022-01-01", public: true,
	})
	of := record{"table": "timeliness", "measure": "pc_within_20_weeks", "period_type": "three_months", "period_start": "2023-01-01"}
	for profile, rows := range map[string][]record{"public": run.publicTable(t, "figures"), "restricted": run.table(t, "figures")} {
		row := one(t, rows, of)
		if got, want := row.pick("value", "numerator", "denominator", "status"), "0.0,6.0,12100.0,low"; got != want {
			t.Errorf("%s: got %s, want %s", profile, got, want)
		}
	}
}
