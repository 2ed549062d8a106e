package pipeline_test

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ehcp/pipeline"
	"ehcp/pipeline/dialect"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// TestMeasuresOnPostgreSQL counts the spells of runs a second time with
// PostgreSQL, where those of each authority lie in a part of their own and every
// second part on another server, and compares every table that comes of it with
// the run's own, row by row.
func TestMeasuresOnPostgreSQL(t *testing.T) {
	t.Parallel()
	server, other := startPostgreSQL(t), startPostgreSQL(t)
	for name, options := range map[string]pipeline.Options{"sample": sampleOfFive(t), "cases": casesOfModels(t)} {
		t.Run(name, func(t *testing.T) {
			for _, s := range []postgreSQL{server, other} {
				s.tell(t, "postgres", "create database "+name)
			}
			folder := t.TempDir()
			var counting pipeline.Counting
			if err := pipeline.Counted(t.Context(), options, func(db *warehouse.DB, c pipeline.Counting) error {
				counting = c
				return handOver(t, server, other, name, folder, db, c)
			}); err != nil {
				t.Fatal(err)
			}
			server.tell(t, name, append(dialect.Functions(queries.Text("macros")), counting.Codes...)...)
			for _, layer := range counting.Statements {
				var statements []string
				for _, statement := range layer {
					statements = append(statements, dialect.Statement(statement))
				}
				server.tell(t, name, append(statements, "analyze")...)
			}
			countsPartsWhereTheyLie(t, server, name)
			for _, table := range counting.Made {
				compareWithPostgreSQL(t, server, name, table, filepath.Join(folder, table+".csv"))
			}
		})
	}
}

// sampleOfFive is a run of every third case of the committed sample, dealt out to
// five authorities.
func sampleOfFive(t *testing.T) pipeline.Options {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "sample-data", "assessments_2024-12-31.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	plain, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(plain).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	dealt := [][]string{append(lines[0], "authority_code")}
	for i := 1; i < len(lines); i += 3 {
		dealt = append(dealt, append(lines[i], authorityOf(i%5)))
	}
	return job{
		files: []string{writeLines(t, t.TempDir(), "assessments.csv", dealt)}, asAt: "2024-12-31", completeFrom: "2024-01-01",
		settings: "breakdowns: {public: [All, Area, Sex], restricted: [Team], crosses: [[Team, Stage]]}\n",
	}.options(t)
}

// casesOfModels is a run of the extracts of the models' cases, each an authority
// of its own.
func casesOfModels(t *testing.T) pipeline.Options {
	t.Helper()
	var rows []record
	for place, path := range glob(t, filepath.Join(modelCases, "*", "*", "given_assessments.csv")) {
		rows = append(rows, of(authorityOf(place), readCSV(t, path))...)
	}
	return job{
		files: []string{writeCSV(t, t.TempDir(), "assessments.csv", rows)}, asAt: "2024-12-31", completeFrom: "2024-01-01",
	}.options(t)
}

// handOver writes the tables of a run to a folder, and gives PostgreSQL those
// that are not counted: the coded spells with a part for each authority.
func handOver(t *testing.T, server, other postgreSQL, database, folder string, db *warehouse.DB, c pipeline.Counting) error {
	t.Helper()
	for _, table := range slices.Concat(c.Given, c.Made) {
		if err := db.Exec(t.Context(), "copy (from "+table+") to "+warehouse.Literal(filepath.Join(folder, table+".csv"))+" (header)"); err != nil {
			return fmt.Errorf("write %s: %w", table, err)
		}
	}
	var statements []string
	for _, table := range c.Given {
		columns, err := columnsOn(t.Context(), db, table)
		if err != nil {
			return err
		}
		statements = append(statements, "create table "+table+" ("+columns+")")
		if table == "coded_spells" {
			statements[len(statements)-1] += " partition by list (authority_id)"
			here, there, err := partPerAuthority(t.Context(), db, columns)
			if err != nil {
				return err
			}
			other.tell(t, database, there...)
			statements = append(append(statements, server.links(other, database)...), here...)
		}
		statements = append(statements, copyFrom(table, filepath.Join(folder, table+".csv")))
	}
	server.tell(t, database, append(statements, "analyze")...)
	return nil
}

// columnsOn are the columns of a table of a run, as PostgreSQL calls their types.
func columnsOn(ctx context.Context, db *warehouse.DB, table string) (string, error) {
	_, described, err := db.Text(ctx, "select column_name, column_type from (describe "+table+")")
	if err != nil {
		return "", err
	}
	columns := make([]string, len(described))
	for i, column := range described {
		columns[i] = warehouse.Name(*column[0]) + " " + dialect.Type(*column[1])
	}
	return strings.Join(columns, ", "), nil
}

// partPerAuthority makes a part of the coded spells for each authority, every
// second one there, where it is a table of its own.
func partPerAuthority(ctx context.Context, db *warehouse.DB, columns string) (here, there []string, err error) {
	_, authorities, err := db.Text(ctx, "select authority_id from authorities order by authority_id")
	for i, authority := range authorities {
		part := "coded_spells_" + *authority[0]
		kind, where := "table", ""
		if i%2 == 1 {
			kind, where = "foreign table", " server other"
			there = append(there, "create table "+part+" ("+columns+")")
		}
		here = append(here, "create "+kind+" "+part+" partition of coded_spells for values in ("+*authority[0]+")"+where)
	}
	return here, there, err
}

// copyFrom reads a file into a table, whose columns the header must name.
func copyFrom(table, path string) string {
	return "\n\\copy " + table + " from " + warehouse.Literal(path) + " (format csv, header match)\n"
}

// countsPartsWhereTheyLie asks how the facts behind requests and flow are counted:
// the other server sends counts of its parts, not their spells.
func countsPartsWhereTheyLie(t *testing.T, server postgreSQL, database string) {
	t.Helper()
	plan := server.tell(t, database, "explain (verbose) "+dialect.Statement(queries.Text("measure/starts")))
	parts, counted := strings.Count(plan, "Foreign Scan"), strings.Count(plan, "Relations: Aggregate on")
	if parts == 0 || counted != parts {
		t.Errorf("of %d parts on the other server it counts %d itself", parts, counted)
	}
}

// compareWithPostgreSQL holds the rows that PostgreSQL counted against those that
// the run did.
func compareWithPostgreSQL(t *testing.T, server postgreSQL, database, table, path string) {
	t.Helper()
	wanted := "wanted_" + table
	header, _ := readRows(t, path)
	for i, column := range header {
		header[i] = warehouse.Name(column)
	}
	columns := strings.Join(header, ", ")
	answer := strings.Fields(server.tell(t, database,
		"create table "+wanted+" as select "+columns+" from "+table+" limit 0", copyFrom(wanted, path),
		"select count(*) from "+table, "select count(*) from "+wanted,
		"select count(*) from (select "+columns+" from "+table+" except all select * from "+wanted+") as differing"))
	if len(answer) != 3 || answer[0] != answer[1] || answer[2] != "0" {
		t.Errorf("%s: its rows, the run's rows, its rows that the run has not: %v", table, answer)
		return
	}
	t.Logf("%s: %s rows alike", table, answer[0])
}
