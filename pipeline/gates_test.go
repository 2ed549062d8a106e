package pipeline_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline"
	"ehcp/pipeline/config"
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
		err := past(t, "clock", job{
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

// openCases gives n cases that are open, the first so many of them closed.
func openCases(n, closed int) []record {
	var rows []record
	for i := range n {
		row := record{"case_id": fmt.Sprint(i), "received_date": "2024-06-03"}
		if i < closed {
			row["closed_date"], row["closed_reason"] = "2024-07-01", "withdrawn"
		}
		rows = append(rows, row)
	}
	return rows
}

// TestFallAgainstTheRunBefore holds rows and open cases against the run that
// latest shows: only an extract that is as whole as it goes through.
func TestFallAgainstTheRunBefore(t *testing.T) {
	t.Parallel()
	const gate = "gates: {fall_in_rows: 0.2}\n"
	first := job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", openCases(200, 0), "closed_date", "closed_reason")},
		asAt:  "2024-12-31", completeFrom: "2024-01-01", unpublished: true,
	}.options(t)
	before, err := pipeline.Run(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		rows      []record
		settings  string
		asAt      string
		noHistory bool
		want      string // refused so, "" goes through
		warned    bool
	}{
		"as many":                 {openCases(200, 0), gate, "2024-12-31", false, "", false},
		"a fifth fewer":           {openCases(160, 0), gate, "2024-12-31", false, "", false},
		"more than a fifth fewer": {openCases(159, 0), gate, "2024-12-31", false, "159 rows were read, and 200 in the run before", false},
		"fewer open cases":        {openCases(200, 41), gate, "2024-12-31", false, "159 cases are open, and 200 were in the run before", false},
		"without looking back":    {openCases(10, 0), gate, "2024-12-31", true, "", false},
		"an earlier picture":      {openCases(10, 0), gate, "2024-11-30", false, "", false},
		"no gate, a warning":      {openCases(150, 0), "", "2024-12-31", false, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			second := job{
				files: []string{writeCSV(t, t.TempDir(), "cases.csv", c.rows, "closed_date", "closed_reason")},
				asAt:  c.asAt, completeFrom: "2024-01-01", settings: c.settings, unpublished: true,
			}.options(t)
			if err := os.CopyFS(second.Out, os.DirFS(first.Out)); err != nil {
				t.Fatal(err)
			}
			second.NoHistory = c.noHistory
			second.Now = func() time.Time { return first.Now().Add(time.Hour) }
			result, err := pipeline.Run(t.Context(), second)
			if c.want != "" {
				if fault.KindOf(err) != fault.Quality || !strings.HasPrefix(err.Error(), c.want) {
					t.Errorf("got %v, want it refused: %s", err, c.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			looked := len(result.Manifest.History) == 1 && result.Manifest.History[0] == before.Manifest.Record
			if looked == c.noHistory {
				t.Errorf("the manifest says %v of earlier runs", result.Manifest.History)
			}
			if warned := strings.Contains(strings.Join(result.Manifest.Warnings, ";"), "rows were read, and 200"); warned != c.warned {
				t.Errorf("warnings: %q", result.Manifest.Warnings)
			}
		})
	}
}

// TestDamagedHistory passes over a record of the run before that cannot be read.
func TestDamagedHistory(t *testing.T) {
	t.Parallel()
	o := job{files: []string{writeCSV(t, t.TempDir(), "cases.csv", openCases(3, 0))}, asAt: "2024-12-31"}.options(t)
	if err := errors.Join(os.MkdirAll(o.Out, 0o755), os.WriteFile(filepath.Join(o.Out, "latest.json"), []byte("{"), 0o600)); err != nil {
		t.Fatal(err)
	}
	result, err := pipeline.Run(t.Context(), o)
	if err != nil || !strings.Contains(strings.Join(result.Manifest.Warnings, ";"), "the run before cannot be read") {
		t.Errorf("got %v", err)
	}
}

// TestGapBetweenExtracts refuses extracts that leave a time uncovered: one ends
// on 31 March 2023, and the next is complete from a later day.
func TestGapBetweenExtracts(t *testing.T) {
	t.Parallel()
	for from, c := range map[string]struct {
		settings string
		refused  bool
	}{
		"2023-04-01": {"", false},
		"2023-05-02": {"", false}, // 31 days
		"2023-05-03": {"", true},
		"2023-05-04": {"gates: {gap_days: 40}\n", false},
		"2023-04-02": {"gates: {gap_days: 0}\n", true},
	} {
		folder, rows := t.TempDir(), openCases(100, 0)
		for _, row := range rows {
			row["received_date"] = "2023-01-10"
		}
		o := job{
			files: []string{
				writeCSV(t, folder, "old_2023-03-31.csv", rows), writeCSV(t, folder, "new_2024-12-31.csv", rows),
			}, settings: c.settings,
		}.options(t)
		for i, day := range []string{"2022-01-01", from} {
			o.Config.Extracts = append(o.Config.Extracts, config.Extract{Path: o.Extracts[i], CompleteFrom: day})
		}
		err := past(t, "clock", o)
		if (err != nil) != c.refused || (c.refused && fault.KindOf(err) != fault.Quality) {
			t.Errorf("complete from %s, %q: got %v", from, c.settings, err)
		}
	}
}
