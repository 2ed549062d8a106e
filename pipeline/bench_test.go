package pipeline_test

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline"
	"ehcp/pipeline/config"
	"ehcp/pipeline/sample"
	"ehcp/pipeline/warehouse"
)

var benchCases = flag.Int("cases", 1_000_000, "cases of the extract that BenchmarkFloor compares on")

// BenchmarkFloor compares a whole run with the floor on the same file in one
// process: DuckDB's bare read_csv into a typed table of a database file, and
// one aggregate. x-floor is the ratio of their times, and x-floor-staged that up
// to the staged rows, all rules applied; MiB-resident is the peak of the run.
func BenchmarkFloor(b *testing.B) {
	path, _, err := sample.Write(b.Context(), b.TempDir(), sample.Options{
		Cases: *benchCases, Seed: 1, Profile: "plain", AsAt: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		b.Fatal(err)
	}
	settings, err := config.Load("")
	if err != nil {
		b.Fatal(err)
	}
	var floor, staged, run time.Duration
	for b.Loop() {
		started := time.Now()
		bareFloor(b, path)
		floor += time.Since(started)
		resetPeak(b)
		started = time.Now()
		toStage := func(s pipeline.Step) {
			if s.Name == "stage" {
				staged += time.Since(started)
			}
		}
		if _, err := pipeline.Run(b.Context(), pipeline.Options{
			Extracts: []string{path}, Config: settings, Out: filepath.Join(b.TempDir(), "out"),
			Profiles: []string{"public", "restricted"}, TablesOnly: true, Now: time.Now, Progress: toStage,
		}); err != nil {
			b.Fatal(err)
		}
		run += time.Since(started)
		b.ReportMetric(peakMiB(b), "MiB-resident")
	}
	b.ReportMetric(floor.Seconds()/float64(b.N), "s-floor")
	b.ReportMetric(run.Seconds()/float64(b.N), "s-run")
	b.ReportMetric(run.Seconds()/floor.Seconds(), "x-floor")
	b.ReportMetric(staged.Seconds()/floor.Seconds(), "x-floor-staged")
}

// bareFloor is what no program on DuckDB can undercut: read, type, count once.
func bareFloor(b *testing.B, path string) {
	b.Helper()
	folder := b.TempDir()
	db, err := warehouse.Open(b.Context(), filepath.Join(folder, "bare.duckdb"), warehouse.Options{TempDir: folder})
	if err != nil {
		b.Fatal(err)
	}
	for _, statement := range []string{
		"create table floor as select * from read_csv(" + warehouse.Literal(path) + `, header = true, auto_detect = false,
			columns = {case_id: 'varchar', received_date: 'date', request_outcome: 'varchar', request_outcome_date: 'date',
			assessment_outcome: 'varchar', assessment_outcome_date: 'date', plan_issued_date: 'date', week20_exception: 'integer',
			closed_date: 'date', closed_reason: 'varchar', area: 'varchar', primary_need: 'varchar'})`,
		`create table answer as select date_trunc('quarter', plan_issued_date) as quarter, count(*) as plans,
			count(*) filter (plan_issued_date - received_date <= 140) as on_time from floor group by quarter order by quarter`,
	} {
		if err := db.Exec(b.Context(), statement); err != nil {
			b.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
}

// resetPeak makes Linux forget the peak of resident memory so far.
func resetPeak(b *testing.B) {
	b.Helper()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Log("the peak of memory includes the floor's: ", err)
	}
}

func peakMiB(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, found := strings.CutPrefix(line, "VmHWM:"); found {
			kib, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			if err != nil {
				b.Fatal(err)
			}
			return kib / 1024
		}
	}
	return 0
}
