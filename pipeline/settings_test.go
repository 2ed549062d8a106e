package pipeline_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/config"
)

// TestConfigurationIsKeptWhole writes a configuration with every sort of value as
// the store keeps it, and reads it back as it was.
func TestConfigurationIsKeptWhole(t *testing.T) {
	t.Parallel()
	c, err := config.Load(writeFile(t, t.TempDir(), "ehcp.yaml", `
council: {code: E10000016, name: A county, note: Invented}
extracts:
  - {kind: assessments, path: a_*.csv, complete_from: 2019-01-01, mapping: {received_date: "Date, rec'd"}, codes: {request_source: {PAR: 1}}, dates: mdy}
as_at: file_date
increments: {start: 2022-04-15}
clock: {moved_in: original}
breakdowns: {public: [All, Area], restricted: [Team], extra: {Locality: place}, crosses: [[Team, Stage]]}
baseline: {from: 2022-04-01, to: 2023-03-31, rebase: [{measure: pc_within_20_weeks, date: 2023-01-01, reason: New team}]}
targets: [{measure: falling_due_20, value: 60.5, by: 2024-09-30}]
disclosure: {minimum_count: 6, headline_minimum_count: 3, headline_approved_by: A, headline_approved_on: 2024-03-01, released: [2024-03-31]}
gates: {rejected_share: 0.02, stale_days: 45, fall_in_rows: 0.2}
retention: {days: 30, month_ends: 13, quarter_ends: all}
duckdb: {threads: 2, memory_limit: 4GB}
documents: {title: A title, notes: [One], milestones: [{measure: open, value: 3, by: 2024-09-30, text: Fewer}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var back config.Config
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c, back); diff != "" {
		t.Errorf("as kept (-was +is):\n%s", diff)
	}
}
