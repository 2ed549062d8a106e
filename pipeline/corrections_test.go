package pipeline_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ehcp/pipeline"
)

const correctionsHeader = "case,column,from,to,why,who\n"

// correct runs a job with a file of corrections beside its configuration.
func correct(t *testing.T, j job, lines string) published {
	t.Helper()
	o := j.options(t)
	writeFile(t, o.Config.Folder, "corrections.csv", correctionsHeader+lines)
	result, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatalf("run: %v", err)
	}
	return published{result}
}

// TestCorrectionOfNoColumn corrects columns that the extract lacks: that has no
// effect, and is said to have none.
func TestCorrectionOfNoColumn(t *testing.T) {
	t.Parallel()
	path := writeCSV(t, t.TempDir(), "cases.csv", []record{{"case_id": "1", "received_date": "2024-01-01"}}, "plan_issued_date")
	run := correct(t, job{files: []string{path}, asAt: "2024-12-31", unpublished: true}, "1,closed_date,,2024-08-01,closed,AB\n1,authority_code,,886,x,AB\n")
	if c := run.Manifest.Corrections; c.Applied != 0 || c.Stale != 2 {
		t.Errorf("%v, want 0 applied, 2 stale", c)
	}
	for _, row := range run.quality(t, "corrections") {
		if got := row.pick("status", "reason"); got != "stale,the extract has no such column" {
			t.Errorf("%s: %s", row["column"], got)
		}
	}
	if !slices.ContainsFunc(run.Manifest.Warnings, func(note string) bool {
		return strings.HasSuffix(note, "no such column as closed_date, authority_code")
	}) {
		t.Errorf("warnings are %q", run.Manifest.Warnings)
	}
}

// TestCorrectedErrorCell mends two of three cells of a workbook that show an
// error: the row with the third is rejected for it alone.
func TestCorrectedErrorCell(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	for i, row := range [][]any{
		{"case_id", "received_date", "plan_issued_date", "area"},
		{"C1", "2024-01-31", "#N/A", "North"},
		{"C2", "2024-01-31", "#N/A", "#REF!"},
	} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "cases.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	run := correct(t, job{files: []string{path}, asAt: "2024-12-31", unpublished: true},
		"C1,plan_issued_date,#N/A,2024-08-01,m,AB\nC2,plan_issued_date,#N/A,2024-08-01,m,AB\n")
	rejects := run.quality(t, "rejects")
	if len(rejects) != 1 || rejects[0].pick("rule", "row", "column", "value") != "cell_error,3,area,#REF!" {
		t.Errorf("rejects are %v, want the area of row 3", rejects)
	}
}

// TestCorrectionInTheExtractsWords takes the word of the extract, and the code
// that it is mapped to, for the same, and a blank cell for whatever stands for
// nothing. The file is as Windows saves it, with what a deleted line leaves.
func TestCorrectionInTheExtractsWords(t *testing.T) {
	t.Parallel()
	path := writeCSV(t, t.TempDir(), "cases.csv", []record{
		{"case_id": "1", "received_date": "2024-01-01", "request_outcome": "Refused", "area": "North", "plan_issued_date": "NULL"},
		{"case_id": "2", "received_date": "2024-01-01", "request_outcome": "refused ", "area": " North ", "plan_issued_date": "1900-01-01"},
	})
	run := correct(t, job{files: []string{path}, asAt: "2024-12-31", settings: fmt.Sprintf(
		"breakdowns: {restricted: [Area]}\nextracts: [{path: %q, codes: {request_outcome: {Refused: N, Agreed: \"Y\"}}}]\n", path)},
		"1,request_outcome,Refused,Agreed,x,AB\n 2 ,request_outcome,N,Y,x,AB\n1,plan_issued_date,,2024-05-01,x,AB\n"+
			"2,plan_issued_date,,2024-05-01,x,AB\n1,area,North,Caf\xe9,x,AB\n2,area,North,Caf\xe9,x,AB\n,,,,,\n")
	if c := run.Manifest.Corrections; c.Listed != 6 || c.Applied != 6 {
		t.Errorf("%v, want 6 applied", c)
	}
	plans := one(t, run.table(t, "timeliness"), record{"period_type": "calendar_year", "period": "2024", "breakdown": "Café"})
	if plans["plans_issued"] != "2" {
		t.Errorf("%s plans issued, want 2", plans["plans_issued"])
	}
}
