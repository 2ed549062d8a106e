package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
)

// TestDamagedSheets refuses a sheet whose XML breaks before its end: the library
// ends its walk there, and the rows behind it were lost.
func TestDamagedSheets(t *testing.T) {
	t.Parallel()
	head := `<sheetData>` + inline(1, "case_id", "received_date") + inline(2, "k1", "2024-01-01")
	tail := inline(4, "k3", "2024-01-03") + `</sheetData>`
	for name, text := range map[string]string{
		"a control character":  "k\x01",
		"a numbered one":       "k&#1;",
		"an HTML entity":       "k&nbsp;",
		"a bare ampersand":     "k & l",
		"bytes of no text":     "k\xff",
		"an element left open": "k<b>",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refused(t, sheet(t, head+inline(3, text, "2024-01-02")+tail), config.Limits{}, `a.xlsx: the sheet "Cases" is damaged`)
		})
	}
	refused(t, sheet(t, head+`<row r="3"><c r="A3" t="s"><v>7</v></c></row>`+tail), config.Limits{}, `the sheet "Cases" is damaged`)
	refused(t, sheet(t, `<sheetData>`+inline(1, "case_id", "received_date")[:60]), config.Limits{}, `the sheet "Cases" is damaged`)
}

// TestRowsOutOfOrder refuses rows and cells that the library would drop or put
// into another column.
func TestRowsOutOfOrder(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ body, where string }{
		"a row before":    {inline(5, "k1", "2024-01-01") + inline(3, "k2", "2024-01-02"), "row 3 comes after row 5"},
		"a row twice":     {inline(2, "k1", "2024-01-01") + inline(2, "k2", "2024-01-02"), "row 2 comes after row 2"},
		"a cell before":   {`<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>`, "the cell A2"},
		"a cell of row 9": {`<row r="2"><c r="A9"><v>1</v></c></row>`, "the cell A9"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refused(t, sheet(t, `<sheetData>`+inline(1, "case_id", "received_date")+c.body+`</sheetData>`), config.Limits{}, c.where)
		})
	}
	path := sheet(t, `<sheetData>`+inline(1, "case_id", "received_date")+inline(9, "k1", "2024-01-01")+
		`<row><c t="inlineStr"><is><t>k2</t></is></c></row></sheetData>`)
	s, err := extract.Open(t.Context(), path, extract.Options{Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(t, s); !slices.Equal(got, []string{"9", "10"}) {
		t.Errorf("rows stand in %q, want 9 and, without a number, 10", got)
	}
}

// TestFormulasWithoutValues refuses them in a column that is read, below the
// header, and takes one whose value is an empty text.
func TestFormulasWithoutValues(t *testing.T) {
	t.Parallel()
	body := func(cell string) string {
		return `<sheetData>` + inline(1, "case_id", "received_date", "Surname") +
			`<row r="2"><c r="A2" t="inlineStr"><is><t>k1</t></is></c>` + cell + `</row></sheetData>`
	}
	for _, cell := range []string{`<c r="B2"><f>Z2</f></c>`, `<c r="B2"><f>Z2</f><v></v></c>`, `<c r="B2" s="1"><f>Z2</f><v/></c>`} {
		refused(t, sheet(t, body(cell)), config.Limits{}, `the cell B2 of the sheet "Cases" has a formula without a value`)
	}
	for _, cell := range []string{
		`<c r="B2" t="str"><f>Z2</f><v></v></c>`, `<c r="B2"><f>Z2</f><v>45292</v></c>`, `<c r="B2"/><c r="C2"><f>Z2</f></c>`,
	} {
		if _, err := extract.Open(t.Context(), sheet(t, body(cell)), extract.Options{Scratch: t.TempDir()}); err != nil {
			t.Errorf("%s: %v", cell, err)
		}
	}
}

// TestLongIDs reads whole numbers as they are stored, whatever they look like.
func TestLongIDs(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	t.Cleanup(func() { _ = f.Close() })
	set := func(cell string, value any) {
		t.Helper()
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	set("A1", "case_id")
	set("B1", "received_date")
	formats := []string{"", "@", "0.00", "#,##0", "0.00E+00", "[Red]0", "General"}
	var want []string
	for i, format := range formats {
		for k, id := range []int64{123456789012, 123456789013, 123456789012345, 123456789012346, 1234567890123456, 1234567890123457} {
			row := 2 + 6*i + k
			set(fmt.Sprintf("A%d", row), id)
			set(fmt.Sprintf("B%d", row), "2024-01-01")
			want = append(want, fmt.Sprint(id))
			if format == "" {
				continue
			}
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellStyle("Sheet1", fmt.Sprintf("A%d", row), fmt.Sprintf("A%d", row), style); err != nil {
				t.Fatal(err)
			}
		}
	}
	s, err := extract.Open(t.Context(), saved(t, f, "a.xlsx"), extract.Options{Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if got := rows(t, s, "case_id"); !slices.Equal(got, want) {
		t.Errorf("ids are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
