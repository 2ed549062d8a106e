package pipeline_test

import (
	"strings"
	"testing"

	"ehcp/pipeline"
	"ehcp/pipeline/registry"
)

// TestHeadlineMinimum lowers the smallest count of all cases that is shown. What is
// smaller stays hidden, and breakdowns as they were; the manifest says who approved
// it.
func TestHeadlineMinimum(t *testing.T) {
	t.Parallel()
	text := strings.Join(sampleFile(t, 400), "")
	run := publish(t, job{
		files: []string{writeFile(t, t.TempDir(), "assessments_2024-06-30.csv", text)}, public: true,
		settings: "council: {code: E10000016, name: Sample county}\nbreakdowns: {public: [All, Sex], restricted: []}\n" +
			"disclosure: {minimum_count: 5, headline_minimum_count: 3, headline_approved_by: A. Director, headline_approved_on: 2024-05-31}\n",
	})
	want := pipeline.Headlined{MinimumCount: 3, ApprovedBy: "A. Director", ApprovedOn: "2024-05-31"}
	if got := run.Manifest.Suppression.Headline; got == nil || *got != want {
		t.Errorf("the manifest says %+v, want %+v", got, want)
	}
	shown := 0
	for _, name := range []string{"falling_due", "timeliness", "backlog", "requests"} {
		table, _ := registry.Find(name)
		for _, row := range run.publicTable(t, name) {
			for _, column := range table.Measures() {
				if column.Role != registry.Count || isMark(row[column.Name]) {
					continue
				}
				switch n := row.number(t, column.Name); {
				case n == 1 || n == 2 || row["breakdown_topic"] != "All" && (n == 3 || n == 4):
					t.Errorf("%s.%s of %s %s%s shows %d", name, column.Name, row["breakdown"], row["period"], row["as_at"], n)
				case n == 3 || n == 4:
					shown++
				}
			}
		}
	}
	if shown == 0 {
		t.Error("no count of 3 or 4 of all cases is shown")
	}
}
