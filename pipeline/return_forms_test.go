package pipeline_test

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ehcp/pipeline"
	"ehcp/pipeline/fault"
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

// readReturn publishes a return and gives its cases without the names of files.
func readReturn(t testing.TB, files ...string) ([][]*string, published) {
	t.Helper()
	o := job{files: files, settings: "council: {code: \"886\"}\n"}.options(t)
	writeFile(t, o.Config.Folder, "ehcp.key", strings.Repeat("0f", 32))
	result, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	db, err := warehouse.Open(t.Context(), filepath.Join(result.Folder, "casework", "ehcp.duckdb"), warehouse.Options{TempDir: t.TempDir()})
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
	return rows, published{result}
}

// TestReturnOfLooseRows reports keys that lead nowhere, by file and row, and
// keeps the request of a person who is not there.
func TestReturnOfLooseRows(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, path := range bladeFiles(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		loose := strings.NewReplacer(
			"24,886,1,1,13,", "24,886,1,1,99,", // a request of nobody
			"32,886,1,1,23,A", "32,886,1,1,77,A", // an assessment of no request
			"42,886,1,1,33,", "42,886,1,1,66,", // a plan of no assessment
		).Replace(string(text))
		writeFile(t, folder, filepath.Base(path), loose)
	}
	_, run := readReturn(t, glob(t, filepath.Join(folder, "*.csv"))...)
	var found []string
	for _, row := range run.quality(t, "issues") {
		found = append(found, row.pick("rule", "file", "row"))
	}
	const export = "Blade-Export_20-01-2025_"
	want := []string{
		"agreed_without_assessment," + export + "requests.csv,4",
		"orphan_row," + export + "assessment.csv,3",
		"orphan_row," + export + "namedplan.csv,3",
		"orphan_row," + export + "requests.csv,5",
		"person_without_request," + export + "person.csv,4",
		"person_without_request," + export + "person.csv,5",
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
	if got := run.Manifest.Totals; got.RowsRead != 4 || got.Staged != 4 {
		t.Errorf("rows: %+v, want all four requests staged", got)
	}
	if parts := run.Manifest.Inputs[0].Parts; len(parts) != 8 || parts[0].SHA256 == "" {
		t.Errorf("the manifest names %d more files, want the other eight", len(parts))
	}
}

// changed gives the files of the export with one text in them changed.
func changed(t *testing.T, from, to string) []string {
	t.Helper()
	folder, found := t.TempDir(), false
	for _, path := range bladeFiles(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found = found || strings.Contains(string(text), from)
		writeFile(t, folder, filepath.Base(path), strings.ReplaceAll(string(text), from, to))
	}
	if !found {
		t.Fatalf("no file holds %q", from)
	}
	return glob(t, filepath.Join(folder, "*.csv"))
}

// TestReturnSaysWhereItIsOdd takes what is odd and can be read: blank keys join
// nothing, modules without rows are modules, blank lines count as rows.
func TestReturnSaysWhereItIsOdd(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files []string
		want  string // an issue: rule, file and row
	}{
		"blank keys":  {changed(t, "24,886,1,1,13,", "24,886,1,1,,"), "orphan_row,Blade-Export_20-01-2025_requests.csv,5"},
		"blank lines": {changed(t, "32,886,1,1,23,", "\n\n32,886,1,1,77,"), "orphan_row,Blade-Export_20-01-2025_assessment.csv,5"},
		"no row of a module": {
			changed(t, "51,886,1,1,41,118300,,,,1,0,0\n", ""), "person_without_request,Blade-Export_20-01-2025_person.csv,5",
		},
		"nobody's name or number": {
			changed(t, "Invented,Birch,2015", ",,2015"), "person_unidentified,Blade-Export_20-01-2025_person.csv,3",
		},
		"two assessments": {
			changed(t, "33,886,1,1,24,Y", "34,886,1,1,24,N,2023-Dec-01 00:00:00,,,,,\n33,886,1,1,24,Y"),
			"assessment_repeated,Blade-Export_20-01-2025_requests.csv,5",
		},
	} {
		_, run := readReturn(t, c.files...)
		found := false
		for _, row := range run.quality(t, "issues") {
			found = found || row.pick("rule", "file", "row") == c.want
		}
		if !found || run.Manifest.Totals.RowsRead != 4 {
			t.Errorf("%s: issues %v of %d rows, want %s", name, run.quality(t, "issues"), run.Manifest.Totals.RowsRead, c.want)
		}
	}
}

