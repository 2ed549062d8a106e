package extract_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"ehcp/pipeline/extract"
	"ehcp/pipeline/warehouse"
)

// TestShare reads a return, plain and packed: from batch to batch more of the
// file has been read, and in the end all of it. Of a workbook nothing is known.
func TestShare(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>2024</Year>" +
		"<ReferenceDate>2024-01-18</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>886</LEA></Source></Header><Persons>")
	for i := range 4000 {
		fmt.Fprintf(&text, "<Person><Surname>A%d</Surname><Forename>B</Forename><PersonBirthDate>2012-03-04</PersonBirthDate><Sex>M</Sex>"+
			"<Requests><ReceivedDate>2023-05-02</ReceivedDate><RequestOutcome>A</RequestOutcome></Requests></Person>", i)
	}
	text.WriteString("</Persons></Message>")
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(text.String())); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"return.xml": text.String(), "return.xml.gz": packed.String()} {
		shares := sharesOf(t, write(t, name, content))
		if len(shares) != 5 || shares[4] != 1 {
			t.Errorf("%s: shares are %v, want 5 that end with 1", name, shares)
		}
		for i := 1; i < len(shares); i++ {
			if shares[i] < shares[i-1] {
				t.Errorf("%s: shares are %v", name, shares)
			}
		}
		if name == "return.xml" && (shares[0] < 0.2 || shares[0] > 0.8) {
			t.Errorf("after a quarter of the rows %v of the file has been read", shares[0])
		}
	}
	if shares := sharesOf(t, saved(t, book(t, false), "a.xlsx")); len(shares) > 0 {
		t.Errorf("of a workbook there are shares %v", shares)
	}
}

// sharesOf asks after every thousand rows, and at the end.
func sharesOf(t *testing.T, path string) (shares []float64) {
	t.Helper()
	s, err := extract.Open(t.Context(), path, extract.Options{Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	db, err := warehouse.Open(t.Context(), "", warehouse.Options{Threads: 1, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	ask := func(string) error {
		if share, ok := s.Share(); ok {
			shares = append(shares, share)
		}
		return nil
	}
	if err := s.Deliver(t.Context(), extract.Target{DB: db, ID: 1, Table: "rows", Batch: 1000, Key: []byte("key")}, ask); err != nil {
		t.Fatal(err)
	}
	_ = ask("")
	return shares
}
