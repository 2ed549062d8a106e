package pipeline_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/sample"
)

// hashes gives the hash of every file of a run by its path, but for the
// database, the manifest and the event, which hold times.
func hashes(t *testing.T, run published) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(run.Folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, ".duckdb") || entry.Name() == "manifest.json" || entry.Name() == "lineage.json" {
			return err
		}
		content, err := os.ReadFile(path)
		sum := sha256.Sum256(content)
		name, _ := filepath.Rel(run.Folder, path)
		found[filepath.ToSlash(name)] = hex.EncodeToString(sum[:8])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// sampleFile writes a small invented extract and gives its lines.
func sampleFile(t *testing.T, cases int) []string {
	t.Helper()
	asAt := time.Date(2024, time.June, 30, 0, 0, 0, 0, time.UTC)
	path, _, err := sample.Write(t.Context(), t.TempDir(), sample.Options{
		Cases: cases, Seed: 3, Profile: "plain",
		AsAt: asAt,
	})
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(strings.Lines(string(content)))
}

// TestSameInputsSameBytes runs two extracts with 1 and 2 threads, from two
// folders, on two days, with the files named in either order.
func TestSameInputsSameBytes(t *testing.T) {
	t.Parallel()
	a, j := booksRun(t), booksJob(t, t.TempDir())
	slices.Reverse(j.files)
	j.threads, j.now = 2, time.Date(2031, time.January, 9, 23, 59, 0, 0, time.FixedZone("elsewhere", -5*3600))
	b := publish(t, j)
	if a.Manifest.Totals.Repeats == 0 {
		t.Error("the files share no row: the test should have them do")
	}
	want, got := hashes(t, a), hashes(t, b)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the same inputs gave other bytes (-one thread +two):\n%s", diff)
	}
	for _, ending := range []string{
		".csv", ".csv-metadata.json", ".meta.csv", ".svg", ".png", ".alt.txt", ".desc.md",
		".parquet",
	} {
		count := 0
		for name := range want {
			if strings.HasSuffix(name, ending) {
				count++
			}
		}
		if count < 2 {
			t.Errorf("%d files end in %s, want some of each profile", count, ending)
		}
	}
}
