package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// extractCases are cases of models that one run can show, for their extracts have
// the same columns and their settings are the same. Each is an authority of its
// own.
type extractCases struct {
	settings string
	rows     []record
	cases    int
	shared   sharedRun
}

// authorityOf is the code of a case by its place among those of its run.
func authorityOf(place int) string { return fmt.Sprintf("E060000%d", 10+place) }

// joinCases adds a case to those of the same columns and settings. One that is
// about rejects, by their rows, or has authorities of its own has a run of its own.
func joinCases(t *testing.T, runs map[string]*extractCases, folder, model string) (joined *extractCases, place int) {
	t.Helper()
	settings := ""
	if text, err := os.ReadFile(filepath.Join(folder, "settings.yaml")); err == nil {
		settings = string(text)
	}
	header, rows := readRows(t, filepath.Join(folder, "given_assessments.csv"))
	slices.Sort(header)
	key := settings + strings.Join(header, ",")
	if strings.HasPrefix(model, "stage_") || slices.Contains(header, "authority_code") {
		key = folder
	}
	if runs[key] == nil {
		runs[key] = &extractCases{settings: settings, shared: sharedRun{name: fmt.Sprint("models-", len(runs))}}
	}
	joined = runs[key]
	if key == folder {
		joined.rows = rows
		return joined, 0
	}
	place = joined.cases
	joined.rows, joined.cases = append(joined.rows, of(authorityOf(place), rows)...), joined.cases+1
	return joined, place
}

// publish runs the cases, once for all of them.
func (c *extractCases) publish(t *testing.T) published {
	t.Helper()
	return c.shared.get(t, func(folder string) published {
		return publish(t, job{
			files: []string{writeCSV(t, folder, "assessments.csv", c.rows)}, settings: c.settings, asAt: "2024-12-31",
			completeFrom: "2024-01-01", folder: folder,
		})
	})
}

// lookUpExtractCase looks up the wanted rows of an authority. Of the keys that
// want.csv leaves out, the topic is All and the period type is three_months.
func lookUpExtractCase(t *testing.T, run published, folder, model, authority string) {
	t.Helper()
	header, want := readRows(t, filepath.Join(folder, "want.csv"))
	if strings.HasPrefix(model, "stage_") {
		compare(t, header, want, run.quality(t, "rejects"))
		return
	}
	found := where(run.table(t, strings.TrimPrefix(model, "measure_")), record{"authority_code": authority})
	if !slices.Contains(header, "breakdown_topic") {
		found = where(found, record{"breakdown_topic": "All"})
	}
	if _, periods := found[0]["period_type"]; periods && !slices.Contains(header, "period_type") {
		found = where(found, record{"period_type": "three_months"})
	}
	keys := []string{
		"authority_code", "period_type", "period", "as_at", "breakdown_topic", "breakdown",
		"threshold_weeks", "weeks_open_band", "week",
	}
	keys = slices.DeleteFunc(keys, func(key string) bool { return !slices.Contains(header, key) })
	var got []record
	for _, row := range found {
		if slices.ContainsFunc(want, func(w record) bool { return w.pick(keys...) == row.pick(keys...) }) {
			got = append(got, row)
		}
	}
	compare(t, header, want, got)
}
