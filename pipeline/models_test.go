package pipeline_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// modelCases is where the cases of models stand: <model>/<case>, each a folder
// named after the rule that it shows.
//
// given_<table>.csv is a table that the model reads. Its header says name:type
// or name:type=value; without a type a column has that of the table of the same
// name in defaults, else varchar. A column left out has the value that defaults
// gives in its header or only row, else null. An empty cell is null, and two
// apostrophes are empty text. A table that the case leaves out is as defaults
// has it. want.csv holds the rows that the model gives, in any order, and of
// its columns those that are named; where.sql, if any, says which rows.
//
// given_assessments.csv is an extract, complete from 1 January and as at 31
// December 2024. The whole line runs on it, with settings.yaml where there is
// one, and want.csv names the rows and columns of the published table that are
// looked at, or of rejects.csv for a model of the stage. Such a case outlives a
// change of the models between the extract and the table.
const modelCases = "../queries/testdata"

// TestModels runs every case of every model.
func TestModels(t *testing.T) {
	t.Parallel()
	runs := map[string]*extractCases{}
	for _, folder := range caseFolders(t) {
		model, name := filepath.Base(filepath.Dir(folder)), filepath.Base(folder)
		if _, err := os.Stat(filepath.Join(folder, "given_assessments.csv")); err != nil {
			t.Run(model+"/"+name, func(t *testing.T) {
				t.Parallel()
				runModelCase(t, folder, model)
			})
			continue
		}
		cases, place := joinCases(t, runs, folder, model)
		t.Run(model+"/"+name, func(t *testing.T) {
			t.Parallel()
			lookUpExtractCase(t, cases.publish(t), folder, model, authorityOf(place))
		})
	}
}

func caseFolders(t *testing.T) []string {
	t.Helper()
	wants, err := filepath.Glob(filepath.Join(modelCases, "*", "*", "want.csv"))
	if err != nil || len(wants) == 0 {
		t.Fatalf("no case in %s: %v", modelCases, err)
	}
	folders := make([]string, len(wants))
	for i, want := range wants {
		folders[i] = filepath.Dir(want)
	}
	return folders
}

// readsFirst are the models that a model reads and that a case would have to
// repeat column by column.
func readsFirst(model string) []string {
	return map[string][]string{
		"clock_spells":   {"clock/clock_events"},
		"stage_repeats":  {"stage/stage_repeated_keys"},
		"stage_overlaps": {"stage/stage_repeated_keys"},
		"stage_carried":  {"stage/stage_repeated_keys", "stage/stage_repeats"},
	}[model]
}

func runModelCase(t *testing.T, folder, model string) {
	t.Helper()
	db := openModels(t)
	text := textOf(t, model)
	for _, path := range readsFirst(model) {
		text += queries.Text(path)
	}
	fillTables(t, db, folder, text)
	for _, path := range readsFirst(model) {
		execute(t, db, "create or replace table "+filepath.Base(path)+" as "+queries.Text(path))
	}
	header, want := readRows(t, filepath.Join(folder, "want.csv"))
	columns := make([]string, len(header))
	for i, column := range header {
		columns[i] = warehouse.Name(column)
	}
	condition := "true"
	if text, err := os.ReadFile(filepath.Join(folder, "where.sql")); err == nil {
		condition = string(text)
	}
	_, cells, err := db.Text(t.Context(), "select "+strings.Join(columns, ", ")+" from ("+textOf(t, model)+") where "+condition)
	if err != nil {
		t.Fatalf("%s: %v", model, err)
	}
	compare(t, header, want, recordsOf(header, cells))
}

// textOf is the SQL of the model of that name, whatever its layer.
func textOf(t *testing.T, model string) string {
	t.Helper()
	for _, layer := range []string{"stage", "clock", "measure", "check", "publish", "adhoc", "rules/across"} {
		if text := queries.Text(layer + "/" + model); text != "" {
			return text
		}
	}
	t.Fatalf("there is no model %s", model)
	return ""
}

