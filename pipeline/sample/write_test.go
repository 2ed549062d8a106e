package sample_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/sample"
)

func write(t testing.TB, o sample.Options) (path string, rows int) {
	t.Helper()
	path, rows, err := sample.Write(context.Background(), filepath.Join(t.TempDir(), "new"), o)
	if err != nil {
		t.Fatal(err)
	}
	return path, rows
}

func contents(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSameSeedSameBytes(t *testing.T) {
	for _, o := range []sample.Options{
		{Profile: "kent"}, {Profile: "kent", Cases: 500, Seed: 5}, {Profile: "plain", Cases: 5000, Seed: 9},
	} {
		first, _ := write(t, o)
		second, _ := write(t, o)
		if !bytes.Equal(contents(t, first), contents(t, second)) {
			t.Errorf("%+v: two extracts differ", o)
		}
		o.Seed = 77
		other, _ := write(t, o)
		if bytes.Equal(contents(t, first), contents(t, other)) {
			t.Errorf("%+v: another seed gives the same extract", o)
		}
	}
}

func TestKentSize(t *testing.T) {
	path, rows := write(t, sample.Options{})
	if filepath.Base(path) != "assessments_2024-12-31.csv.gz" {
		t.Errorf("name: got %s", path)
	}
	if size := len(contents(t, path)); size > 1_500_000 {
		t.Errorf("size: got %d bytes, want at most 1.5 MB", size)
	}
	if got := len(readAll(t, path)); got != rows {
		t.Errorf("rows: got %d in the file, told of %d", got, rows)
	}
}

// TestCommittedSample holds the rows in sample-data to what the generator writes. It compares what is inside:
// another version of Go may compress it otherwise.
func TestCommittedSample(t *testing.T) {
	const committed = "../../sample-data/assessments_2024-12-31.csv.gz"
	path, _ := write(t, sample.Options{})
	if got := unzipped(t, committed); !bytes.Equal(got, unzipped(t, path)) {
		t.Error("the committed sample is not what seed 1 gives: run ehcp sample --profile kent --output sample-data")
	}
	lists, err := sample.WriteLists(t.Context(), t.TempDir(), sample.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range lists {
		if got := unzipped(t, filepath.Join("../../sample-data", filepath.Base(list.Path))); !bytes.Equal(got, unzipped(t, list.Path)) {
			t.Errorf("the committed %s is not what seed 1 gives: run ehcp sample --profile kent --output sample-data", filepath.Base(list.Path))
		}
	}
}

func unzipped(t *testing.T, path string) []byte {
	t.Helper()
	in, err := gzip.NewReader(bytes.NewReader(contents(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestKentFaults finds the rows that are wrong on purpose, and no others.
func TestKentFaults(t *testing.T) {
	got := kent(t, 1)
	want := map[string]int{
		"before received": 3, "impossible date": 2, "repeat": 2, "no received date": 2, "after as-at": 1,
	}
	for why, n := range want {
		if got.bad[why] != n {
			t.Errorf("%s: got %d rows, want %d", why, got.bad[why], n)
		}
	}
	if len(got.bad) != len(want) {
		t.Errorf("faults: got %v, want %v", got.bad, want)
	}
	undated := 0
	for _, r := range got.good {
		if r["closed_reason"] != "" && r["closed_date"] == "" {
			undated++
		}
	}
	if undated != 1 {
		t.Errorf("ended without a date: got %d rows, want 1", undated)
	}
}

// TestDateOrder holds the calibrated rows, a draw and a shift to the order in which things happen.
func TestDateOrder(t *testing.T) {
	moved := time.Date(2025, time.June, 30, 0, 0, 0, 0, time.UTC)
	for _, o := range []sample.Options{{}, {Cases: 20_000, Seed: 3}, {AsAt: moved}, {Cases: 700, AsAt: moved}} {
		path, rows := write(t, o)
		asAt := mustDay(t, "2024-12-31")
		if !o.AsAt.IsZero() {
			asAt = mustDay(t, "2025-06-30")
		}
		if o.Cases != 0 && rows != o.Cases {
			t.Errorf("%+v: got %d rows", o, rows)
		}
		found := sift(readAll(t, path), asAt)
		if (o.Cases != 0 || !o.AsAt.IsZero()) && len(found.bad) > 0 {
			t.Errorf("%+v: rows with faults: %v", o, found.bad)
		}
		for _, r := range found.good {
			checkOrder(t, r)
		}
	}
}

func checkOrder(t *testing.T, r row) {
	t.Helper()
	before := ""
	for _, column := range []string{
		"received_date", "opened_date", "request_outcome_date", "reopened_date", "assessment_outcome_date",
		"plan_issued_date", "closed_date",
	} {
		if r[column] != "" && r[column] < before {
			t.Errorf("case %s: %s %s is before %s", r["case_id"], column, r[column], before)
		}
		before = max(before, r[column])
	}
	if r["plan_issued_date"] != "" && r["assessment_outcome"] != "Y" {
		t.Errorf("case %s: a plan with assessment outcome %q", r["case_id"], r["assessment_outcome"])
	}
	if (r["reopened_date"] != "") != (r["request_outcome"] == "N" && r["assessment_outcome"] != "") {
		t.Errorf("case %s: an assessment of a refused request, or a reopening without one", r["case_id"])
	}
}

func TestPlain(t *testing.T) {
	path, rows := write(t, sample.Options{Profile: "plain", Cases: 50_000})
	b := contents(t, path)
	if mean := float64(len(b)) / float64(rows); mean < 60 || mean > 75 {
		t.Errorf("mean line: got %.1f bytes, want 60 to 75", mean)
	}
	plans, open := 0, 0
	for _, r := range readAll(t, path) {
		if r["plan_issued_date"] != "" {
			plans++
		}
		if r["plan_issued_date"] == "" && r["closed_date"] == "" && r["request_outcome"] != "N" {
			open++
		}
		for column, value := range r {
			if strings.HasSuffix(column, "_date") && value > "2024-12-31" {
				t.Errorf("%s is %s, after as-at", column, value)
			}
		}
		checkOrder(t, r)
	}
	if plans < rows/2 || open < rows/100 || open > rows/5 {
		t.Errorf("%d plans and %d open of %d", plans, open, rows)
	}
}

func TestRefusals(t *testing.T) {
	for _, o := range []sample.Options{{Profile: "devon"}, {Cases: -1}, {AsAt: time.Unix(0, 0)}} {
		if _, _, err := sample.Write(context.Background(), t.TempDir(), o); err == nil {
			t.Errorf("%+v: want an error", o)
		}
	}
	for _, profile := range []string{"kent", "plain"} {
		dir := t.TempDir()
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, _, err := sample.Write(ctx, dir, sample.Options{Profile: profile}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: cancelled: got %v", profile, err)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s: cancelled: %s is left behind", profile, left[0].Name())
		}
	}
}

func BenchmarkPlain(b *testing.B) {
	for b.Loop() {
		path, _ := write(b, sample.Options{Profile: "plain", Cases: 1_000_000})
		file, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		size, err := file.Seek(0, io.SeekEnd)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(size)
		if err := file.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
