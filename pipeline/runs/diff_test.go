package runs_test

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/registry"
	"ehcp/pipeline/runs"
)

// backlogOf writes a run with a backlog of these days and their open cases.
func backlogOf(t *testing.T, out, id string, open map[string]string, days ...string) string {
	t.Helper()
	writeRun(t, out, id, map[string]any{"run_id": id, "status": "published", "as_at": "2024-06-30"})
	table, _ := registry.Find("backlog")
	lines := [][]string{table.Header()}
	for _, day := range days {
		line := make([]string, len(table.Columns))
		for i, column := range table.Header() {
			switch column {
			case "authority_code":
				line[i] = "E10000016"
			case "as_at":
				line[i] = day
			case "breakdown_topic", "breakdown":
				line[i] = "All"
			case "is_month_end":
				line[i] = map[bool]string{true: "true", false: "false"}[day == "2024-06-30"]
			case "open":
				line[i] = open[day]
			}
		}
		lines = append(lines, line)
	}
	folder := filepath.Join(out, "runs", id)
	if err := os.MkdirAll(filepath.Join(folder, "restricted", "tables"), 0o700); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(folder, "restricted", "tables", "backlog.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(csv.NewWriter(file).WriteAll(lines), file.Close()); err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestCompare finds a figure that moved, one that appeared, and the rows that
// only one run has.
func TestCompare(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	before := backlogOf(t, out, "a", map[string]string{"2024-03-31": "7", "2024-04-30": "9", "2024-05-31": "", "2024-06-15": "4"},
		"2024-03-31", "2024-04-30", "2024-05-31", "2024-06-15")
	after := backlogOf(t, out, "b", map[string]string{"2024-04-30": "9", "2024-05-31": "0", "2024-06-15": "5", "2024-06-30": "6"},
		"2024-04-30", "2024-05-31", "2024-06-15", "2024-06-30")
	got, err := runs.Compare(before, after)
	if err != nil {
		t.Fatal(err)
	}
	key := func(day string) []runs.Cell {
		return []runs.Cell{{"authority_code", "E10000016"}, {"as_at", day}, {"breakdown_topic", "All"}, {"breakdown", "All"}}
	}
	want := runs.Diff{
		Before: runs.Named{ID: "a", AsAt: "2024-06-30"}, After: runs.Named{ID: "b", AsAt: "2024-06-30"},
		Tables: []runs.Counts{{Table: "backlog", RowsBefore: 4, RowsAfter: 4, OnlyBefore: 1, OnlyAfter: 1, RowsChanged: 2, Changed: 2}},
		Changes: []runs.Change{
			{"backlog", key("2024-05-31"), "open", "", "0"}, {"backlog", key("2024-06-15"), "open", "4", "5"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := runs.Compare(before, filepath.Join(out, "runs", "c")); err == nil {
		t.Error("a run that is not there is compared")
	}
}
