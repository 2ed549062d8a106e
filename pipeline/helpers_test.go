package pipeline_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline"
	"ehcp/pipeline/config"
	"ehcp/pipeline/registry"
)

// A record is one row of a CSV by the names of its columns.
type record map[string]string

// number is a count in a cell; an empty cell fails the test.
func (r record) number(t testing.TB, column string) int {
	t.Helper()
	n, err := strconv.Atoi(r[column])
	if err != nil {
		t.Fatalf("%s is %q, want a count", column, r[column])
	}
	return n
}

// pick gives the cells of the named columns, in their order, as one text.
func (r record) pick(columns ...string) string {
	cells := make([]string, len(columns))
	for i, column := range columns {
		cells[i] = r[column]
	}
	return strings.Join(cells, ",")
}

// readCSV reads a file as records.
func readCSV(t testing.TB, path string) []record {
	t.Helper()
	_, rows := readRows(t, path)
	return rows
}

// readRows reads a file as its header and records.
func readRows(t testing.TB, path string) ([]string, []record) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if len(lines) == 0 {
		t.Fatalf("%s has no header", path)
	}
	rows := make([]record, 0, len(lines)-1)
	for _, line := range lines[1:] {
		row := make(record, len(lines[0]))
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		rows = append(rows, row)
	}
	return lines[0], rows
}

// writeCSV writes records with the columns that any of them has, and the two
// that every extract needs, in order of their names.
func writeCSV(t testing.TB, folder, name string, rows []record, more ...string) string {
	t.Helper()
	columns := map[string]bool{"case_id": true, "received_date": true}
	for _, column := range more {
		columns[column] = true
	}
	for _, row := range rows {
		for column := range row {
			columns[column] = true
		}
	}
	header := slices.Sorted(maps.Keys(columns))
	lines := [][]string{header}
	for _, row := range rows {
		line := make([]string, len(header))
		for i, column := range header {
			line[i] = row[column]
		}
		lines = append(lines, line)
	}
	return writeLines(t, folder, name, lines)
}

// writeLines writes lines of cells as CSV.
func writeLines(t testing.TB, folder, name string, lines [][]string) string {
	t.Helper()
	var text strings.Builder
	if err := csv.NewWriter(&text).WriteAll(lines); err != nil {
		t.Fatal(err)
	}
	return writeFile(t, folder, name, text.String())
}

func writeFile(t testing.TB, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A job is what a test asks of one run: extracts in a folder of their own, and
// the text of a configuration, which has All as its only breakdown by default.
type job struct {
	files    []string
	settings string
	asAt     string
	// completeFrom is configured for the folder of the first file.
	completeFrom string
	threads      int
	charts       bool
	public       bool
	now          time.Time
	// unpublished leaves the tables of both profiles out: what is wrong with the
	// extracts, the manifest and the database are there, and identities are checked.
	unpublished bool
	// folder is for the configuration and the output; none is one of the test's.
	folder string
}

const onlyAll = "breakdowns: {public: [All], restricted: []}\n"

// options turns a job into the options of a run in a folder of its own.
func (j job) options(t testing.TB) pipeline.Options {
	t.Helper()
	folder := j.folder
	if folder == "" {
		folder = t.TempDir()
	}
	if !strings.Contains(j.settings, "breakdowns:") {
		j.settings += onlyAll
	}
	if j.completeFrom != "" {
		j.settings += fmt.Sprintf("extracts: [{path: %q, complete_from: %s}]\n",
			filepath.Join(filepath.Dir(j.files[0]), "*.csv"), j.completeFrom)
	}
	settings, err := config.Load(writeFile(t, folder, "ehcp.yaml", j.settings))
	if err != nil {
		t.Fatal(err)
	}
	asAt, err := config.Date(j.asAt)
	if err != nil {
		t.Fatal(err)
	}
	if j.now.IsZero() {
		j.now = time.Date(2030, time.June, 1, 2, 0, 0, 0, time.UTC)
	}
	if j.threads == 0 {
		j.threads = 1
	}
	o := pipeline.Options{
		Extracts: j.files, Config: settings, AsAt: asAt, Out: filepath.Join(folder, "out"),
		Profiles: []string{"restricted"}, TablesOnly: !j.charts, Threads: j.threads, Version: "test",
		Now: func() time.Time { return j.now },
	}
	switch {
	case j.public:
		o.Profiles = []string{"public", "restricted"}
	case j.unpublished:
		o.Profiles = nil
	}
	return o
}

// A published run, to read its tables from.
type published struct {
	*pipeline.Result
}

// publish runs a job and fails the test unless it publishes.
func publish(t testing.TB, j job) published {
	t.Helper()
	result, err := pipeline.Run(t.Context(), j.options(t))
	if err != nil {
		t.Fatalf("run: %v", err)
	}
	return published{result}
}

// past runs a job to the end of a step and stops it there: the error is what kept
// the job from it.
func past(t testing.TB, step string, o pipeline.Options) error {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	reached := false
	o.Progress = func(done pipeline.Step) {
		if done.Name == step {
			reached = true
			stop()
		}
	}
	_, err := pipeline.Run(ctx, o)
	if reached && errors.Is(err, context.Canceled) {
		return nil
	}
	if err == nil {
		t.Fatalf("the run did not stop after %s", step)
	}
	return err
}

// publishRows runs an extract of these rows with no other setting.
func publishRows(t testing.TB, asAt string, rows ...record) published {
	t.Helper()
	return publish(t, job{files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows, "plan_issued_date")}, asAt: asAt})
}

// table reads a restricted table.
func (p published) table(t testing.TB, name string) []record {
	t.Helper()
	return readCSV(t, filepath.Join(p.Folder, "restricted", "tables", name+".csv"))
}

// publicTable reads a table of the public profile.
func (p published) publicTable(t testing.TB, name string) []record {
	t.Helper()
	return readCSV(t, filepath.Join(p.Folder, "public", "tables", name+".csv"))
}

// quality reads a data-quality report: rejects or issues.
func (p published) quality(t testing.TB, name string) []record {
	t.Helper()
	return readCSV(t, filepath.Join(p.Folder, "casework", "data-quality", name+".csv"))
}

// where keeps the records whose cells hold these values.
func where(rows []record, cells record) []record {
	var kept []record
	for _, row := range rows {
		if matches(row, cells) {
			kept = append(kept, row)
		}
	}
	return kept
}

func matches(row, cells record) bool {
	for column, value := range cells {
		if row[column] != value {
			return false
		}
	}
	return true
}

// one is the single record whose cells hold these values.
func one(t testing.TB, rows []record, cells record) record {
	t.Helper()
	kept := where(rows, cells)
	if len(kept) != 1 {
		t.Fatalf("%d rows have %v, want 1", len(kept), cells)
	}
	return kept[0]
}

// overall is the single record of All for a period or date.
func overall(t testing.TB, rows []record, cells record) record {
	t.Helper()
	all := maps.Clone(cells)
	all["breakdown_topic"] = "All"
	return one(t, rows, all)
}

// tablesOfCases are the tables that a run of assessments alone publishes.
func tablesOfCases() []registry.Table {
	return slices.DeleteFunc(registry.Tables(), func(t registry.Table) bool { return t.Extract != "" })
}
