package pipeline_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// casesListed reads the list of open cases as it is shown.
func casesListed(t *testing.T, run published) (above []string, rows []record) {
	t.Helper()
	f := openBook(t, run, "casework/open-cases.xlsx")
	above, header, _ := sheetOf(t, f, "Open cases")
	lines, err := f.GetRows("Open cases")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[len(above)+1:] {
		row := record{}
		for i, cell := range line {
			row[header[i]] = cell
		}
		rows = append(rows, row)
	}
	return above, rows
}

// fewCases publishes a few cases by hand, as at 31 December 2024, which is 30
// days after 1 December and 140 after 13 August.
func fewCases(t *testing.T) published {
	t.Helper()
	return publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "a.csv", []record{
			{"case_id": "new", "person_id": "SECRET1", "received_date": "2024-12-01", "team": "East", "week20_exception": "0"},
			{
				"case_id": "last day", "person_id": "SECRET2", "received_date": "2024-08-13", "request_outcome": "Y",
				"request_outcome_date": "2024-09-01", "assessment_outcome": "Y", "assessment_outcome_date": "2024-11-20",
				"draft_plan_date": "2024-12-01", "case_officer": "A. Officer", "week20_exception": "1",
			},
			{
				"case_id": "late", "received_date": "2024-01-01", "request_outcome": "Y", "request_outcome_date": "2024-02-01", "team": "West",
				"week20_exception": "0",
			},
			{"case_id": "issued", "received_date": "2024-01-01", "plan_issued_date": "2024-05-01", "week20_exception": "0"},
			{"case_id": "later", "received_date": "2025-01-01", "week20_exception": "0"},
		})}, asAt: "2024-12-31", completeFrom: "2024-01-01", charts: true,
	})
}

// TestOpenCases looks at the list of a few cases, and has LibreOffice show it.
func TestOpenCases(t *testing.T) {
	t.Parallel()
	run := fewCases(t)
	t.Run("listed", func(t *testing.T) { checkFewCases(t, run) })
	t.Run("LibreOffice", func(t *testing.T) { checkLibreOffice(t, run) })
}

// checkFewCases reads the list as excelize does.
func checkFewCases(t *testing.T, run published) {
	t.Helper()
	above, rows := casesListed(t, run)
	if !slices.Contains(above, "Open cases: 3, the one that has waited longest first.") ||
		!slices.ContainsFunc(above, func(line string) bool { return strings.HasPrefix(line, "OFFICIAL-SENSITIVE: case-level") }) {
		t.Errorf("above the list stands %q", above)
	}
	var got []string
	for _, row := range rows {
		got = append(got, row.pick("Case", "Officer", "Team", "Stage", "Next step", "Next step by", "Days to next step", "Plan due",
			"Days to plan due", "Weeks open", "Exception", "Route", "20 weeks", "30 weeks", "52 weeks"))
	}
	want := []string{
		"late,Not recorded,West,Assessment,Decide whether to issue a plan,2024-04-22,253 over,2024-05-20,225 over,52.1,No,Ordinary," +
			"2024-05-20,2024-07-29,2024-12-30",
		// Spreadsheets show "last day" for 0, which excelize does not: see checkLibreOffice.
		"last day,A. Officer,Not recorded,Draft plan sent,Issue the final plan,2024-12-31,0 left,2024-12-31,0 left,20.0,Yes,Ordinary," +
			"2024-12-31,2025-03-11,2025-08-12",
		"new,Not recorded,East,Request,Decide whether to assess,2025-01-12,12 left,2025-04-20,110 left,4.3,No,Ordinary," +
			"2025-04-20,2025-06-29,2025-11-30",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("open cases (-want +got):\n%s", diff)
	}
	if _, found := rows[0]["Area"]; found {
		t.Error("a column that no extract has is listed")
	}
	path := filepath.Join(run.Folder, "casework", "open-cases.xlsx")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("open-cases.xlsx: %v, %v", info.Mode(), err)
	}
	checkWorked(t, openBook(t, run, "casework/open-cases.xlsx"))
	for name, text := range zipParts(t, path) {
		if strings.Contains(text, "SECRET") {
			t.Errorf("%s tells who a case is about", name)
		}
	}
}

// checkWorked wants a header that stays in sight and can be filtered by.
func checkWorked(t *testing.T, f *excelize.File) {
	t.Helper()
	panes, err := f.GetPanes("Open cases")
	if err != nil || !panes.Freeze || panes.XSplit != 1 || panes.YSplit < 3 {
		t.Errorf("the panes are %+v: %v", panes, err)
	}
	above, header, rows := sheetOf(t, f, "Open cases")
	corner, _ := excelize.CoordinatesToCellName(len(header), len(above)+1+len(rows))
	tables, err := f.GetTables("Open cases")
	if err != nil || !strings.HasSuffix(tables[0].Range, corner) {
		t.Errorf("the tables are %+v: %v", tables, err)
	}
}

// checkOpenCases wants as many as backlog says are open, the oldest first.
func checkOpenCases(t *testing.T, run published) {
	t.Helper()
	_, rows := casesListed(t, run)
	want := overall(t, run.table(t, "backlog"), record{"as_at": "2024-06-30"})
	if len(rows) != want.number(t, "open") {
		t.Errorf("%d cases are listed, %s are open", len(rows), want["open"])
	}
	over := 0
	for i, row := range rows {
		if i > 0 && tenths(t, row["Weeks open"]) > tenths(t, rows[i-1]["Weeks open"]) {
			t.Errorf("row %d has waited longer than the one before it", i+1)
		}
		if row["52 weeks"] < "2024-06-30" {
			over++
		}
	}
	if over != want.number(t, "over_52_weeks") {
		t.Errorf("%d cases are past 52 weeks, want %s", over, want["over_52_weeks"])
	}
}

// TestNoList writes no list where nothing tells which cases are open, nor with
// tables alone, and says so where none is.
func TestNoList(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, header, row string
		charts, want      bool
	}{
		{"nothing says that a case ended", "case_id,received_date", "a,2024-02-01", true, false},
		{"tables alone", "case_id,received_date,plan_issued_date", "a,2024-02-01,", false, false},
		{"none is open", "case_id,received_date,plan_issued_date", "a,2024-02-01,2024-05-01", true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			run := publish(t, job{
				files: []string{writeFile(t, t.TempDir(), "a.csv", c.header+"\n"+c.row+"\n")}, asAt: "2024-12-31",
				completeFrom: "2024-01-01", charts: c.charts,
			})
			_, err := os.Stat(filepath.Join(run.Folder, "casework", "open-cases.xlsx"))
			if (err == nil) != c.want {
				t.Fatalf("the list is there: %v", err)
			}
			if _, err := os.Stat(filepath.Join(run.Folder, "restricted", "tables.xlsx")); (err == nil) != c.charts {
				t.Errorf("tables.xlsx is there: %v", err)
			}
			if c.want {
				lines, err := openBook(t, run, "casework/open-cases.xlsx").GetRows("Open cases")
				if err != nil || lines[len(lines)-1][0] != "No case is open." {
					t.Errorf("the list says %q: %v", lines, err)
				}
			}
		})
	}
}
