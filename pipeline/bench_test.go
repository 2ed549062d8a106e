package pipeline_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/sample"
)

var (
	benchSizes   = flag.String("sizes", "100000", "cases of each plain extract that BenchmarkSuite measures, with commas between; may be empty")
	benchKent    = flag.Int("kent", 100_000, "cases of its Kent-like extract; 0 leaves that out")
	benchReport  = flag.String("report", "", "`FILE` for its report")
	benchResults = flag.String("results", "", "JSON `FILE` to keep its figures in: what earlier calls kept there stands in the report too")
	benchPython  = flag.String("python", "/usr/bin/python3", "Python with pandas")
	benchR       = flag.String("rscript", "Rscript", "Rscript with data.table")
)

const (
	benchAsAt = "2024-12-31" // stands in the comparators too
	// pandas and R hold every case in memory: they are not tried beyond this.
	inMemoryTo = 10_000_000
	// A run keeps to its own small limit of memory up to here; the largest extracts need more.
	largeFrom, largeMemory = 50_000_000, "4GB"
	// What a case takes of the disk while it is measured, extract, database and store together.
	bytesPerCase = 300
)

// BenchmarkSuite measures the program, the floor (DuckDB's bare read_csv into a
// typed table and one aggregate), and the same job done by hand in DuckDB SQL,
// in pandas and in R's data.table, each in a process of its own:
//
//	go test ./pipeline -run '^$' -bench Suite -benchtime 1x -timeout 6h \
//	    -sizes 100000,1000000,2000000,10000000,100000000 -report ../BENCHMARKS.md
//
// Paths are relative to this folder. With -benchtime 3x each figure is that of
// the middle one of three rounds. What the comparators work out must be what the
// run published, or the benchmark fails.
func BenchmarkSuite(b *testing.B) {
	s := newSuite(b)
	if *benchKent > 0 {
		b.Run("kent", func(b *testing.B) { s.measure(b, sample.ProfileKent, *benchKent, s.kent) })
	}
	for text := range strings.SplitSeq(*benchSizes, ",") {
		if text == "" {
			continue
		}
		cases, err := strconv.Atoi(text)
		if err != nil || cases <= 0 {
			b.Fatalf("-sizes has %q, want numbers of cases", text)
		}
		b.Run(fmt.Sprintf("plain-%d", cases), func(b *testing.B) { s.measure(b, sample.ProfilePlain, cases, s.plain) })
	}
}

// A suite is what all its extracts are measured with.
type suite struct {
	program string // ehcp, built from here
	machine machine
	results results
}

func newSuite(b *testing.B) *suite {
	b.Helper()
	s := &suite{program: filepath.Join(b.TempDir(), "ehcp"), results: readResults(b)}
	told(b, "..", "go", "build", "-o", s.program, "./cmd/ehcp")
	s.machine = describe(b, s.program)
	return s
}

// measure makes one extract, measures all that is done with it, and writes the
// report of what has been measured until then: a later size may fail.
func (s *suite) measure(b *testing.B, profile string, cases int, ways func(t testing.TB, path string, m *measured)) {
	m := measured{Profile: profile, Cases: cases, Date: time.Now().Format(time.DateOnly), Machine: s.machine}
	folder := b.TempDir()
	if free := freeBytes(b, folder); free < int64(cases)*bytesPerCase {
		m.Skipped = fmt.Sprintf("skipped: %s has %d GB free, and %d GB would be needed", os.TempDir(), free/1e9, cases*bytesPerCase/1e9)
		b.Log(m.Skipped)
		s.results.add(b, m)
		b.SkipNow()
	}
	told(b, folder, s.program, "sample", "--profile", profile, "--cases", strconv.Itoa(cases), "--as-at", benchAsAt, "--cases-only")
	path := glob(b, filepath.Join(folder, "assessments_*"))[0]
	m.ExtractMiB = mebibytes(diskUse(b, folder))
	var rounds []measured
	for b.Loop() {
		round := m
		ways(b, path, &round)
		rounds = append(rounds, round)
	}
	if b.Failed() {
		return // what is not the same job is not reported
	}
	m = middle(rounds)
	b.ReportMetric(0, "ns/op") // of all ways together it would say nothing
	if floor, run := m.way(wayFloor), m.way(wayTables); floor.Why == "" && run.Why == "" {
		b.ReportMetric(floor.Cost.Seconds, "s-floor")
		b.ReportMetric(run.Cost.Seconds, "s-run")
		b.ReportMetric(run.Cost.Seconds/floor.Cost.Seconds, "x-floor")
		b.ReportMetric((run.Cost.Seconds-run.step("keep"))/floor.Cost.Seconds, "x-floor-unstored")
	}
	s.results.add(b, m)
}

// plain measures everything at one size, each way in a folder of its own that
// goes as soon as it is over: the largest fill a disk.
func (s *suite) plain(t testing.TB, path string, m *measured) {
	var want figures
	add := func(measure func(folder string) way) {
		folder := t.TempDir()
		m.Ways = append(m.Ways, measure(folder))
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
	}
	add(func(folder string) way { return floorOf(t, folder, path) })
	add(func(folder string) way {
		way := s.run(t, wayTables, folder, m.Cases, "--tables-only", "--as-at", benchAsAt, path)
		want = figuresOf(t, filepath.Join(folder, latestRun))
		return way
	})
	add(func(folder string) way { return s.run(t, wayAll, folder, m.Cases, "--as-at", benchAsAt, path) })
	for _, c := range comparators() {
		add(func(folder string) way { return c.measure(t, folder, path, m.Cases, want) })
	}
}

// kent measures a council's night: the first run, and the one on the next
// night's extract, to the tables alone and with all charts and documents.
func (s *suite) kent(t testing.TB, path string, m *measured) {
	next := nextNight(t, path)
	tables, all := t.TempDir(), t.TempDir()
	m.Ways = append(m.Ways,
		floorOf(t, t.TempDir(), path),
		s.run(t, wayTables, tables, m.Cases, "--tables-only", "--as-at", benchAsAt, path),
		s.run(t, wayAll, all, m.Cases, "--as-at", benchAsAt, path),
		s.run(t, wayNextTables, tables, m.Cases, "--tables-only", "--as-at", nextDay, next),
		s.run(t, wayNextAll, all, m.Cases, "--as-at", nextDay, next))
}

// latestRun is the run that latest shows, from the folder that a run began in.
const latestRun = "out/latest"

// run measures a run of the program in a folder.
func (s *suite) run(t testing.TB, name, folder string, cases int, args ...string) way {
	t.Helper()
	command := []string{s.program, "run", "--log-format", "json"}
	if cases >= largeFrom {
		command = append(command, "--memory-limit", largeMemory)
	}
	took, err := spend(t, folder, append(command, args...)...)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	took.StoreMiB = mebibytes(diskUse(t, filepath.Join(folder, "out", "store")))
	return way{Name: name, Cost: took}
}
