package own_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline"
	"ehcp/pipeline/ask"
	"ehcp/pipeline/config"
)

// update writes the schema anew: go test ./pipeline/own -update.
var update = flag.Bool("update", false, "write schema.sql from a run")

// every is the header of an extract that has every column.
const every = "case_id,person_id,authority_code,authority_name,received_date,opened_date,entry_type,reopened_date,request_source," +
	"request_outcome,request_outcome_date,request_mediation,request_tribunal,assessment_outcome,assessment_outcome_date,assessment_mediation," +
	"assessment_tribunal,other_mediation,other_tribunal,clock_restart_date,clock_restart_reason,week20_exception,draft_plan_date," +
	"plan_issued_date,closed_date,closed_reason,transferred_from,area,district,team,case_officer,primary_need,sex,ethnicity,age_at_request," +
	"phase,setting_type,setting_urn,social_care_status,health_area,awaiting"

// TestSchema wants the empty tables on which queries are tried to be those of a
// run.
func TestSchema(t *testing.T) {
	t.Parallel()
	const path = "schema.sql"
	found := schemaOf(t)
	if *update {
		if err := os.WriteFile(path, []byte(found), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != found {
		t.Error("schema.sql is not what a run's database holds: run go test ./pipeline/own -update")
	}
}

// schemaOf is the schema of the database of a run.
func schemaOf(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	file := filepath.Join(folder, "assessments_2024-12-31.csv")
	row := "k1,p1,E10000016,Kent,2024-01-02" + strings.Repeat(",", strings.Count(every, ",")-4)
	if err := os.WriteFile(file, []byte(every+"\n"+row+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	settings, err := config.Load("")
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "out")
	if _, err := pipeline.Run(t.Context(), pipeline.Options{
		Extracts: []string{file}, Config: settings, Out: out, Profiles: []string{"restricted"}, TablesOnly: true, Now: time.Now,
	}); err != nil {
		t.Fatal(err)
	}
	path, err := ask.Database(out, "")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := ask.Tables(t.Context(), path, ask.Limits{Timeout: time.Minute, MemoryLimit: "1GiB"})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	text.WriteString("-- The tables of a run's database, written by go test ./pipeline/own -update.\n")
	for _, table := range tables {
		columns := make([]string, len(table.Columns))
		for i, c := range table.Columns {
			columns[i] = "    \"" + c.Name + "\" " + c.Type
		}
		text.WriteString("create table " + table.Name + " (\n" + strings.Join(columns, ",\n") + "\n);\n")
	}
	return text.String()
}
