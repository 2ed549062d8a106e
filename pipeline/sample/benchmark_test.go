package sample_test

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"ehcp/pipeline/sample"
)

// TestInventedRelease adds up: England's plans are those of its authorities, and the
// county's of 2023 are DfE's 1,804 less the two that were entered late.
func TestInventedRelease(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := sample.WriteLists(t.Context(), dir, sample.Options{Profile: sample.ProfileKent}); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(dir, "benchmark_2024-12-31.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(unpacked).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	england, authorities := map[string]int{}, map[string]int{}
	for _, row := range rows[1:] {
		plans, err := strconv.Atoi(row[12])
		if err != nil {
			t.Fatal(err)
		}
		switch row[2] {
		case "National":
			england[row[0]] = plans
		case "Local authority":
			authorities[row[0]] += plans
		}
		if row[0] == "2023" && row[7] == "E10000016" && (row[12] != "1802" || row[14] != "324" || row[17] != "18.1") { // 324 of 1,794
			t.Errorf("the county's row is %q", row)
		}
	}
	if len(england) != 2 || england["2022"] != authorities["2022"] || england["2023"] != authorities["2023"] {
		t.Errorf("England has %v, its authorities %v", england, authorities)
	}
}