// openModels opens a database in memory with the types and macros that models use.
func openModels(t *testing.T) *warehouse.DB {
	t.Helper()
	db, err := warehouse.Open(t.Context(), "", warehouse.Options{Threads: 1, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	for name, words := range map[string]string{
		"entry_code": "new transferred_in reopened", "outcome_code": "Y N A W H",
		"closed_code": "withdrawn moved_out deceased error other", "awaiting_code": "ep other_advice none",
		"entry_kind": "started transferred_in reopened",
		"ended_kind": "plan not_issued not_assessed withdrawn moved_out other",
		"weeks_band": "weeks_0_to_20 weeks_over_20_to_30 weeks_over_30_to_52 weeks_over_52",
		"route_kind": "ordinary mediation_or_tribunal moved_in reopened",
	} {
		execute(t, db, "create type "+name+" as enum ('"+strings.Join(strings.Fields(words), "', '")+"')")
	}
	for statement := range strings.SplitSeq(queries.Text("macros"), ";") {
		if strings.TrimSpace(statement) != "" {
			execute(t, db, statement)
		}
	}
	return db
}

func execute(t *testing.T, db *warehouse.DB, statement string, args ...any) {
	t.Helper()
	if err := db.Exec(context.WithoutCancel(t.Context()), statement, args...); err != nil {
		t.Fatalf("%s\n%v", statement, err)
	}
}

// A column of a given table.
type column struct{ name, kind, usual string }

// A given table: its columns, and rows whose cells stand in their order.
type given struct {
	columns []column
	rows    []record
}

func readGiven(t *testing.T, path string) given {
	t.Helper()
	header, rows := readRows(t, path)
	table := given{rows: rows}
	for _, title := range header {
		name, kind, _ := strings.Cut(title, ":")
		kind, usual, _ := strings.Cut(kind, "=")
		for _, row := range rows {
			row[name] = row[title]
		}
		if len(rows) == 1 {
			usual = rows[0][name]
		}
		table.columns = append(table.columns, column{name, kind, usual})
	}
	return table
}

// fillTables makes the tables of a case, and of those of defaults that it leaves
// out the ones that the SQL names.
func fillTables(t *testing.T, db *warehouse.DB, folder, text string) {
	t.Helper()
	defaults := map[string]given{}
	for _, path := range glob(t, filepath.Join(modelCases, "defaults", "*.csv")) {
		defaults[strings.TrimSuffix(filepath.Base(path), ".csv")] = readGiven(t, path)
	}
	for _, path := range glob(t, filepath.Join(folder, "given_*.csv")) {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(path), "given_"), ".csv")
		fillTable(t, db, name, complete(readGiven(t, path), defaults[name]))
		delete(defaults, name)
	}
	for name, table := range defaults {
		if strings.Contains(text, name) {
			fillTable(t, db, name, table)
		}
	}
}

func glob(t testing.TB, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// complete gives a table the types and columns of defaults.
func complete(table, usual given) given {
	for i, c := range table.columns {
		if at := slices.IndexFunc(usual.columns, func(u column) bool { return u.name == c.name }); at >= 0 && c.kind == "" {
			table.columns[i].kind = usual.columns[at].kind
		}
	}
	for _, u := range usual.columns {
		if slices.ContainsFunc(table.columns, func(c column) bool { return c.name == u.name }) {
			continue
		}
		table.columns = append(table.columns, u)
		for _, row := range table.rows {
			row[u.name] = u.usual
		}
	}
	return table
}

func fillTable(t *testing.T, db *warehouse.DB, name string, table given) {
	t.Helper()
	var made, cast []string
	for _, c := range table.columns {
		if c.kind == "" {
			c.kind = "varchar"
		}
		made = append(made, warehouse.Name(c.name)+" "+c.kind)
		cast = append(cast, "?::varchar::"+c.kind)
	}
	execute(t, db, fmt.Sprintf("create table %s (%s)", name, strings.Join(made, ", ")))
	var cells []any
	for _, row := range table.rows {
		for _, c := range table.columns {
			switch row[c.name] {
			case "":
				cells = append(cells, nil)
			case "''":
				cells = append(cells, "")
			default:
				cells = append(cells, row[c.name])
			}
		}
	}
	if len(cells) > 0 {
		row := "(" + strings.Join(cast, ", ") + ")"
		execute(t, db, "insert into "+name+" values "+strings.Join(slices.Repeat([]string{row}, len(table.rows)), ", "), cells...)
	}
}

// recordsOf gives rows of a result as records, null as empty.
func recordsOf(header []string, cells [][]*string) []record {
	rows := make([]record, 0, len(cells))
	for _, line := range cells {
		row := record{}
		for i, cell := range line {
			row[header[i]] = ""
			if cell != nil {
				row[header[i]] = *cell
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// compare looks at the named columns of two sets of rows, in any order.
func compare(t *testing.T, header []string, want, got []record) {
	t.Helper()
	if diff := cmp.Diff(linesOf(header, want), linesOf(header, got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", strings.Join(header, ","), diff)
	}
}

func linesOf(header []string, rows []record) []string {
	lines := make([]string, 0, len(rows))
	for _, row := range rows {
		lines = append(lines, row.pick(header...))
	}
	slices.Sort(lines)
	return lines
}
