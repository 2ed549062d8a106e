package pipeline_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/registry"
)

// TestMarksOfRestrictedCells wants x where there could be a figure, and z where
// there can be none, in cells that the CSV leaves empty.
func TestMarksOfRestrictedCells(t *testing.T) {
	t.Parallel()
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "a.csv", []record{{"case_id": "1", "received_date": "2024-02-01"}}, "plan_issued_date")},
		asAt:  "2024-12-31", completeFrom: "2024-01-01", charts: true,
	})
	f := openBook(t, run, "restricted/tables.xlsx")
	mark := func(table, column string) string {
		t.Helper()
		_, header, rows := sheetOf(t, f, table)
		known, _ := registry.Find(table)
		for k, c := range known.Columns {
			if c.Name == column && header[k] == c.Label {
				return rows[0][k]
			}
		}
		t.Fatalf("%s has no %s", table, column)
		return ""
	}
	for _, c := range [][3]string{
		{"timeliness", "pc_within_20_weeks", "[x]"}, // no plan was issued: there is no denominator
		{"timeliness", "plans_issued_excl", "[x]"},  // no column says which plans are exceptions
		{"summary", "target", "[z]"},                // none is configured
		{"summary", "assurance", "[z]"},             // nothing is said without one
		{"evidence", "value", "[x]"},
		{"evidence", "flow_effect", "[z]"}, // of falling_due, which the flow cannot move
		{"backlog", "authority_code", "[x]"},
	} {
		if got := mark(c[0], c[1]); got != c[2] {
			t.Errorf("%s.%s is %s, want %s", c[0], c[1], got, c[2])
		}
	}
}

// TestLongTable leaves a table of more than 20,000 rows to its CSV, and says so:
// 700 areas by 8 increments and 2 years at 3 thresholds. Each of two authorities
// has its rows.
func TestLongTable(t *testing.T) {
	t.Parallel()
	rows := make([]record, 700)
	for i := range rows {
		rows[i] = record{
			"case_id": strconv.Itoa(i), "received_date": "2023-02-01", "plan_issued_date": "2023-06-01", "area": fmt.Sprintf("Area %d", i),
			"authority_code": []string{"E10000016", "E10000011"}[i/699],
		}
	}
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "a.csv", rows)}, asAt: "2024-12-31", completeFrom: "2023-01-01", charts: true,
		settings: "breakdowns: {public: [All], restricted: [Area]}\n",
	})
	f := openBook(t, run, "restricted/tables.xlsx")
	if slices.Contains(f.GetSheetList(), "falling_due") || !slices.Contains(f.GetSheetList(), "timeliness") {
		t.Errorf("the sheets are %v", f.GetSheetList())
	}
	_, _, contents := sheetOf(t, f, "Contents")
	said := contents[slices.IndexFunc(contents, func(row []string) bool { return row[0] == "falling_due" })]
	if said[2] != "21060" || !strings.HasPrefix(said[3], "In tables/falling_due.csv alone, for it has over 20000 rows here") {
		t.Errorf("the contents say of falling_due: %q", said)
	}
	_, header, summary := sheetOf(t, f, "summary")
	authorities := map[string]int{}
	for _, row := range summary {
		authorities[row[slices.Index(header, "Authority")]]++
	}
	if diff := cmp.Diff(map[string]int{"Kent": 16, "East Sussex": 16}, authorities); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	cover, err := f.GetRows("Cover")
	if err != nil || !strings.Contains(cover[0][0], ", 2 authorities, as at ") {
		t.Errorf("the cover is %q: %v", cover, err)
	}
}
