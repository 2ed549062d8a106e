package pipeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/registry"
)

// TestWordsForNothing writes what programs write into empty cells where an open
// case has no plan, no outcome and no reason: the case stays open.
func TestWordsForNothing(t *testing.T) {
	t.Parallel()
	words := []string{"NULL", "null", " Null ", "N/A", "NA", "n/a", "None", "nil", "-", "--", ".", " ", "\u00a0", "(null)"}
	days := []string{
		"1899-12-30", "1900-01-00", "1900-01-01 00:00", "1900-01-01", "0", "00:00:00", "00/01/1900", "30/12/1899", "1900-01-00 00:00:00",
		"0-Jan-1900", "1/0/1900",
	}
	var rows []record
	for i, word := range append(slices.Clone(words), days...) {
		row := record{"case_id": fmt.Sprint("C", i), "received_date": "2024-01-31", "plan_issued_date": word}
		if i < len(words) {
			row["closed_reason"], row["request_outcome"], row["week20_exception"], row["area"] = word, word, word, word
		}
		rows = append(rows, row)
	}
	run := publishRows(t, "2024-12-31", rows...)
	if t1 := run.Manifest.Totals; t1.Staged != int64(len(rows)) || t1.Rejected != 0 {
		t.Errorf("%d of %d rows are staged, %d rejected", t1.Staged, len(rows), t1.Rejected)
	}
	stock := overall(t, run.table(t, "backlog"), record{"as_at": "2024-12-31"})
	if stock.number(t, "open") != len(rows) {
		t.Errorf("%s of %d cases are open", stock["open"], len(rows))
	}
	if found := run.quality(t, "issues"); len(found) != 0 {
		t.Errorf("issues are %v, want none: the run has a note", found)
	}
	want := fmt.Sprintf("%d in plan_issued_date, %d in request_outcome, %d in closed_reason, %d in week20_exception, %d in area",
		len(rows), len(words), len(words), len(words), len(words))
	if !slices.ContainsFunc(run.Manifest.Warnings, func(note string) bool { return strings.HasSuffix(note, want) }) {
		t.Errorf("no note ends with %q: %q", want, run.Manifest.Warnings)
	}
}

// TestWordsForNothingInEveryColumn counts them in each canonical column by its
// name, of which each has another number. Of social care None is an answer, and
// so it is of awaiting.
func TestWordsForNothingInEveryColumn(t *testing.T) {
	t.Parallel()
	rows := []record{{
		"case_id": "C", "received_date": "2024-01-31", "plan_issued_date": "2024-05-01", "social_care_status": "None", "awaiting": "None",
	}}
	want := map[string]string{}
	for i, column := range registry.AssessmentColumns() {
		for k := range i + 1 {
			row := record{"case_id": fmt.Sprintf("C%d-%d", i, k), "received_date": "2024-01-31", "plan_issued_date": "2024-05-01"}
			row[column] = "NULL"
			rows = append(rows, row)
		}
		want[column] = fmt.Sprint(i + 1)
	}
	run := publishRows(t, "2024-12-31", rows...)
	got := map[string]string{}
	for _, note := range run.Manifest.Warnings {
		_, counts, found := strings.Cut(note, "are taken for empty ones: ")
		for _, count := range strings.Split(counts, ", ") {
			if n, column, is := strings.Cut(count, " in "); found && is {
				got[column] = n
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells taken for empty (-want +got):\n%s", diff)
	}
	found := append(run.quality(t, "rejects"), run.quality(t, "issues")...)
	if rows := where(found, record{"value": "NULL"}); len(rows) > 0 {
		t.Errorf("found %v", rows)
	}
	if got := fmt.Sprint(len(where(found, record{"rule": "case_id_missing"}))); got != want["case_id"] || fmt.Sprint(run.Manifest.Totals.Rejected) != got {
		t.Errorf("%s rows have no case_id and %d are rejected, want %s", got, run.Manifest.Totals.Rejected, want["case_id"])
	}
}

// TestCodesCanEmpty maps a word of an extract to nothing.
func TestCodesCanEmpty(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := writeCSV(t, folder, "cases.csv", []record{
		{"case_id": "1", "received_date": "2024-01-31", "plan_issued_date": "ongoing", "request_outcome": "tbc"},
	})
	run := publish(t, job{files: []string{path}, asAt: "2024-12-31", settings: fmt.Sprintf(
		"extracts: [{path: %q, codes: {plan_issued_date: {ongoing: \"\"}, request_outcome: {tbc: \"\"}}}]\n", path)})
	if got := overall(t, run.table(t, "backlog"), record{"as_at": "2024-12-31"}); got["open"] != "1" {
		t.Errorf("%s cases are open, want 1", got["open"])
	}
}

// TestWordsForNothingInOtherColumns breaks down by a column that is not ours.
func TestWordsForNothingInOtherColumns(t *testing.T) {
	t.Parallel()
	path := writeCSV(t, t.TempDir(), "cases.csv", []record{
		{"case_id": "1", "received_date": "2024-01-31", "plan_issued_date": "2024-05-01", "panel": "East"},
		{"case_id": "2", "received_date": "2024-01-31", "plan_issued_date": "2024-05-01", "panel": "NULL "},
	})
	run := publish(t, job{files: []string{path}, asAt: "2024-12-31", settings: "breakdowns: {restricted: [Panel], extra: {Panel: panel}}\n"})
	for _, group := range []string{"East", "Not recorded"} {
		one(t, run.table(t, "timeliness"), record{"period": "2024", "period_type": "calendar_year", "breakdown_topic": "Panel", "breakdown": group})
	}
}
