package extract_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
)

// The hint on a mapping that finds no column gives the mapping as it has to be
// written: our column first, then the header that is nearest.
func TestMappingHint(t *testing.T) {
	t.Parallel()
	_, err := extract.Open(t.Context(), write(t, "a.csv", "case_id,Date received\nk1,2024-01-01\n"),
		extract.Options{Entry: config.Extract{Mapping: map[string]string{"received_date": "Date recieved"}}})
	if got, want := fault.Hint(err), `{received_date: "Date received"}`; !strings.Contains(got, want) {
		t.Errorf("hint is %q, want it to hold %s", got, want)
	}
}

// A header that is no text, such as that of a picture or of a spreadsheet, is
// not printed.
func TestHeaderOfBytes(t *testing.T) {
	t.Parallel()
	for _, content := range []string{
		"PK\x03\x04\x14\x00\x08\x00,\xff\n\x00\x01\n", "\x1b[2Ja,b\n1,2\n", "\xff\xfec\x00a\x00,\x00\n\x00x\x00",
	} {
		_, err := extract.Open(t.Context(), write(t, "a.csv", content), extract.Options{Scratch: t.TempDir()})
		if err == nil || strings.ContainsAny(err.Error(), "\x00\x01\x03\x1b\xff") {
			t.Errorf("error is %q, want no bytes of the file", err)
		}
	}
}

// TestWrongKinds says of a file what it is, where its name says otherwise.
func TestWrongKinds(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a.xls":  "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>case_id</td></tr></table></html>",
		"b.xls":  "\n<!-- export --><HTML><body>x</body></HTML>",
		"c.csv":  "<!DOCTYPE html><p>Please log in",
		"d.xlsx": "\ufeff<table><tr><td>case_id",
	} {
		_, err := extract.Open(t.Context(), write(t, name, text), extract.Options{Scratch: t.TempDir()})
		if fault.KindOf(err) != fault.Extract || !strings.Contains(err.Error(), "is a web page") || !strings.Contains(fault.Hint(err), ".xlsx") {
			t.Errorf("%s gives %v with hint %q", name, err, fault.Hint(err))
		}
	}
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	into, err := archive.Create("cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := into.Write([]byte("case_id,received_date\nk1,2024-01-01\n")); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = extract.Open(t.Context(), write(t, "a.zip", packed.String()), extract.Options{Scratch: t.TempDir()})
	if fault.KindOf(err) != fault.Extract || !strings.Contains(fault.Hint(err), "unpack it") {
		t.Errorf("an archive gives %v with hint %q", err, fault.Hint(err))
	}
}

// Rows behind lines of a bare carriage return are rows.
func TestCarriageReturnsAlone(t *testing.T) {
	t.Parallel()
	path := write(t, "a.csv", "case_id,received_date\rk1,2024-01-01\rk2,2024-01-02\r")
	_, err := extract.Open(t.Context(), path, extract.Options{Scratch: t.TempDir()})
	if err != nil && !strings.Contains(err.Error()+fault.Hint(err), "line") {
		t.Errorf("error is %q with hint %q, want a word about its lines", err, fault.Hint(err))
	}
}
