package pipeline_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ehcp/pipeline/registry"
	"ehcp/queries"
)

// ruleCases holds a table for each rule: rows of an extract that it fires on,
// and rows that it does not.
const ruleCases = "../queries/testdata/rules"

// TestRules tries every rule by itself on its rows, as at 31 December 2024.
func TestRules(t *testing.T) {
	t.Parallel()
	for _, rule := range queries.Rules() {
		t.Run(rule.Name, func(t *testing.T) {
			t.Parallel()
			table := readGiven(t, filepath.Join(ruleCases, rule.Name+".csv"))
			var want []string
			for i, row := range table.rows {
				row["stage_row"], row["extract_id"] = fmt.Sprint(i), "1"
				if row["fires"] == "yes" {
					want = append(want, row["stage_row"])
				}
			}
			if len(want) == 0 || len(want) == len(table.rows) {
				t.Fatal("want a row that the rule fires on, and one that it does not")
			}
			table.columns = append(slices.DeleteFunc(table.columns, func(c column) bool { return c.name == "fires" }),
				column{"stage_row", "", ""}, column{"extract_id", "", ""})
			if got := fires(t, rule, table); !slices.Equal(got, want) {
				t.Errorf("fires on rows %q, want %q", got, want)
			}
		})
	}
}

// fires gives the numbers of the rows that a rule fires on.
func fires(t *testing.T, rule queries.Rule, table given) []string {
	t.Helper()
	db := openModels(t)
	defaults := filepath.Join(modelCases, "defaults")
	for _, name := range []string{"run", "extracts"} {
		fillTable(t, db, name, readGiven(t, filepath.Join(defaults, name+".csv")))
	}
	execute(t, db, "insert into extracts (extract_id, extract_date) values (1, date '2024-12-31')")
	fillTable(t, db, "stage_rows", complete(table, readGiven(t, filepath.Join(defaults, "stage_rows.csv"))))
	execute(t, db, "create temp view stage_tested as "+queries.Text("stage/stage_tested"))
	_, rows, err := db.Text(t.Context(), "select stage_row from ("+queries.Judged([]queries.Rule{rule})+") order by stage_row")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, row := range rows {
		found = append(found, *row[0])
	}
	return found
}

// ofReturns are the rules that are about SEN2 returns alone: TestReturnOfLooseRows
// and its neighbours see them fire, and the reader's tests the last two.
func ofReturns() []string {
	return []string{
		"orphan_row", "person_without_request", "agreed_without_assessment", "plan_start_differs", "person_unidentified", "assessment_repeated",
	}
}

// TestAcross tries every rule across rows on an extract, as at 31 December 2024.
func TestAcross(t *testing.T) {
	t.Parallel()
	for _, rule := range queries.Across() {
		if slices.Contains(ofReturns(), rule.Name) {
			continue
		}
		t.Run(rule.Name, func(t *testing.T) {
			t.Parallel()
			files, want := acrossCase(t, rule.Name)
			settings := "breakdowns: {public: [All, Area], restricted: []}\n"
			run := publish(t, job{files: files, asAt: "2024-12-31", completeFrom: "2024-01-01", settings: settings, unpublished: true})
			var got []string
			for _, row := range append(run.quality(t, "rejects"), run.quality(t, "issues")...) {
				if row["rule"] == rule.Name {
					got = append(got, row["row"])
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("fires on rows %q, want %q", got, want)
			}
		})
	}
}

// acrossCase writes the extract of a rule across rows, or several where a second
// column names the file of each row, and gives the rows that the rule fires on.
func acrossCase(t *testing.T, rule string) (files, want []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(ruleCases, "across", rule+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	_, header, _ := strings.Cut(lines[0], ",")
	header, severalFiles := strings.CutPrefix(header, "file,")
	extracts := map[string][]string{}
	for _, line := range lines[1:] {
		fires, row, _ := strings.Cut(line, ",")
		name := "cases.csv"
		if severalFiles {
			name, row, _ = strings.Cut(row, ",")
		}
		extracts[name] = append(extracts[name], row)
		switch fires {
		case "yes":
			want = append(want, fmt.Sprint(len(extracts[name])+1))
		case "any": // the extract is at fault, not one of its rows
			want = append(want, "")
		}
	}
	folder := t.TempDir()
	for _, name := range slices.Sorted(maps.Keys(extracts)) {
		files = append(files, writeFile(t, folder, name, header+"\n"+strings.Join(extracts[name], "\n")+"\n"))
	}
	return files, want
}

// TestRuleBook looks at what stands at the head of each rule.
func TestRuleBook(t *testing.T) {
	t.Parallel()
	rules := queries.Rules()
	if len(rules) > 62 {
		t.Errorf("%d rules do not fit the bits of a mask", len(rules))
	}
	rules = append(rules, queries.Across()...)
	columns := append(registry.AssessmentColumns(), "first_date", "last_date", "plan_moved_in")
	for _, rule := range rules {
		if rule.Severity != "error" && rule.Severity != "query" {
			t.Errorf("%s: severity %q", rule.Name, rule.Severity)
		}
		if !strings.HasSuffix(rule.Says, ".") || rule.Try == "" || strings.HasSuffix(rule.Try, ".") || rule.SQL == "" {
			t.Errorf("%s: want a sentence, what to do and a condition: %+v", rule.Name, rule)
		}
		for _, column := range append(rule.Needs, rule.Column) {
			if column != "" && !slices.Contains(columns, column) {
				t.Errorf("%s: there is no column %q", rule.Name, column)
			}
		}
	}
	for _, path := range glob(t, filepath.Join(ruleCases, "*.csv")) {
		name := strings.TrimSuffix(filepath.Base(path), ".csv")
		if !slices.ContainsFunc(rules, func(r queries.Rule) bool { return r.Name == name }) {
			t.Errorf("%s is of no rule", path)
		}
	}
	if _, err := os.Stat(ruleCases); err != nil {
		t.Fatal(err)
	}
}

// TestRulesForColumns leaves out what an extract cannot break.
func TestRulesForColumns(t *testing.T) {
	t.Parallel()
	for _, rule := range queries.For([]string{"case_id", "received_date"}, queries.Rules()) {
		for _, need := range rule.Needs {
			if need != "case_id" && need != "received_date" {
				t.Errorf("%s needs %s", rule.Name, need)
			}
		}
	}
	if got := queries.Judged(nil); !strings.Contains(got, "where false") {
		t.Errorf("without rules every row is judged: %s", got)
	}
}
