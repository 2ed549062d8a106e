package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ehcp/pipeline"
)

// TestQualityPage shows people what the files list: the rule, what it means and
// where; and that a gate refused, when one did.
func TestQualityPage(t *testing.T) {
	t.Parallel()
	rows := openCases(3, 0)
	rows[1]["received_date"] = "2024-02-30"
	o := job{files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows)}, asAt: "2024-12-31", completeFrom: "2024-01-01"}.options(t)
	if _, err := pipeline.Run(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	page := func() string {
		t.Helper()
		found := glob(t, filepath.Join(o.Out, "runs", "*", "casework", "data-quality", "index.html"))
		text, err := os.ReadFile(found[len(found)-1])
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for _, want := range []string{
		"Of 3 rows read, 2 count,\n1 were rejected", "<code>date_unreadable</code>", "A date cannot be read.", "33.3%",
		"cases.csv, row 3, <code>received_date</code>", "<code>person_overlap</code> (query): One person has two cases open",
		"<code>plan_before_received</code> (error)", "needs plan_issued_date",
	} {
		if !strings.Contains(page(), want) {
			t.Errorf("the page has not %q:\n%s", want, page())
		}
	}
	o.Config.Gates.RejectedShare = new(float64)
	o.NoHistory = true
	o.Out = filepath.Join(t.TempDir(), "out")
	if _, err := pipeline.Run(t.Context(), o); err == nil {
		t.Fatal("a gate of 0 let a rejected row through")
	}
	if !strings.Contains(page(), `<span class="refused">refused</span>`) {
		t.Errorf("the page does not say that a gate refused:\n%s", page())
	}
}
