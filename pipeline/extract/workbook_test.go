package extract_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// book makes a workbook as case systems export them: titles above the header,
// days that look like days, ids that are numbers and text, a formula, an error
// and a hidden row.
func book(t testing.TB, date1904 bool) *excelize.File {
	t.Helper()
	f := excelize.NewFile()
	t.Cleanup(func() { _ = f.Close() })
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	if date1904 {
		yes := true
		must(f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	}
	must(f.SetSheetName("Sheet1", "Cases"))
	style := func(format string) int {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		must(err)
		return id
	}
	short, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	must(err)
	must(f.SetCellValue("Cases", "A1", "Requests for assessment, exported for the board"))
	must(f.MergeCell("Cases", "A1", "F1"))
	must(f.SetSheetRow("Cases", "A4", &[]any{"Case_ID", "Surname", "received_date", "plan_issued_date", "area", "age_at_request", "closed_date"}))
	must(f.SetSheetRow("Cases", "A5", &[]any{1234567, "Secret", nil, nil, "North", "7.0", nil}))
	must(f.SetSheetRow("Cases", "A6", &[]any{"124.0", "Secret", "31/01/2024", "2024-05-06", nil, 12, nil}))
	must(f.SetSheetRow("Cases", "A8", &[]any{"k3", "Secret", nil, nil, "#REF!", 3, nil}))
	must(f.SetSheetRow("Cases", "A9", &[]any{"k4", "Secret", nil, nil, nil, 3.0, nil}))
	day := time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)
	for cell, format := range map[string]int{"C5": short, "D5": style("dd/mm/yyyy"), "C8": style(`[$-809]d mmmm yyyy;@`), "C9": style(`"Day" d/m/yy hh:mm`)} {
		value := day
		if cell == "C9" {
			value = day.Add(13*time.Hour + 30*time.Minute)
		}
		must(f.SetCellValue("Cases", cell, value))
		must(f.SetCellStyle("Cases", cell, cell, format))
	}
	must(f.SetCellStyle("Cases", "A5", "A5", style("#,##0.00")))
	must(f.SetRowVisible("Cases", 6, false))
	return f
}

func saved(t testing.TB, f *excelize.File, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWorkbook(t *testing.T) {
	t.Parallel()
	for _, date1904 := range []bool{false, true} {
		f := book(t, date1904)
		if _, err := f.NewSheet("Notes"); err != nil {
			t.Fatal(err)
		}
		s, err := extract.Open(t.Context(), saved(t, f, "cases_2024-12-31.xlsx"), extract.Options{Scratch: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		if want := []string{"Surname"}; !slices.Equal(s.Dropped, want) {
			t.Errorf("Dropped is %q, want %q", s.Dropped, want)
		}
		got := rows(t, s, "case_id", "received_date", "plan_issued_date", "area", "age_at_request", "error_cell")
		want := []string{
			"1234567|2024-02-29|2024-02-29|North|7|-",
			"124|31/01/2024|2024-05-06|-|12|-",
			"k3|2024-02-29|-|#REF!|3|area #REF!",
			"k4|2024-02-29 13:30:00|-|-|3|-",
		}
		if !slices.Equal(got, want) {
			t.Errorf("1904 %v: rows are\n%s\nwant\n%s", date1904, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if len(s.Notes) != 1 || !strings.Contains(s.Notes[0], "1 hidden row") {
			t.Errorf("notes are %q, want a word about the hidden row", s.Notes)
		}
	}
}

// TestWorkbookLines gives the row of the sheet in which each row stands.
func TestWorkbookLines(t *testing.T) {
	t.Parallel()
	s, err := extract.Open(t.Context(), saved(t, book(t, false), "a.xlsx"), extract.Options{Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(t, s); !slices.Equal(got, []string{"5", "6", "8", "9"}) {
		t.Errorf("rows stand in %q, want 5, 6, 8 and 9", got)
	}
}

// TestBatches delivers the same rows in the same order however many stand in the
// table at a time, and each batch once.
func TestBatches(t *testing.T) {
	t.Parallel()
	path := saved(t, book(t, false), "a.xlsx")
	for _, size := range []int{1, 2, 3, 4, 5, 0} {
		s, err := extract.Open(t.Context(), path, extract.Options{Scratch: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		db, err := warehouse.Open(t.Context(), "", warehouse.Options{Threads: 2, TempDir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		batches := 0
		err = s.Deliver(t.Context(), extract.Target{DB: db, ID: 1, Table: "rows", Batch: size}, func(text string) error {
			batches++
			_, found, err := db.Text(t.Context(), "select source_line from rows positional join ("+text+")")
			for _, row := range found {
				got = append(got, *row[0])
			}
			return err
		})
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
		if want := max(1, (4+max(size, 1)-1)/max(size, 1)); !slices.Equal(got, []string{"5", "6", "8", "9"}) || (size > 0 && batches != want) {
			t.Errorf("%d rows at a time: rows %q in %d batches, want 5, 6, 8 and 9 in %d", size, got, batches, want)
		}
	}
}

func TestWorkbookSheets(t *testing.T) {
	t.Parallel()
	f := book(t, false)
	if _, err := f.NewSheet("Archive"); err != nil {
		t.Fatal(err)
	}
	for cell, value := range map[string]string{"A2": "case_id", "B2": "received_date", "A3": "old", "B3": "2020-01-01"} {
		if err := f.SetCellValue("Archive", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	path := saved(t, f, "a.xlsx")
	_, err := extract.Open(t.Context(), path, extract.Options{Scratch: t.TempDir()})
	if fault.KindOf(err) != fault.Extract || !strings.Contains(err.Error(), "Cases, Archive") || !strings.Contains(fault.Hint(err), "sheet:") {
		t.Errorf("two sheets of cases give %v with hint %q", err, fault.Hint(err))
	}
	s, err := extract.Open(t.Context(), path, extract.Options{Entry: config.Extract{Sheet: "Archive"}, Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if got := rows(t, s, "case_id", "received_date"); !slices.Equal(got, []string{"old|2020-01-01"}) {
		t.Errorf("rows of the named sheet are %q", got)
	}
	_, err = extract.Open(t.Context(), path, extract.Options{Entry: config.Extract{Sheet: "Cases "}, Scratch: t.TempDir()})
	if fault.KindOf(err) != fault.Extract || !strings.Contains(err.Error(), `has no sheet "Cases "; it has Cases, Archive`) {
		t.Errorf("a sheet that is not there gives %v", err)
	}
}

func TestWorkbookRefused(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"cut.xlsx":    "PK\x03\x04\x14\x00\x06\x00",
		"old.xls":     "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
		"old.feather": "FEA1",
	} {
		_, err := extract.Open(t.Context(), write(t, name, content), extract.Options{Scratch: t.TempDir()})
		if fault.KindOf(err) != fault.Extract || fault.Hint(err) == "" {
			t.Errorf("%s gives %v with hint %q", name, err, fault.Hint(err))
		}
	}
}
