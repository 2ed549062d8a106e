package pipeline_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ehcp/pipeline"
	"ehcp/pipeline/fault"
)

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
