package pipeline_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline"
)

// TestUnknownsStayInTheOpen says between which values a rate lies. Of ten plans
// issued in April to June 2024 four are on time and one has no received date:
// 40% to 50%. Of the cases whose 20-week day came in that increment six had a
// plan by then and three were open; one more was withdrawn on a day that nobody
// noted: 6 of 10 to 6 of 9.
func TestUnknownsStayInTheOpen(t *testing.T) {
	t.Parallel()
	var rows []record
	add := func(n int, row record) {
		for range n {
			fresh := record{"case_id": "k" + strings.Repeat("x", len(rows))}
			for column, value := range row {
				fresh[column] = value
			}
			rows = append(rows, fresh)
		}
	}
	add(4, record{"received_date": "2024-01-10", "plan_issued_date": "2024-05-01"})                          // on time, due 29 May
	add(2, record{"received_date": "2023-12-20", "plan_issued_date": "2024-03-20"})                          // on time, an increment before; due 8 May
	add(5, record{"received_date": "2023-08-01", "plan_issued_date": "2024-05-01"})                          // late, due before
	add(1, record{"plan_issued_date": "2024-05-01"})                                                         // undated
	add(3, record{"received_date": "2024-01-10"})                                                            // open
	add(1, record{"received_date": "2024-01-10", "request_outcome": "Y", "closed_reason": "withdrawn"})      // ended on an unknown day
	add(1, record{"received_date": "2024-01-10", "closed_date": "2024-02-01", "closed_reason": "withdrawn"}) // ended
	run := publish(t, job{files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows)}, asAt: "2024-06-30", completeFrom: "2023-01-01", unpublished: true})
	want := []pipeline.Unknown{
		{Measure: "falling_due_20", Period: "Apr to Jun 2024"}, {Measure: "pc_within_20_weeks", Period: "Apr to Jun 2024"},
	}
	if diff := cmp.Diff(want, run.Manifest.Unknowns); diff != "" {
		t.Error(diff)
	}
	var found []string
	for _, row := range run.quality(t, "unknowns") {
		found = append(found, row.pick("measure", "figure", "low", "high", "cases"))
	}
	if diff := cmp.Diff([]string{"falling_due_20,66.7,60.0,66.7,1", "pc_within_20_weeks,40.0,40.0,50.0,1"}, found); diff != "" {
		t.Error(diff)
	}
	if said := strings.Join(run.Manifest.Warnings, "\n"); !strings.Contains(said, "pc_within_20_weeks of Apr to Jun 2024 could be a point or more") {
		t.Errorf("warnings:\n%s", said)
	}
}
