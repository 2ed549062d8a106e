package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ehcp/pipeline"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// TestDamagedParquet advises on a Parquet file whose pages are damaged as on one,
// not as on a CSV.
func TestDamagedParquet(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a_2024-12-31.parquet")
	db, err := warehouse.Open(t.Context(), "", warehouse.Options{Threads: 1, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Exec(t.Context(), "copy (select 'k' || i as case_id, date '2024-01-31' + i::integer as received_date from range(9) as n (i)) to "+
		warehouse.Literal(path)+" (format parquet)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4; i < 40; i++ {
		text[i] ^= 0xff
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = pipeline.Run(t.Context(), job{files: []string{path}}.options(t))
	if fault.KindOf(err) != fault.Extract || !strings.Contains(err.Error(), "a_2024-12-31.parquet cannot be read to its end") || strings.Contains(fault.Hint(err), "CSV") {
		t.Errorf("got %v with hint %q", err, fault.Hint(err))
	}
}
