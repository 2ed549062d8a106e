package evidence_test

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"ehcp/pipeline/evidence"
)

// row is one line of a table of reference values, by column.
type row map[string]string

func (r row) float(t *testing.T, column string) float64 {
	t.Helper()
	value, err := strconv.ParseFloat(r[column], 64)
	if err != nil {
		t.Fatalf("column %s: %v", column, err)
	}
	return value
}

func (r row) whole(t *testing.T, column string) int64 {
	t.Helper()
	value, err := strconv.ParseInt(r[column], 10, 64)
	if err != nil {
		t.Fatalf("column %s: %v", column, err)
	}
	return value
}

// referenceTable reads a CSV of testdata with a header.
func referenceTable(t *testing.T, name string) []row {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil || len(lines) < 2 {
		t.Fatalf("%s: %d lines (%v)", name, len(lines), err)
	}
	var rows []row
	for _, line := range lines[1:] {
		r := row{}
		for i, column := range lines[0] {
			r[column] = line[i]
		}
		rows = append(rows, r)
	}
	return rows
}

// referenceValues reads a JSON file of testdata.
func referenceValues(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// near is equality to 1e-9 of the value, or to 1e-9 where the value is small;
// it is never true of NaN.
func near(got, want float64) bool { return math.Abs(got-want) <= 1e-9*max(1, math.Abs(want)) }

// expect fails the test where a figure is not near its reference value.
func expect(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !near(got, want) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

// months makes proportions of the same whole.
func months(whole int64, parts ...int64) []evidence.Proportion {
	var all []evidence.Proportion
	for _, part := range parts {
		all = append(all, evidence.Proportion{Part: part, Whole: whole})
	}
	return all
}
