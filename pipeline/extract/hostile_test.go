package extract_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// refused opens what has to be refused, with advice, and reads it to its end if
// it opens.
func refused(t *testing.T, path string, limits config.Limits, want string) {
	t.Helper()
	o := extract.Options{Scratch: t.TempDir(), Limits: limits}
	s, err := extract.Open(t.Context(), path, o)
	if err == nil {
		db, failed := warehouse.Open(t.Context(), "", warehouse.Options{Threads: 1, TempDir: t.TempDir()})
		if failed != nil {
			t.Fatal(failed)
		}
		err = s.Deliver(t.Context(), extract.Target{DB: db, ID: 1, Table: "rows"}, func(string) error { return nil })
		if failed := db.Close(); failed != nil {
			t.Error(failed)
		}
	}
	if fault.KindOf(err) != fault.Extract || fault.Hint(err) == "" || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v with hint %q, want %q", err, fault.Hint(err), want)
	}
}

// TestLongLines refuses a line of more than 64 MB and a cell of more than 1 MB,
// or what the configuration says, and reads what is shorter.
func TestLongLines(t *testing.T) {
	t.Parallel()
	const header = "case_id,received_date,area,team,phase\n"
	wide := "k1,2024-01-01," + strings.Repeat("a", 900_000) + "," + strings.Repeat("b", 900_000) + "," + strings.Repeat("c", 900_000) + "\n"
	s := open(t, header+wide+"k2,2024-01-02,,,\n", config.Extract{})
	if got := rows(t, s, "case_id", "length(area) + length(team) + length(phase)"); !slices.Equal(got, []string{"k1|2700000", "k2|-"}) {
		t.Errorf("a line of 2.7 MB gives %q", got)
	}
	refused(t, write(t, "a.csv", header+wide+"k2,2024-01-02,,,\n"), config.Limits{LineMB: 2}, "has a line of more than 2 MB")
	refused(t, write(t, "a.csv", header+"k1,2024-01-01,\""+strings.Repeat("a", 1<<20+1)+"\",,\n"), config.Limits{}, "has a cell of more than 1 MB in row 2")
	endless := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(endless, append([]byte(header), bytes.Repeat([]byte("x"), 65<<20)...), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, endless, config.Limits{}, "has a line of more than 64 MB")
}

// TestBytesOfNoText reads a zero byte and bytes that are no UTF-8 as what they
// are, or rejects their rows: no other row is lost.
func TestBytesOfNoText(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a zero byte": "case_id,received_date\nk1,2024-01-01\nk\x00,2024-01-02\nk3,2024-01-03\n",
		"no UTF-8":    "case_id,received_date\nk1,2024-01-01\n\xff\xfe\xfd,2024-01-02\nk3,2024-01-03\n",
	} {
		got := rows(t, open(t, text, config.Extract{}), "received_date")
		if len(got) < 2 || got[0] != "2024-01-01" || got[len(got)-1] != "2024-01-03" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// sheet writes a workbook of one sheet by hand, so that it can lie.
func sheet(t *testing.T, content string) string {
	t.Helper()
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	path := filepath.Join(t.TempDir(), "a.xlsx")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(file)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
			`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Cases" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + content + `</worksheet>`},
	} {
		into, err := w.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := into.Write([]byte(head + part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// inline is a row of text cells.
func inline(number int, cells ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, number)
	for i, cell := range cells {
		fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, number, cell)
	}
	return b.String() + "</row>"
}

// random is text that does not pack well.
func random(n int) string {
	dice := rand.New(rand.NewPCG(1, 2))
	text := make([]byte, n)
	for i := range text {
		text[i] = byte('a' + dice.IntN(26))
	}
	return string(text)
}

// TestSheetsThatLie reads a sheet by its cells, whatever it says of its size,
// and refuses one that is more than it can be.
func TestSheetsThatLie(t *testing.T) {
	t.Parallel()
	head := inline(1, "case_id", "received_date")
	for name, dimension := range map[string]string{"too large": "A1:XFD1048576", "too small": "A1:A1", "nonsense": "Z9:?"} {
		path := sheet(t, `<dimension ref="`+dimension+`"/><sheetData>`+head+inline(2, "k1", "2024-01-01")+inline(3, "k2", "2024-01-02")+`</sheetData>`)
		s, err := extract.Open(t.Context(), path, extract.Options{Scratch: t.TempDir()})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := rows(t, s, "case_id", "received_date"); !slices.Equal(got, []string{"k1|2024-01-01", "k2|2024-01-02"}) {
			t.Errorf("%s: %q", name, got)
		}
	}
	refused(t, sheet(t, `<sheetData>`+head+inline(2, "k1", "2024-01-01")+inline(2_000_000_000, "k2", "2024-01-02")+`</sheetData>`), config.Limits{},
		"a.xlsx")
	wide := `<row r="%d"><c r="A%[1]d" t="inlineStr"><is><t>k%[1]d</t></is></c><c r="XFD%[1]d" t="inlineStr"><is><t>x</t></is></c></row>`
	var body strings.Builder
	for i := 2; i < 400; i++ {
		fmt.Fprintf(&body, wide, i)
	}
	refused(t, sheet(t, `<sheetData>`+head+body.String()+`</sheetData>`), config.Limits{}, "has a sheet of more than 1048576 rows or 5000000 cells")
	refused(t, sheet(t, `<sheetData>`+head+inline(2, "k1", "2024-01-01")+`</sheetData>`), config.Limits{SheetCells: 3}, "or 3 cells")
	refused(t, sheet(t, `<sheetData>`+head+inline(2, "k1", random(1<<20+1))+`</sheetData>`), config.Limits{}, "has a cell of more than 1 MB in row 2")
}

// TestZipBomb refuses a workbook that unpacks to more than 200 times its size.
func TestZipBomb(t *testing.T) {
	t.Parallel()
	refused(t, sheet(t, `<sheetData>`+inline(1, "case_id", "received_date")+strings.Repeat(" ", 30<<20)+`</sheetData>`), config.Limits{},
		"unpacks to more than 200 times its size")
}
