package extract_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ehcp/pipeline/extract"
	"ehcp/pipeline/warehouse"
)

// BenchmarkWorkbook reads a workbook of 100,000 rows into DuckDB and gives the
// ratio to the library's bare walk over the same rows:
//
//	go test ./pipeline/extract -run '^$' -bench Workbook -benchtime 1x
func BenchmarkWorkbook(b *testing.B) {
	path := bigBook(b, 100_000)
	var bare, whole time.Duration
	for b.Loop() {
		begun := time.Now()
		walkBare(b, path)
		bare += time.Since(begun)
		begun = time.Now()
		readWhole(b, path)
		whole += time.Since(begun)
	}
	b.ReportMetric(whole.Seconds()/float64(b.N), "s-read")
	b.ReportMetric(bare.Seconds()/float64(b.N), "s-bare")
	b.ReportMetric(whole.Seconds()/bare.Seconds(), "x-bare")
}

// bigBook writes a workbook with ids, days and words.
func bigBook(b *testing.B, rows int) string {
	b.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		b.Fatal(err)
	}
	day := func(n int) excelize.Cell { return excelize.Cell{StyleID: style, Value: 44927 + n%700} }
	header := []any{"case_id", "Surname", "received_date", "request_outcome", "request_outcome_date", "plan_issued_date", "area", "age_at_request"}
	if err := w.SetRow("A1", header); err != nil {
		b.Fatal(err)
	}
	for i := range rows {
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), []any{
			i, "Surname", day(i), "Y", day(i + 30), day(i + 150), []string{"North", "South"}[i%2], i % 20,
		}); err != nil {
			b.Fatal(err)
		}
	}
	path := filepath.Join(b.TempDir(), "a_2024-12-31.xlsx")
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		b.Fatal(err)
	}
	return path
}

func walkBare(b *testing.B, path string) {
	b.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.Rows("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for rows.Next() {
		if _, err := rows.Columns(); err != nil {
			b.Fatal(err)
		}
	}
}

func readWhole(b *testing.B, path string) {
	b.Helper()
	s, err := extract.Open(b.Context(), path, extract.Options{Scratch: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	db, err := warehouse.Open(b.Context(), "", warehouse.Options{TempDir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := s.Deliver(b.Context(), extract.Target{DB: db, ID: 1, Table: "rows"}, func(string) error { return nil }); err != nil {
		b.Fatal(err)
	}
}
