package pipeline_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ehcp/pipeline/ask"
)

// formulas are texts that a spreadsheet may take for a formula: with = + - @, a
// tab or a line end in front, and the wide forms of the first four.
func formulas() []string {
	return []string{"=1+1", "+cmd|' /C calc'!A0", "-987654", "@SUM(1)", "\tx", "\rx", "\nx", "＝1+1", "＋1", "－1", "＠x"}
}

// isFormula says whether a cell of a file would be taken for a formula: numbers
// that are below zero are not.
func isFormula(cell string) bool {
	first, _ := utf8.DecodeRuneInString(cell)
	if !strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return false
	}
	_, err := strconv.ParseFloat(cell, 64)
	return err != nil || slices.Contains(formulas(), cell)
}

// formulaColumns are the columns of an extract that take any text.
func formulaColumns() []string {
	return []string{
		"case_id", "person_id", "area", "district", "team", "case_officer", "primary_need", "sex", "ethnicity", "phase",
		"setting_type", "setting_urn", "social_care_status", "health_area", "clock_restart_reason", "transferred_from", "locality",
	}
}

// formulaRun publishes an extract in which every text begins like a formula, the
// configuration's too.
func formulaRun(t *testing.T) published {
	t.Helper()
	var rows []record
	for i, text := range formulas() {
		for n, ended := range []string{"", "2024-05-01"} {
			row := record{"received_date": fmt.Sprintf("2024-0%d-1%d", 1+n, i%10), "plan_issued_date": ended, "week20_exception": "0"}
			for _, column := range formulaColumns() {
				row[column] = text
			}
			row["case_id"] = text + strconv.Itoa(10*i+n) // ids are trimmed: each is a case of its own
			rows = append(rows, row)
		}
	}
	rows = append(rows, record{"case_id": "=no date", "received_date": "=never", "area": "=x"})
	folder := t.TempDir()
	run := publish(t, job{
		files: []string{writeCSV(t, folder, "=cases.csv", rows)}, asAt: "2024-12-31", completeFrom: "2024-01-01", public: true, charts: true,
		settings: "council: {code: E10000016, name: '=council', note: '=note'}\n" +
			"breakdowns: {public: [All, Area], restricted: [Phase], extra: {'=topic': locality}, crosses: [[Team, Area]]}\n" +
			"disclosure: {minimum_count: 1}\ngates: {rejected_share: 1, undated_share: 1}\n" +
			"baseline: {rebase: [{measure: received, date: 2024-06-01, reason: '=why'}]}\n",
	})
	return run
}

// TestNoFormulas reads every CSV and workbook of a run for text that a
// spreadsheet would take for a formula.
func TestNoFormulas(t *testing.T) {
	t.Parallel()
	run := formulaRun(t)
	read := map[string]int{}
	err := filepath.WalkDir(run.Folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, _ := filepath.Rel(run.Folder, path)
		switch ending := filepath.Ext(path); ending {
		case ".csv":
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			checkNoFormulaCSV(t, name, text)
			read[ending]++
		case ".xlsx":
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			checkNoFormulaXLSX(t, name, text)
			read[ending]++
		}
		return nil
	})
	if err != nil || read[".csv"] < 50 || read[".xlsx"] != 3 {
		t.Fatalf("read %v: %v", read, err)
	}
	checkQueriesHarmless(t, run)
	checkFormulasListed(t, run)
}

func checkNoFormulaCSV(t *testing.T, name string, text []byte) {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for i, line := range lines {
		for k, cell := range line {
			if isFormula(cell) {
				t.Errorf("%s line %d, %s: %q", name, i+1, lines[0][k], cell)
			}
		}
	}
}

// checkNoFormulaXLSX reads the sheets as they are stored: any part may hold text.
func checkNoFormulaXLSX(t *testing.T, name string, content []byte) {
	t.Helper()
	for part, text := range partsOf(t, content) {
		if strings.HasPrefix(part, "xl/worksheets/") && regexp.MustCompile(`<f[ >/]`).MatchString(text) {
			t.Errorf("%s, %s has a formula", name, part)
		}
		for _, found := range regexp.MustCompile(`<t(?: [^>]*)?>([^<]*)</t>`).FindAllStringSubmatch(text, -1) {
			if cell := html.UnescapeString(found[1]); isFormula(cell) {
				t.Errorf("%s, %s: %q", name, part, cell)
			}
		}
	}
}

// zipParts gives the parts of a packed file as text.
func zipParts(t *testing.T, path string) map[string]string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return partsOf(t, content)
}

func partsOf(t *testing.T, content []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, part := range archive.File {
		file, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(file)
		if err != nil {
			t.Fatalf("%s: %v", part.Name, err)
		}
		parts[part.Name] = string(text)
	}
	return parts
}

// checkQueriesHarmless asks for the cases in the formats that spreadsheets open.
func checkQueriesHarmless(t *testing.T, run published) {
	t.Helper()
	for format, check := range map[string]func(*testing.T, string, []byte){"csv": checkNoFormulaCSV, "xlsx": checkNoFormulaXLSX} {
		if !slices.Contains(ask.Formats(), format) {
			continue
		}
		var out bytes.Buffer
		w, err := ask.NewWriter(format, &out, ask.Look{})
		if err != nil {
			t.Fatal(err)
		}
		answer, err := ask.Ask(t.Context(), filepath.Join(run.Folder, "casework", "ehcp.duckdb"),
			ask.Query{SQL: `select *, case_id as "=1+1", [case_id] as "@list", {a: case_id} as "-part" from cases`}, nil,
			ask.Limits{Timeout: time.Minute, MemoryLimit: "1GiB"})
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = ask.Write(w, answer, 0)
		if err := errors.Join(err, answer.Close()); err != nil {
			t.Fatal(err)
		}
		check(t, "query --format "+format, out.Bytes())
	}
}

// checkFormulasListed wants an issue for each text that got an apostrophe.
func checkFormulasListed(t *testing.T, run published) {
	t.Helper()
	listed := map[string]bool{}
	for _, row := range where(run.quality(t, "issues"), record{"rule": "formula_text"}) {
		listed[row.pick("column", "value")] = true
		if row["column"] == "case_id" && (row["row"] == "" || row["value"] != "") {
			t.Errorf("a case is listed as row %q, %q", row["row"], row["value"])
		}
	}
	for _, column := range []string{"area", "phase", "extra_1", "team", "case_officer", "district", "primary_need"} {
		for _, text := range formulas() {
			if !listed[column+",'"+text] {
				t.Errorf("%q in %s is not listed", text, column)
			}
		}
	}
	if !listed["case_id,"] || !listed["authority_name,'=council"] {
		t.Errorf("the cases or the council are not listed")
	}
}
