package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ehcp/pipeline/registry"
)

// booksJob is a run with documents of a small invented extract in two files that
// share some rows.
func booksJob(t *testing.T, folder string) job {
	t.Helper()
	lines := sampleFile(t, 500)
	half := len(lines) / 2
	return job{
		files: []string{
			writeFile(t, folder, "assessments_2024-06-29.csv", strings.Join(lines[:half+20], "")),
			writeFile(t, folder, "assessments_2024-06-30.csv", lines[0]+strings.Join(lines[half:], "")),
		},
		settings: "council: {code: E10000016, name: Sample county, note: Invented data}\n" +
			"breakdowns: {public: [All, Area, Sex], restricted: [Team], crosses: [[Team, Stage], [Team, Area]]}\n" +
			"targets: [{measure: falling_due_20, value: 60, by: 2024-12-31}]\n",
		completeFrom: "2021-01-01", public: true, charts: true,
	}
}

// booksRun publishes it, once for all tests.
func booksRun(t *testing.T) published {
	t.Helper()
	return booksShared.get(t, func(folder string) published {
		j := booksJob(t, folder)
		j.folder, j.now = folder, time.Date(2024, time.July, 1, 3, 0, 0, 0, time.UTC)
		return publish(t, j)
	})
}

// openBook opens a workbook of a run.
func openBook(t *testing.T, run published, path string) *excelize.File {
	t.Helper()
	f, err := excelize.OpenFile(filepath.Join(run.Folder, path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// sheetOf reads what stands above a sheet's table, its header and its rows, as
// they are stored.
func sheetOf(t *testing.T, f *excelize.File, sheet string) (above, header []string, rows [][]string) {
	t.Helper()
	tables, err := f.GetTables(sheet)
	if err != nil || len(tables) != 1 {
		t.Fatalf("%s has %d tables: %v", sheet, len(tables), err)
	}
	var first, last, width int
	var column string
	if _, err := fmt.Sscanf(strings.ReplaceAll(tables[0].Range, ":", " "), "A%d %s", &first, &column); err != nil {
		t.Fatalf("the table of %s stands at %s: %v", sheet, tables[0].Range, err)
	}
	if width, last, err = excelize.CellNameToCoordinates(column); err != nil {
		t.Fatal(err)
	}
	lines, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil || len(lines) != last {
		t.Fatalf("%s has %d rows and a table to row %d: %v", sheet, len(lines), last, err)
	}
	for _, line := range lines[:first-1] {
		if len(line) != 1 || line[0] == "" {
			t.Errorf("%s: %q stands above the table", sheet, line)
		}
		above = append(above, line[0])
	}
	for i, line := range lines[first-1:] {
		if len(line) != width || slices.Contains(line, "") {
			t.Fatalf("%s: row %d of the table is %q", sheet, i, line)
		}
	}
	return above, lines[first-1], lines[first:]
}

// TestBooks looks at the workbooks of one run.
func TestBooks(t *testing.T) {
	t.Parallel()
	run := booksRun(t)
	t.Run("tables", func(t *testing.T) { checkTablesBook(t, run) })
	t.Run("open cases", func(t *testing.T) { checkOpenCases(t, run) })
}

// checkTablesBook compares the workbooks with the CSVs beside them.
func checkTablesBook(t *testing.T, run published) {
	t.Helper()
	for profile, mode := range map[string]os.FileMode{"public": 0o644, "restricted": 0o600} {
		info, err := os.Stat(filepath.Join(run.Folder, profile, "tables.xlsx"))
		if err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s/tables.xlsx: %v, %v", profile, info.Mode(), err)
		}
		f := openBook(t, run, profile+"/tables.xlsx")
		sheets := f.GetSheetList()
		if !slices.Equal(sheets[:3], []string{"Cover", "Contents", "Notes"}) {
			t.Errorf("the sheets are %v", sheets)
		}
		want := []string{}
		for _, table := range tablesOfCases() {
			if table.Name != "figures" && (profile == "restricted" || !table.RestrictedOnly) {
				want = append(want, table.Name)
				compareSheet(t, run, f, profile, table)
			}
		}
		if diff := cmp.Diff(want, sheets[3:]); diff != "" {
			t.Errorf("%s: sheets (-want +got):\n%s", profile, diff)
		}
		checkContents(t, f, profile, want)
		for _, sheet := range sheets {
			second, err := f.GetCellValue(sheet, "A2")
			if marked := strings.HasPrefix(second, "OFFICIAL-SENSITIVE."); err != nil || marked != (profile == "restricted") {
				t.Errorf("%s, %s: marked is %t: %v", profile, sheet, marked, err)
			}
		}
	}
}

// compareSheet wants the rows of the CSV that are for increments, calendar years
// and first-level topics.
func compareSheet(t *testing.T, run published, f *excelize.File, profile string, table registry.Table) {
	t.Helper()
	_, rows := readRows(t, filepath.Join(run.Folder, profile, "tables", table.Name+".csv"))
	kept := slices.DeleteFunc(rows, func(row record) bool {
		if row["breakdown_topic"] == "Team by Stage" || row["breakdown_topic"] == "Team by Area" {
			return true
		}
		switch table.Name {
		case "falling_due", "timeliness", "flow", "requests", "demand", "stage_times":
			return row["period_type"] != "three_months" && row["period_type"] != "calendar_year"
		case "backlog":
			return row["is_increment_end"] != "true" && row["as_at"] != "2024-06-30" && !strings.HasSuffix(row["as_at"], "-12-31")
		}
		return false
	})
	above, header, got := sheetOf(t, f, table.Name)
	if len(got) != len(kept) || len(kept) == 0 {
		t.Fatalf("%s of the %s profile has %d rows, want %d", table.Name, profile, len(got), len(kept))
	}
	used := map[string]bool{}
	for i, row := range kept {
		for k, c := range table.Columns {
			if header[k] != c.Label {
				t.Fatalf("%s: column %d is headed %q", table.Name, k+1, header[k])
			}
			if strings.HasPrefix(got[i][k], "[") {
				used[got[i][k]] = true
			}
			if !sameCell(c, row[c.Name], got[i][k]) {
				t.Fatalf("%s, row %d: %s is %q, want %q", table.Name, i+1, c.Name, got[i][k], row[c.Name])
			}
		}
	}
	for _, mark := range []string{"[c]", "[x]", "[z]"} {
		explained := slices.ContainsFunc(above, func(line string) bool { return strings.HasPrefix(line, mark+": ") })
		if explained != used[mark] {
			t.Errorf("%s of the %s profile: %s is used %t and explained %t", table.Name, profile, mark, used[mark], explained)
		}
	}
}

// sameCell says whether a cell of a sheet says what one of the CSV does.
func sameCell(c registry.Column, want, got string) bool {
	switch {
	case want == "" && c.Role == registry.Word:
		return got == "[z]"
	case want == "":
		return got == "[x]" || got == "[z]"
	case isMark(want):
		isTold := want == "c" && c.Role == registry.Count && got == "fewer than 5" // TestToldCounts says where it may be
		return got == "["+want+"]" || isTold
	case c.Type == "boolean":
		return got == map[string]string{"true": "Yes", "false": "No"}[want]
	case c.Type == "date":
		days, err := strconv.Atoi(got)
		return err == nil && time.Date(1899, 12, 30+days, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) == want
	case c.Type == "integer" || c.Type == "decimal" || c.Type == "number":
		a, err := strconv.ParseFloat(want, 64)
		b, other := strconv.ParseFloat(got, 64)
		return err == nil && other == nil && a == b
	}
	return got == want
}

// checkContents wants a link to every sheet, and word of what has none.
func checkContents(t *testing.T, f *excelize.File, profile string, tables []string) {
	t.Helper()
	above, _, rows := sheetOf(t, f, "Contents")
	linked := []string{}
	for i, row := range rows {
		cell := fmt.Sprintf("A%d", len(above)+2+i)
		if is, to, err := f.GetCellHyperLink("Contents", cell); err != nil || is && to != "'"+row[0]+"'!A1" {
			t.Errorf("%s leads to %s: %v", row[0], to, err)
		} else if is {
			linked = append(linked, row[0])
		}
	}
	if diff := cmp.Diff(append([]string{"Cover", "Notes"}, tables...), linked); diff != "" {
		t.Errorf("%s: contents (-want +got):\n%s", profile, diff)
	}
	if last := rows[len(rows)-1]; last[0] != "figures" || !strings.Contains(last[3], "tables/figures.csv") {
		t.Errorf("the contents say of figures: %q", last)
	}
}
