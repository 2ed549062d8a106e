package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTypedOrAsText runs extracts whose first rows are written in the usual way
// and whose last is not, with and without a correction of nothing, for which they
// are read as text: the run and its reports are the same.
func TestTypedOrAsText(t *testing.T) {
	t.Parallel()
	for name, last := range map[string]record{
		"usual":        {"plan_issued_date": "2024-05-02"},
		"day of none":  {"plan_issued_date": "1900-01-01"},
		"early day":    {"plan_issued_date": "0024-05-02"},
		"other way":    {"plan_issued_date": "02/05/2024"},
		"no day":       {"plan_issued_date": "soon"},
		"other code":   {"request_outcome": "y"},
		"no number":    {"age_at_request": "n/k"},
		"half a year":  {"age_at_request": "7.5"},
		"no flag":      {"week20_exception": "perhaps"},
		"spaces":       {"plan_issued_date": " 2024-05-02 ", "area": " North"},
		"word of none": {"area": "NULL", "closed_date": "N/A"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var rows []record
			for i := range 410 {
				rows = append(rows, record{
					"case_id": fmt.Sprint("C", i), "received_date": "2024-01-31", "request_outcome": "Y", "plan_issued_date": "2024-05-01",
					"closed_date": "", "week20_exception": "0", "age_at_request": "7", "area": "North",
				})
			}
			for column, cell := range last {
				rows[len(rows)-1][column] = cell
			}
			columns := []string{"request_outcome", "plan_issued_date", "closed_date", "week20_exception", "age_at_request", "area"}
			path := writeCSV(t, t.TempDir(), "cases_2024-12-31.csv", rows, columns...)
			j := job{files: []string{path}, unpublished: true}
			typed, text := publish(t, j), correct(t, j, "none,received_date,2020-01-01,2020-01-02,nothing,AB\n")
			if diff := cmp.Diff(text.Manifest.Totals, typed.Manifest.Totals); diff != "" {
				t.Errorf("rows as text and typed: %s", diff)
			}
			for _, report := range []string{"rejects", "issues", "summary"} {
				if diff := cmp.Diff(text.quality(t, report), typed.quality(t, report)); diff != "" {
					t.Errorf("%s as text and typed: %s", report, diff)
				}
			}
		})
	}
}
