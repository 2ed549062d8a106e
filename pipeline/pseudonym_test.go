package pipeline_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ehcp/pipeline"
	"ehcp/pipeline/warehouse"
)

// TestNationalNumbersAreHashed maps UPN to person_id: what is kept is the hash
// that a SEN2 return with the same key gives, and no file of the run has the
// number itself.
func TestNationalNumbersAreHashed(t *testing.T) {
	t.Parallel()
	key := bytes.Repeat([]byte{7}, 32)
	hashed := func(text string) string {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(text))
		return hex.EncodeToString(mac.Sum(nil))[:32]
	}
	ids := map[string]string{
		"S123456789012": hashed("upn:S123456789012"), "s12345678901a ": hashed("upn:S12345678901A"),
		"1234567890": hashed("uln:1234567890"), "943 476 5919": hashed("uln:9434765919"),
		"P000000000000": "P000000000000", "9999999999": "9999999999", "P12345": "P12345", "123456789012": "123456789012", "": "",
	}
	var rows []record
	for _, id := range slices.Sorted(func(yield func(string) bool) {
		for id := range ids {
			if !yield(id) {
				return
			}
		}
	}) {
		rows = append(rows, record{"case_id": "C" + id, "received_date": "2024-01-01", "UPN": id, "plan_issued_date": "2024-05-01"})
	}
	path := writeCSV(t, t.TempDir(), "cases.csv", rows)
	o := job{files: []string{path}, asAt: "2024-12-31", settings: "extracts: [{path: " + path + ", mapping: {person_id: UPN}}]\n", unpublished: true}.options(t)
	writeFile(t, o.Config.Folder, "ehcp.key", hex.EncodeToString(key))
	result, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatalf("run: %v", err)
	}
	db, err := warehouse.Open(t.Context(), filepath.Join(result.Folder, "casework", "ehcp.duckdb"), warehouse.Options{Threads: 1, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	_, kept, err := db.Text(t.Context(), "select case_id[2:], coalesce(person_id, '') from stage_assessments")
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	if len(kept) != len(ids) {
		t.Fatalf("%d rows, want %d", len(kept), len(ids))
	}
	for _, row := range kept {
		want, known := ids[*row[0]]
		if !known {
			want = ids[*row[0]+" "]
		}
		if *row[1] != want {
			t.Errorf("%q is kept as %q, want %q", *row[0], *row[1], want)
		}
	}
}

// TestKeyIsMadeWhereItIsNeeded keeps a key of its own making where a number was
// hashed with it, and not where people are numbered in another way.
func TestKeyIsMadeWhereItIsNeeded(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]bool{"S123456789012": true, "P12345": false} {
		row := record{"case_id": "1", "received_date": "2024-01-01", "person_id": id, "plan_issued_date": "2024-05-01"}
		path := writeCSV(t, t.TempDir(), "cases.csv", []record{row})
		o := job{files: []string{path}, asAt: "2024-12-31", unpublished: true}.options(t)
		result, err := pipeline.Run(t.Context(), o)
		if err != nil {
			t.Fatalf("run: %v", err)
		}
		key, err := os.ReadFile(filepath.Join(o.Config.Folder, "ehcp.key"))
		if errors.Is(err, fs.ErrNotExist) == want {
			t.Errorf("%s: reading the key gives %v, want a key %v", id, err, want)
		}
		database, err := os.ReadFile(filepath.Join(result.Folder, "casework", "ehcp.duckdb"))
		if err != nil {
			t.Fatal(err)
		}
		if want && (bytes.Contains(database, []byte(id)) || bytes.Contains(database, key) || len(key) != 64) {
			t.Errorf("the database holds the number or the key")
		}
	}
}
