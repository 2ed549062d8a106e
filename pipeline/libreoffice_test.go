package pipeline_test

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// checkLibreOffice opens the workbooks in LibreOffice, which has every sheet
// write what it shows as CSV.
func checkLibreOffice(t *testing.T, run published) {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("needs LibreOffice")
	}
	sheets := shownBy(t, office, filepath.Join(run.Folder, "restricted", "tables.xlsx"), filepath.Join(run.Folder, "casework", "open-cases.xlsx"))
	for sheet, rows := range sheets {
		for i, row := range rows {
			for _, cell := range row {
				if strings.Contains(cell, "###") || strings.HasPrefix(cell, "Err:") || strings.HasPrefix(cell, "#") {
					t.Errorf("%s, row %d shows %q", sheet, i+1, cell)
				}
			}
		}
	}
	for _, c := range []struct {
		sheet string
		want  []string // the beginning of a row
	}{
		{"tables-Cover", []string{"Education, health and care needs assessments: timeliness and backlog, as at 31 December 2024"}},
		{"tables-Contents", []string{"falling_due", "Cases falling due at 20, 30 and 52 weeks", "15", "In this workbook"}},
		{"tables-backlog", []string{"[x]", "[x]", "2024-12-31", "Yes", "Yes", "All", "All", "3", "2", "0", "0", "1"}},
		{"tables-timeliness", []string{"[x]", "[x]", "calendar_year", "2024-01-01", "2024-12-31", "2024", "Yes", "All", "All", "1", "1"}},
		{"open-cases-Open cases", []string{"late", "Not recorded", "West", "Assessment", "Decide whether to issue a plan", "2024-04-22", "253 over"}},
		{"open-cases-Open cases", []string{
			"last day", "A. Officer", "Not recorded", "Draft plan sent", "Issue the final plan", "2024-12-31", "last day", "2024-12-31", "last day", "20.0",
		}},
	} {
		if !showsRow(sheets[c.sheet], c.want) {
			t.Errorf("%s shows no row %q but %q", c.sheet, c.want, sheets[c.sheet])
		}
	}
}

// shownBy has LibreOffice write every sheet of workbooks as it shows it.
func shownBy(t *testing.T, office string, books ...string) map[string][][]string {
	t.Helper()
	folder := t.TempDir()
	const everySheetAsShown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
	command := exec.CommandContext(t.Context(), office, append([]string{
		"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", everySheetAsShown, "--outdir", folder,
	}, books...)...)
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	sheets := map[string][][]string{}
	for _, file := range glob(t, filepath.Join(folder, "*.csv")) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		reader := csv.NewReader(strings.NewReader(string(text)))
		reader.FieldsPerRecord = -1
		rows, err := reader.ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		sheets[strings.TrimSuffix(filepath.Base(file), ".csv")] = rows
	}
	if len(sheets) == 0 {
		t.Fatalf("LibreOffice could not open %s", books)
	}
	return sheets
}

// showsRow says whether a row begins with these cells.
func showsRow(rows [][]string, want []string) bool {
	for _, row := range rows {
		if len(row) >= len(want) && strings.Join(row[:len(want)], "|") == strings.Join(want, "|") {
			return true
		}
	}
	return false
}
