package workbook_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ehcp/pipeline/workbook"
)

// columns are one of each kind.
func columns() []workbook.Column {
	return []workbook.Column{
		{Title: "Name", Width: 20},
		{Title: "Said", Kind: workbook.Wrapped, Width: 30},
		{Title: "Count", Kind: workbook.Number, Format: workbook.Whole, Width: 10},
		{Title: "Percentage", Kind: workbook.Number, Format: workbook.Decimal, Width: 12},
		{Title: "Day", Kind: workbook.Day, Width: 12},
		{Title: "Over", Kind: workbook.Truth, Width: 9},
	}
}

func rows() [][]string {
	return [][]string{
		{"North", "A sentence that is longer than thirty characters", "1234", "57.8", "2024-12-31", "true"},
		{"=1+1", "-2", "-12", "100.0", "1900-03-01", "false"},
		{"-2", "[z]", "[c]", "[x]", "[x]", "[z]"},
		{"@x", "+cmd", "NaN", "Inf", "1900-02-28", "yes"},
	}
}

// build writes a workbook with a sheet of each sort and gives its bytes.
func build(t *testing.T) []byte {
	t.Helper()
	book, err := workbook.New(workbook.Properties{
		Title: "A title", Creator: "Sample county", Day: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC), Scratch: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	fail := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	fail(book.Prose("Cover", "=Title", append(workbook.Lines("What it is."), workbook.Line{Text: "A heading", Heading: true})))
	contents := [][]string{{"results", "What it shows"}, {"elsewhere", "Not here"}}
	_, err = book.Table(workbook.Table{
		Sheet: "Contents", Name: "contents", Title: "Contents", Rows: workbook.Given(contents), Links: []string{"results", ""},
		Columns: workbook.Fit([]workbook.Column{{Title: "Sheet"}, {Title: "What"}}, contents),
	})
	fail(err)
	n, err := book.Table(workbook.Table{
		Sheet: "results", Name: "results", Title: "Results", Columns: columns(), Rows: workbook.Given(rows()),
		Lines: append(workbook.Lines("This worksheet contains one table."), workbook.Line{Text: "Back", Sheet: "Contents"}),
	})
	if fail(err); n != len(rows()) {
		t.Errorf("%d rows are written", n)
	}
	_, err = book.Table(workbook.Table{
		Sheet: "work", Name: "work", Title: "To work with", Columns: columns(), Rows: workbook.Given(rows()), Worked: true,
	})
	fail(err)
	var out bytes.Buffer
	fail(errors.Join(book.Write(&out), book.Close()))
	return out.Bytes()
}

// parts gives the files of a workbook as text.
func parts(t *testing.T, content []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", file.Name, err)
		}
		found[file.Name] = string(text)
	}
	return found
}

// TestValues reads back what cells hold and how it is shown.
func TestValues(t *testing.T) {
	t.Parallel()
	f, err := excelize.OpenReader(bytes.NewReader(build(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if diff := cmp.Diff([]string{"Cover", "Contents", "results", "work"}, f.GetSheetList()); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct{ cell, stored, seen string }{
		{"A1", "Results", "Results"},
		{"A2", "This worksheet contains one table.", "This worksheet contains one table."},
		{"A4", "Name", "Name"},
		{"F4", "Over", "Over"},
		{"C5", "1234", "1,234"},
		{"D5", "57.8", "57.8"},
		{"E5", "45657", "2024-12-31"},
		{"F5", "Yes", "Yes"},
		{"A6", "'=1+1", "'=1+1"},
		{"B6", "'-2", "'-2"},
		{"C6", "-12", "-12"},
		{"D6", "100", "100.0"},
		{"E6", "61", "1900-03-01"},
		{"F6", "No", "No"},
		{"A7", "'-2", "'-2"},
		{"C7", "[c]", "[c]"},
		{"E7", "[x]", "[x]"},
		{"C8", "NaN", "NaN"},
		{"D8", "Inf", "Inf"},
		{"E8", "1900-02-28", "1900-02-28"},
		{"F8", "yes", "yes"},
	} {
		stored, err := f.GetCellValue("results", c.cell, excelize.Options{RawCellValue: true})
		seen, other := f.GetCellValue("results", c.cell)
		if errors.Join(err, other) != nil || stored != c.stored || seen != c.seen {
			t.Errorf("%s holds %q and shows %q, want %q and %q", c.cell, stored, seen, c.stored, c.seen)
		}
	}
	if title, _ := f.GetCellValue("Cover", "A1"); title != "'=Title" {
		t.Errorf("the cover's title is %q", title)
	}
	if linked, target, err := f.GetCellHyperLink("Contents", "A3"); err != nil || !linked || target != "'results'!A1" {
		t.Errorf("the contents lead to %q: %v", target, err)
	}
	if linked, _, _ := f.GetCellHyperLink("Contents", "A4"); linked {
		t.Error("what has no sheet is linked")
	}
	props, err := f.GetDocProps()
	if err != nil || props.Title != "A title" || props.Creator != "Sample county" || props.Language != "en-GB" ||
		props.Created != "2024-12-31T00:00:00Z" || props.Modified != props.Created {
		t.Errorf("the properties are %+v: %v", props, err)
	}
}

// TestMarkedUp looks for what the Government Analysis Function asks for and
// against in the parts themselves.
func TestMarkedUp(t *testing.T) {
	t.Parallel()
	found := parts(t, build(t))
	tables := map[string]string{}
	for name, text := range found {
		if strings.Contains(text, "<mergeCell") || regexp.MustCompile(`<f[ >/]`).MatchString(text) {
			t.Errorf("%s has merged cells or formulas", name)
		}
		if strings.HasPrefix(name, "xl/tables/") {
			is := regexp.MustCompile(`<table [^>]* name="([^"]*)"[^>]* ref="([^"]*)"`).FindStringSubmatch(text)
			tables[is[1]] = is[2]
			if strings.Contains(text, "<autoFilter") != (is[1] == "work") {
				t.Errorf("%s: filters are there, or missing: %s", is[1], text)
			}
		}
	}
	if diff := cmp.Diff(map[string]string{"contents": "A2:B4", "results": "A4:F8", "work": "A2:F6"}, tables); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
	for sheet, frozen := range map[string]bool{"xl/worksheets/sheet2.xml": false, "xl/worksheets/sheet3.xml": false, "xl/worksheets/sheet4.xml": true} {
		if strings.Contains(found[sheet], `state="frozen"`) != frozen {
			t.Errorf("%s: frozen is not %t", sheet, frozen)
		}
	}
	for _, family := range regexp.MustCompile(`<name val="([^"]*)"`).FindAllStringSubmatch(found["xl/styles.xml"], -1) {
		if family[1] != "Arial" {
			t.Errorf("the font %s is used", family[1])
		}
	}
	for _, size := range regexp.MustCompile(`<sz val="([0-9]+)"`).FindAllStringSubmatch(found["xl/styles.xml"], -1) {
		if !slices.Contains([]string{"12", "14", "16"}, size[1]) {
			t.Errorf("text of %s points is used", size[1])
		}
	}
}

// TestSameBytes builds the workbook again and again: excelize hands its sheets
// over in no order.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	first := build(t)
	for range 8 {
		if !bytes.Equal(first, build(t)) {
			t.Fatal("the same sheets gave other bytes")
		}
	}
	names := slices.Sorted(maps.Keys(parts(t, first)))
	archive, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range archive.File {
		if file.Name != names[i] || file.Modified.Year() > 1980 { // as a part without a time is read
			t.Errorf("part %d is %s of %s", i, file.Name, file.Modified)
		}
	}
}
