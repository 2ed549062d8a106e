package pipeline_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ehcp/pipeline/warehouse"
)

// The ways to do the job, as the report names them.
const (
	wayFloor      = "floor"
	wayTables     = "ehcp, tables only"
	wayAll        = "ehcp, all charts and documents"
	wayNextTables = "next night, tables only"
	wayNextAll    = "next night, all charts and documents"
	waySQL        = "DuckDB SQL by hand"
	wayPandas     = "pandas"
	wayR          = "R data.table"
)

// A way is what was measured of one of them, or why it was not.
type way struct {
	Name string `json:"name"`
	Why  string `json:"why,omitempty"`
	Cost cost   `json:"cost"`
}

// step gives the seconds of a step of a run.
func (w way) step(name string) float64 {
	for _, s := range w.Cost.Steps {
		if s.Name == name {
			return s.Seconds
		}
	}
	return 0
}

// A comparator does the job without the program: it turns cases.csv in the
// folder that it runs in into the figures.
type comparator struct {
	name     string
	language string
	library  string
	probe    []string // prints the versions of these; fails where one is not installed
	command  []string
	inMemory bool // it holds every case
}

func comparators() []comparator {
	python := []string{*benchPython, script("timeliness.py")}
	r := []string{*benchR, "--vanilla", script("timeliness.R")}
	return []comparator{
		{name: waySQL, command: bySQL(script("timeliness.sql"))},
		{
			name: wayPandas, language: "Python", library: "pandas", command: python, inMemory: true,
			probe: []string{*benchPython, "-c", "import pandas, platform; print(platform.python_version(), pandas.__version__)"},
		},
		{
			name: wayR, language: "R", library: "data.table", command: r, inMemory: true,
			probe: []string{*benchR, "--vanilla", "-e", `cat(as.character(getRversion()), as.character(packageVersion("data.table")))`},
		},
	}
}

// script is the path of a comparator from any folder.
func script(name string) string {
	path, err := filepath.Abs(filepath.Join("testdata", "bench", name))
	if err != nil {
		return name
	}
	return path
}

// missing says why a comparator cannot be asked, if it can't.
func (c comparator) missing(ctx context.Context) string {
	if c.probe == nil || exec.CommandContext(ctx, c.probe[0], c.probe[1:]...).Run() == nil {
		return ""
	}
	return "not measured: not installed here"
}

// measure runs a comparator on an extract and fails the test unless it worked
// out what a run published.
func (c comparator) measure(t testing.TB, folder, path string, cases int, want figures) way {
	t.Helper()
	if c.inMemory && cases > inMemoryTo {
		return way{Name: c.name, Why: "not tried: it holds every case in memory"}
	}
	if why := c.missing(t.Context()); why != "" {
		return way{Name: c.name, Why: why}
	}
	link(t, path, filepath.Join(folder, "cases.csv"))
	took, err := spend(t, folder, c.command...)
	if err != nil {
		t.Logf("%s: %v", c.name, err)
		return way{Name: c.name, Why: "did not finish: " + err.Error()}
	}
	want.agree(t, c.name, folder)
	return way{Name: c.name, Cost: took}
}

func link(t testing.TB, path, name string) {
	t.Helper()
	if err := os.Symlink(path, name); err != nil {
		t.Fatal(err)
	}
}

// floorOf measures what no program on DuckDB can undercut: read, type, count
// once.
func floorOf(t testing.TB, folder, path string) way {
	t.Helper()
	var types []string
	for column := range strings.SplitSeq(headerOf(t, path), ",") {
		kind := "varchar"
		if strings.HasSuffix(column, "_date") {
			kind = "date"
		}
		types = append(types, column+": '"+kind+"'")
	}
	sql := writeFile(t, folder, "floor.sql", "create table floor as select * from read_csv("+warehouse.Literal(path)+
		", header = true, auto_detect = false, columns = {"+strings.Join(types, ", ")+`});
		create table answer as select date_trunc('quarter', plan_issued_date) as quarter, count(*) as plans,
			count(*) filter (plan_issued_date - received_date <= 140) as on_time from floor group by quarter order by quarter;`)
	took, err := spend(t, folder, bySQL(sql)...)
	if err != nil {
		t.Fatalf("floor: %v", err)
	}
	return way{Name: wayFloor, Cost: took}
}

// headerOf is the first line of a CSV, which may be packed.
func headerOf(t testing.TB, path string) string {
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
	var text io.Reader = file
	if filepath.Ext(path) == ".gz" {
		if text, err = gzip.NewReader(file); err != nil {
			t.Fatal(err)
		}
	}
	line, err := bufio.NewReader(text).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

var benchScript = flag.String("script", "", "SQL `FILE` to run on a new database in this folder, and nothing else")

// bySQL is the command that runs a file of SQL: this program once more, so that
// its memory and processor are its own.
func bySQL(path string) []string {
	program, err := os.Executable()
	if err != nil {
		program = os.Args[0]
	}
	return []string{program, "-script", path}
}

// runScript runs a file of SQL on a new database with the memory and the threads
// that DuckDB takes unless told otherwise.
func runScript(path string) (err error) {
	sql, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	ctx := context.Background()
	db, err := warehouse.Open(ctx, "cases.duckdb", warehouse.Options{TempDir: "spill"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Exec(ctx, "reset memory_limit"); err != nil {
		return err
	}
	if err := db.Exec(ctx, string(sql)); err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return nil
}
