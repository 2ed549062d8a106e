package pipeline_test

import (
	"fmt"
	"strings"
	"testing"

	"ehcp/pipeline"
	"ehcp/pipeline/fault"
)

// TestUsualGates refuses an extract of 100 rows of which 21 are rejected, and
// lets one through of which 20 are, or that has fewer rows.
func TestUsualGates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rows, bad int
		settings  string
		refused   bool
	}{
		{100, 21, "", true},
		{100, 20, "", false},
		{99, 50, "", false},
		{100, 21, "gates: {rejected_share: 0.3}\n", false},
		{10, 2, "gates: {rejected_share: 0.1}\n", true},
	} {
		var rows []record
		for i := range c.rows {
			row := record{"case_id": fmt.Sprint(i), "received_date": "2024-11-01"}
			if i < c.bad {
				row["received_date"] = "2024-02-30"
			}
			rows = append(rows, row)
		}
		_, err := pipeline.Run(t.Context(), job{
			files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows)}, asAt: "2024-12-31", completeFrom: "2024-01-01", settings: c.settings,
		}.options(t))
		if (err != nil) != c.refused {
			t.Errorf("%d of %d rows rejected, %q: got %v", c.bad, c.rows, c.settings, err)
		}
		if c.refused && (fault.KindOf(err) != fault.Quality || !strings.Contains(err.Error(), "rows are rejected")) {
			t.Errorf("%d of %d rows rejected: refused as %v", c.bad, c.rows, err)
		}
	}
}
