package extract_test

import (
	"archive/zip"
	"bytes"
	"testing"

	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// sheetOf is a workbook whose only sheet is the XML given, with styles that
// number days and text that cells share.
func sheetOf(t testing.TB, sheet, shared string) []byte {
	t.Helper()
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for name, content := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
			`</Types>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
			`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` +
			`<sheet name="Cases" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>` +
			`</Relationships>`,
		"xl/sharedStrings.xml":     shared,
		"xl/worksheets/sheet1.xml": sheet,
	} {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// FuzzWorkbook reads any sheet: it never panics, what it refuses is the
// extract's fault, and what it reads ends.
func FuzzWorkbook(f *testing.F) {
	const shared = `<sst><si><t>case_id</t></si><si><t>received_date</t></si></sst>`
	for _, seed := range []string{
		`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>` +
			`<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>2024-01-31</t></is></c></row></sheetData></worksheet>`,
		`<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="s"><v>99999999</v></c></row></sheetData></worksheet>`,
		`<worksheet><sheetData><row r="1048577"><c r="ZZZZZ9" t="b"><v>7</v></c></row><row r="-3"/></sheetData></worksheet>`,
		`<worksheet><sheetData><row><c t="e"><v>#REF!</v></c><c><f>A1</f><v>1e308</v></c><c s="42"><v>NaN</v></c></row></sheetData></worksheet>`,
		`<worksheet`, ``, `<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>`,
	} {
		f.Add(seed, shared)
	}
	f.Fuzz(func(t *testing.T, sheet, shared string) {
		path := write(t, "a_2024-12-31.xlsx", string(sheetOf(t, sheet, shared)))
		s, err := extract.Open(t.Context(), path, extract.Options{Scratch: t.TempDir()})
		if err != nil {
			if fault.KindOf(err) != fault.Extract || fault.Hint(err) == "" {
				t.Errorf("error is %q, of kind %d, with hint %q", err, fault.KindOf(err), fault.Hint(err))
			}
			return
		}
		db, err := warehouse.Open(t.Context(), "", warehouse.Options{Threads: 1, TempDir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		if err := s.Deliver(t.Context(), extract.Target{DB: db, ID: 1, Table: "rows"}, func(string) error { return nil }); err != nil && fault.KindOf(err) != fault.Extract {
			t.Errorf("reading gives %v, of kind %d", err, fault.KindOf(err))
		}
	})
}