// TestReturnWithSlashedDays rejects the row of an XML return whose day is not as
// XML has days, for which dates: is no remedy.
func TestReturnWithSlashedDays(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(returnFolder, "return.xml"))
	if err != nil {
		t.Fatal(err)
	}
	path := writeFile(t, t.TempDir(), "return.xml", strings.Replace(string(text), "<ReceivedDate>2024-03-01", "<ReceivedDate>01/03/2024", 1))
	_, run := readReturn(t, path)
	rejects := run.quality(t, "rejects")
	if len(rejects) != 1 || rejects[0].pick("rule", "column", "advice") != "date_unreadable,received_date,write dates as 2024-01-31" {
		t.Errorf("rejects are %v", rejects)
	}
}

// TestReturnNamedInDecember refuses a day that is no census day.
func TestReturnNamedInDecember(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "sen2_2024-12-05.xlsx")
	text, err := os.ReadFile(preSubmission(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = pipeline.Run(t.Context(), job{files: []string{path}}.options(t))
	if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "which is in January") {
		t.Errorf("got %v", err)
	}
}

// TestReturnBesideCases refuses a workbook that holds a return and a list of
// cases, of which the one would be read and the other not.
func TestReturnBesideCases(t *testing.T) {
	t.Parallel()
	book, err := excelize.OpenFile(preSubmission(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.NewSheet("Ours"); err != nil {
		t.Fatal(err)
	}
	if err := book.SetSheetRow("Ours", "A1", &[]string{"case_id", "received_date"}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "both_2025-01-16.xlsx")
	if err := errors.Join(book.SaveAs(path), book.Close()); err != nil {
		t.Fatal(err)
	}
	_, err = pipeline.Run(t.Context(), job{files: []string{path}}.options(t))
	if fault.KindOf(err) != fault.Extract || !strings.Contains(err.Error(), `the sheet "Ours" could hold the cases too`) {
		t.Errorf("got %v", err)
	}
}

// TestReturnProposed names the files of an export by one pattern, and leaves
// what a return says of itself to the return.
func TestReturnProposed(t *testing.T) {
	t.Parallel()
	p, err := pipeline.Propose(t.Context(), job{files: bladeFiles(t)}.options(t))
	if err != nil {
		t.Fatal(err)
	}
	folder, err := filepath.Abs(returnFolder)
	if err != nil {
		t.Fatal(err)
	}
	text, err := p.YAML(folder)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, `path: "Blade-Export_20-01-2025_*.csv"`) || strings.Contains(text, "\nas_at:") ||
		strings.Count(text, "kind: assessments") != 1 {
		t.Errorf("proposed:\n%s", text)
	}
}

// TestReturnNotWhole refuses an export without all that is needed of it.
func TestReturnNotWhole(t *testing.T) {
	t.Parallel()
	files, folder := bladeFiles(t), t.TempDir()
	var noDay []string
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if name := strings.Replace(filepath.Base(path), "_20-01-2025", "", 1); name != "Blade-Export_sen2.csv" {
			noDay = append(noDay, writeFile(t, folder, name, string(text)))
		}
	}
	for name, c := range map[string]struct {
		files []string
		want  string
	}{
		"two of the nine":        {files[:2], "is missing"},
		"a key twice":            {changed(t, "33,886,1,1,24", "31,886,1,1,24"), "_assessment.csv: line 4: the table assessment has a key twice"},
		"a heading unknown":      {changed(t, ",requestmediation,", ",mediated,"), "_requests.csv: the table requests has no column RequestMediation"},
		"cells too many":         {changed(t, "12,886,2,1,900,Invented,", "12,886,2,1,900,Invented,jr,"), "_person.csv: line 3: a row of the table person has more cells than there are headings"},
		"another collection":     {changed(t, "1,1,SEN2,", "1,1,School Census,"), "isn't SEN2"},
		"a quotation mark alone": {changed(t, "Invented,Ash", "Inv\"ented,Ash"), "cannot be read behind line 2"},
		"cells too few":          {changed(t, "21,886,1,1,11,2024-Jan-10 00:00:00,2,0,", "21,886,1,1,11\n25,886,1,1,11,2024-Jan-10 00:00:00,2,0,"), "_requests.csv: line 2: a row of the table requests has fewer cells"},
		"the month first":        {changed(t, "2024-Feb-14 00:00:00", "2/14/2024 0:00"), "_requests.csv: line 2: a day of the table requests has the month first"},
		"no census day at all":   {changed(t, "2025-Jan-16 00:00:00", "soon"), "_sen2.csv: line 2: the header's <ReferenceDate> isn't a date"},
		"without the census day": {noDay, "does not say its census day"},
		"one module twice":       {append(files, files[1]), "are both the module"},
	} {
		_, err := pipeline.Run(t.Context(), job{files: c.files}.options(t))
		if err == nil || !strings.Contains(err.Error(), c.want) || fault.Hint(err) == "" {
			t.Errorf("%s: %v, want %q and advice", name, err, c.want)
		}
	}
}
