package pipeline_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ehcp/pipeline"
	"ehcp/pipeline/warehouse"
)

// A return of four people stands in testdata/return as XML and as the nine
// files of COLLECT's export; the workbooks are made of the latter.
const returnFolder = "testdata/return"

// keptAs are the parts of a return: the name that COLLECT gives a module, the
// sheet of a pre-submission workbook, and the title in DfE's template.
func keptAs() [][3]string {
	return [][3]string{
		{"sen2", "", "Header Record"},
		{"person", "Person", "Person Record"},
		{"requests", "Requests", "Requests Records"},
		{"assessment", "Assessments", "Assessments Records"},
		{"namedplan", "Named Plan", "Named Plan Records"},
		{"plandetail", "Plan Detail", "Plan Detail Records"},
		{"activeplans", "Active Plan", "Active Plan Records"},
		{"placementdetail", "Placement Detail", "Placement Detail Records"},
		{"senneed", "SEN Need", "SEN Need Records"},
	}
}

// blade reads the rows of a module.
func blade(t testing.TB, module string) [][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(returnFolder, "Blade-Export_20-01-2025_"+module+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// byRequest gives the rows of a module as the workbooks have them: without keys
// below that of the request, which every row has.
func byRequest(t testing.TB, module string) [][]string {
	t.Helper()
	rows := blade(t, module)
	keyOf := map[string][2]string{ // the key of the module above, and the module
		"namedplan": {"assessmenttableid", "assessment"}, "plandetail": {"namedplantableid", "namedplan"},
		"placementdetail": {"activeplanstableid", "activeplans"}, "senneed": {"activeplanstableid", "activeplans"},
	}
	above, isBelow := keyOf[module]
	if !isBelow {
		return rows
	}
	requestOf := map[string]string{}
	for _, row := range byRequest(t, above[1]) {
		requestOf[row[0]] = row[4]
	}
	for i, row := range rows {
		row[4] = requestOf[row[4]]
		if i == 0 {
			row[4] = "requeststableid"
		}
	}
	return rows
}

// preSubmission writes the workbook that is checked before a submission: ids
// as numbers, one heading misspelt, no header.
func preSubmission(t testing.TB) string {
	t.Helper()
	f := excelize.NewFile()
	for _, module := range keptAs() {
		if module[1] == "" {
			continue
		}
		if _, err := f.NewSheet(module[1]); err != nil {
			t.Fatal(err)
		}
		for i, row := range byRequest(t, module[0]) {
			cells := make([]any, len(row))
			for place, cell := range row {
				cells[place] = cell
				if strings.HasSuffix(blade(t, module[0])[0][place], "tableid") && i > 0 {
					cells[place] = cell + ".0"
				}
				if i == 0 && cell == "requestsource" {
					cells[place] = "rquestsource"
				}
			}
			if err := f.SetSheetRow(module[1], "A"+string(rune('1'+i)), &cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "pre-submission_2025-01-16.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// template writes DfE's template: all modules in one sheet, each under its
// title, with headings that are phrases.
func template(t testing.TB) string {
	t.Helper()
	phrases := map[string]string{
		"collection": "Collection Name", "referencedate": "Reference Date", "lea": "LA Number", "year": "Year",
		"persontableid":   "Person ID\n\n(This must be a unique ID for each Person record)",
		"personbirthdate": "Date of Birth \n(ccyy-mm-dd)", "upn": "UPN - Unique Pupil Number", "postcode": "Post Code",
		"uniquelearnernumber": "ULN - Young Persons Unique Learner Number", "surname": "Surname", "forename": "Forename",
		"requeststableid": "Requests record ID\n\n(This must match the relevant ID in the Requests table)",
		"receiveddate":    "Date request was received", "requestsource": "Source of request for an EHC needs assessment",
		"requestoutcomedate": "Request Outcome Date", "requestoutcome": "Request Outcome", "requestmediation": "Request Mediation",
		"requesttribunal":   "Request Tribunal",
		"exported":          "Exported - Child or young person moves out of LA before assessment is completed",
		"assessmentoutcome": "Assessment Outcome - Decision to issue EHC plan", "assessmentoutcomedate": "Assessment Outcome Date",
		"week20": "Twenty week time limit exceptions apply", "startdate": "EHC Plan Start Date", "ceasedate": "Date EHC plan ceased",
		"urn": "URN - Unique Reference Number", "placementrank": "Placement Rank (1=Primary, 2=Secondary)",
		"transferla": "EHC Plan transferred in from another LA during calendar year", "entrydate": "Placement Start Date",
		"sentype": "SEN Type of Need", "sentyperank": "SEN Type of Need rank  (1=Primary, 2=Secondary)",
		"NativeId": "LA\n(From Header Record)",
	}
	f := excelize.NewFile()
	const sheet = "Data Entry Template"
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		t.Fatal(err)
	}
	at := 3
	for _, module := range keptAs() {
		lines := append([][]string{{module[2]}}, byRequest(t, module[0])...)
		for place, heading := range lines[1] {
			if phrase := phrases[heading]; phrase != "" {
				lines[1][place] = phrase
			}
		}
		for _, line := range lines {
			cell, err := excelize.CoordinatesToCellName(1, at)
			if err == nil {
				err = f.SetSheetRow(sheet, cell, &line)
			}
			if err != nil {
				t.Fatal(err)
			}
			at++
		}
		at += 2
	}
	path := filepath.Join(t.TempDir(), "template.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func bladeFiles(t testing.TB) []string {
	t.Helper()
	return glob(t, filepath.Join(returnFolder, "Blade-*.csv"))
}

// TestReturnInEveryForm publishes the same from one return however it is kept.
func TestReturnInEveryForm(t *testing.T) {
	t.Parallel()
	want, _ := readReturn(t, filepath.Join(returnFolder, "return.xml"))
	if len(want) != 4 || len(want[0]) < 30 {
		t.Fatalf("the XML gives %d cases", len(want))
	}
	for name, files := range map[string][]string{
		"COLLECT's files": bladeFiles(t), "pre-submission workbook": {preSubmission(t)}, "DfE's template": {template(t)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, run := readReturn(t, files...)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("cases differ from those of the XML (-want +got):\n%s", diff)
			}
			var rules []string
			for _, row := range run.quality(t, "issues") {
				rules = append(rules, row["rule"])
			}
			if diff := cmp.Diff([]string{"person_without_request", "plan_start_differs"}, rules); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// publishReturn publishes a return, or several of one authority.
func publishReturn(t testing.TB, j job) published {
	t.Helper()
	j.settings = "council: {code: \"886\"}\n"
	o := j.options(t)
	writeFile(t, o.Config.Folder, "ehcp.key", strings.Repeat("0f", 32))
	result, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return published{result}
}

// readReturn works a return out and gives its cases without the names of files.
func readReturn(t testing.TB, files ...string) ([][]*string, published) {
	t.Helper()
	run := publishReturn(t, job{files: files, unpublished: true})
	db, err := warehouse.Open(t.Context(), filepath.Join(run.Folder, "casework", "ehcp.duckdb"), warehouse.Options{Threads: 1, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	_, rows, err := db.Text(t.Context(), "select * exclude (extract_file, extract_row) from cases order by all")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return rows, run
}
