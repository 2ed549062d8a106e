package pipeline_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline"
	"ehcp/pipeline/sample"
)

var (
	benchAuthorities    = flag.Int("authorities", 4, "authorities of the extract that BenchmarkAuthorities measures: England has 153")
	benchAuthorityCases = flag.Int("authority-cases", 1000, "cases of each, since 2019")
)

// BenchmarkAuthorities measures one run of many small authorities, tables alone and
// both profiles, with areas and teams of their own; each step is a figure. With
// -cpuprofile it says what takes the time.
//
//	go test ./pipeline -run '^$' -bench Authorities -benchtime 1x -timeout 1h -authorities 153
func BenchmarkAuthorities(b *testing.B) {
	path := writeAuthorities(b, *benchAuthorities, *benchAuthorityCases)
	for b.Loop() {
		o := job{
			files: []string{path}, asAt: benchAsAt, public: true,
			settings: "breakdowns: {public: [All, Area, Age group, Primary need, Sex, Request source], " +
				"restricted: [Team, Phase, Setting type, Ethnicity]}\n",
		}.options(b)
		o.Threads, o.Now = 0, time.Now
		o.Progress = func(done pipeline.Step) { b.ReportMetric(float64(done.MS)/1000, done.Name+"-s") }
		if _, err := pipeline.Run(b.Context(), o); err != nil {
			b.Fatal(err)
		}
	}
}

// writeAuthorities writes an extract of so many authorities like a small Kent. Cases
// of earlier years are those of later ones moved back, the open ones left out.
func writeAuthorities(b *testing.B, authorities, cases int) string {
	b.Helper()
	folder, earlier := b.TempDir(), []day{0, 780, 1560}
	var lines [][]string
	for part, days := range earlier {
		o := sample.Options{Cases: authorities * cases / len(earlier), Seed: uint64(part + 1), AsAt: time.Date(2024, 12, 31-int(days), 0, 0, 0, 0, time.UTC)}
		path, _, err := sample.Write(b.Context(), filepath.Join(folder, fmt.Sprint(part)), o)
		if err != nil {
			b.Fatal(err)
		}
		header, rows := unpacked(b, path)
		if part == 0 {
			lines = append(lines, append(slices.Clone(header), "authority_code"))
		}
		at := func(name string) int { return slices.Index(header, name) }
		for i, row := range rows {
			isOpen := row[at("plan_issued_date")]+row[at("closed_date")] == "" && row[at("request_outcome")] != "N" && row[at("assessment_outcome")] != "N"
			if part > 0 && isOpen {
				continue
			}
			code := fmt.Sprintf("E99%06d", i%authorities)
			row[at("case_id")] += fmt.Sprint("-", part)
			for name, few := range map[string]int{"area": 5, "team": 3} {
				if text := row[at(name)]; text != "" {
					row[at(name)] = fmt.Sprintf("%s %d of %s", name, int(text[0])%few, code)
				}
			}
			lines = append(lines, append(row, code))
		}
	}
	return writeLines(b, folder, "assessments.csv", lines)
}

// unpacked reads a packed CSV.
func unpacked(b *testing.B, path string) (header []string, rows [][]string) {
	b.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	packed, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		b.Fatal(err)
	}
	lines, err := csv.NewReader(packed).ReadAll()
	if err != nil || !strings.HasSuffix(path, ".gz") {
		b.Fatal(path, err)
	}
	return lines[0], lines[1:]
}
