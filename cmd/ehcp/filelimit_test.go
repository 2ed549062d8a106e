package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

var limits = flag.Int("limits", 2, "limits on the size of files under which TestFilesTooLarge runs")

// TestFilesTooLarge runs with a limit on the size of files, which needs no right
// to make a disk: writes fail as on one that is full. The limits lie under the
// sizes of the files that such a run writes, so that each stops it elsewhere: in
// the database, a table, a chart, a workbook or the store. They lie well under, as
// a database does not always come out as long.
func TestFilesTooLarge(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there is no such limit there")
	}
	first, file := extract(t, "a_2024-12-31.csv", cases(40)), extract(t, "b_2024-12-31.csv", cases(3000))
	whole := ehcp(t, "run", "--quiet", file).wants(t, 0)
	sizes := sizesIn(t, whole.out)
	s := ehcp(t, "run", "--tables-only", "--quiet", first).wants(t, 0)
	before := s.manifest(t).RunID
	met := map[string]bool{}
	for n := range *limits + 1 {
		blocks := int64(0) // at last
		if n < *limits {
			blocks = sizes[len(sizes)-1-n*(len(sizes)-1)/max(*limits-1, 1)] * 3 / 4 / 512
		}
		command := exec.CommandContext(t.Context(), "sh", "-c", fmt.Sprintf(`ulimit -f %d && exec "$@"`, blocks),
			"sh", "ehcp", "run", "--out", s.out, file)
		var stderr bytes.Buffer
		command.Stderr = &stderr
		_ = command.Run()
		said := stderr.String()
		if command.ProcessState.ExitCode() == 0 && runtime.GOOS != "linux" {
			continue // a block has 1024 bytes in some shells
		}
		saidPlainly(t, fmt.Sprintf("%d blocks", blocks), command, said, 1)
		place := stopped(said)
		met[place] = true
		t.Logf("%d blocks: %s", blocks, place)
		if now := showsWhole(t, s.out).ID; now != before {
			t.Fatalf("%d blocks: latest shows %s, want %s", blocks, now, before)
		}
		clean(t, s.out)
		if left, err := filepath.Glob(filepath.Join(s.out, "runs", "*")); err != nil || len(left) != 1 {
			t.Errorf("%d blocks: runs are %v (%v)", blocks, left, err)
		}
	}
	if len(met) < min(*limits, 2) {
		t.Errorf("the limits stop the run at %v alone", slices.Collect(maps.Keys(met)))
	}
	s.again("run", "--tables-only", "--quiet", file).wants(t, 0)
	if now := showsWhole(t, s.out).ID; now == before {
		t.Error("the next run is not shown")
	}
}

// stopped is the last step that was over, and what could not be written, without
// the name of the run.
func stopped(said string) string {
	step, what := "the beginning", ""
	for line := range strings.Lines(said) {
		switch first, _, _ := strings.Cut(line, " "); {
		case first == "ehcp:":
			what = filepath.Base(strings.Fields(line)[len(strings.Fields(line))-1]) + ", " + line
		case first != "note:" && first != "try:":
			step = first
		}
	}
	return step + ": " + strings.TrimSpace(what)
}

// sizesIn are the different sizes of the files in a folder, in order.
func sizesIn(t *testing.T, folder string) (sizes []int64) {
	t.Helper()
	err := filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Size() > 16<<10 { // below, no database can be made
			sizes = append(sizes, info.Size())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(sizes)
	return slices.Compact(sizes)
}
