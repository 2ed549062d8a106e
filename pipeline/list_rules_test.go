package pipeline_test

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"ehcp/pipeline"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/queries"
)

// TestKindIsKnown tells extracts apart by their headings.
func TestKindIsKnown(t *testing.T) {
	t.Parallel()
	cases := writeFile(t, t.TempDir(), "cases_2024-06-30.csv", "case_id,received_date,plan_issued_date\na,2024-01-02,\n")
	run := func(files ...string) (*pipeline.Result, error) {
		return pipeline.Run(t.Context(), job{
			files: append(files, cases), settings: "council: {code: E10000016}\n", unpublished: true,
		}.options(t))
	}
	folder, kinds, files := t.TempDir(), map[string]string{}, []string(nil)
	for _, c := range [][3]string{
		{"case_id,advice_type,requested_date,received_date", "a,ep,2024-01-10,2024-01-20", "advice"},
		{"plan_id,meeting_date", "p,2024-01-10", "annual_reviews"},
		{"plan_id,start_date", "p,2024-01-10", "plans"},
		{"plan_id,start_date,audit_date,grade", "p,2024-01-10,2024-02-01,Good", "plan_audits"},
		{"plan_id,transfer_type,transfer_year", "p,primary_to_secondary,2024", "phase_transfers"},
		{"lodged_date,type", "2024-01-10,content", "appeals"},
		{"response_date,question,positive", "2024-01-10,Did you feel heard?,1", "feedback"},
		{"action_id,action", "A1,Recruit psychologists", "actions"},
		{"date,value", "2024-01-31,12", "series"},
		{"setting_urn,pupils,trained_date", "101,300,2024-01-10", "settings"},
		{"case_id,attended_urn", "a,101", "case_settings"},
		{"population_date,population", "2023-06-30,470000", "populations"},
		{"case_id,received_date,setting_urn,area", "b,2024-01-02,101,North", "assessments"},
	} {
		file := writeFile(t, folder, fmt.Sprintf("other%d_2024-06-30.csv", len(files)), c[0]+"\n"+c[1]+"\n")
		files = append(files, file)
		kinds[filepath.Base(file)] = c[2]
	}
	result, err := run(files...)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range result.Manifest.Inputs {
		if want := cmp.Or(kinds[filepath.Base(in.Path)], "assessments"); in.Kind != want {
			t.Errorf("%s is taken for %s, want %s", in.Path, in.Kind, want)
		}
	}
	if len(result.Manifest.Inputs) != len(files)+1 {
		t.Errorf("%d extracts were read", len(result.Manifest.Inputs))
	}
	for header, says := range map[string]string{
		"plan_id,notes":                       "has no column case_id",
		"plan_id,start_date,action_id,action": "could be an extract of plans or of actions",
	} {
		other := writeFile(t, t.TempDir(), "other_2024-06-30.csv", header+"\n"+strings.Repeat("x,", strings.Count(header, ","))+"x\n")
		if _, err := run(other); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want an error that says %q", header, err, says)
		}
	}
}

// TestNoRowOfAList: an extract of a few rows none of which can be used is refused, one
// of which can is not.
func TestNoRowOfAList(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	cases := writeFile(t, folder, "cases_2024-06-30.csv", "case_id,received_date,plan_issued_date\na,2024-01-02,\n")
	for rows, refused := range map[string]bool{"p,soon\nq,later\n": true, "p,soon\nq,2024-01-10\n": false} {
		plans := writeFile(t, folder, "plans_2024-06-30.csv", "plan_id,start_date\n"+rows)
		_, err := pipeline.Run(t.Context(), job{
			files: []string{cases, plans}, settings: "council: {code: E10000016}\n", unpublished: true,
		}.options(t))
		if (fault.KindOf(err) == fault.Quality) != refused || refused && !strings.Contains(err.Error(), "2 of 2 rows of plans are rejected") {
			t.Errorf("%q: %v", rows, err)
		}
	}
}

// TestListRules tries every rule of the other kinds of extract by itself.
func TestListRules(t *testing.T) {
	t.Parallel()
	for _, kind := range registry.Extracts()[1:] {
		for _, rule := range queries.ListRules(kind.Name) {
			t.Run(kind.Name+"/"+rule.Name, func(t *testing.T) {
				t.Parallel()
				table := readGiven(t, filepath.Join(ruleCases, kind.Name, rule.Name+".csv"))
				db := openModels(t)
				for i := range table.columns {
					f, _ := kind.Field(table.columns[i].name)
					table.columns[i].kind = map[registry.FieldType]string{
						registry.Day: "date", registry.Whole: "bigint", registry.Amount: "double", registry.Yes: "boolean",
					}[f.Type]
				}
				fillTable(t, db, "list_tested", table)
				_, rows, err := db.Text(t.Context(), "select fires, coalesce("+rule.SQL+", false) from list_tested")
				if err != nil {
					t.Fatal(err)
				}
				seen := map[string]bool{}
				for i, row := range rows {
					seen[*row[0]] = true
					if (*row[0] == "yes") != (*row[1] == "true") {
						t.Errorf("row %d: it fires is %s, want %s", i+1, *row[1], *row[0])
					}
				}
				if !seen["yes"] || !seen["no"] {
					t.Error("want a row that the rule fires on, and one that it does not")
				}
			})
		}
	}
}

// TestListDatesAreClear refuses a list with a day that has the month first, as
// extracts of cases are refused: 03/04/2024 in it could be either.
func TestListDatesAreClear(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	files := []string{
		writeFile(t, folder, "cases_2024-06-30.csv", "case_id,received_date,plan_issued_date\na,2024-01-02,\n"),
		writeFile(t, folder, "advice_2024-06-30.csv", "case_id,advice_type,requested_date\na,ep,03/04/2024\na,health,01/31/2024\n"),
	}
	_, err := pipeline.Run(t.Context(), job{files: files, settings: "council: {code: E10000016}\n", unpublished: true}.options(t))
	if err == nil || !strings.Contains(err.Error(), "days with the month first in requested_date") {
		t.Errorf("the error is %v", err)
	}
}
