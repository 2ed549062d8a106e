package pipeline_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"ehcp/pipeline/registry"
	"ehcp/queries"
)

// sqlFiles gives every SQL file by its path in package queries, such as
// clock/periods.sql.
func sqlFiles(t *testing.T) map[string]string {
	t.Helper()
	const folder = "../queries"
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".sql" || strings.Contains(path, "testdata") {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		files[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("%d SQL files: %v", len(files), err)
	}
	return files
}

// withoutText takes comments and quoted text out of SQL.
func withoutText(sql string) string {
	sql = regexp.MustCompile(`--[^\n]*`).ReplaceAllString(sql, "")
	return regexp.MustCompile(`'[^']*'`).ReplaceAllString(sql, "''")
}

func TestSQLStyle(t *testing.T) {
	t.Parallel()
	upper := regexp.MustCompile(`[A-Z]+`)
	for name, text := range sqlFiles(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.HasPrefix(text, "-- ") {
				t.Error("the first line is not a comment")
			}
			if !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n") {
				t.Error("the file does not end with one newline")
			}
			if strings.ContainsAny(text, "\t\r") {
				t.Error("there is a tab or a carriage return")
			}
			for line := range strings.Lines(text) {
				line = strings.TrimSuffix(line, "\n")
				if utf8.RuneCountInString(line) > 80 || strings.TrimRight(line, " ") != line {
					t.Errorf("longer than 80 columns, or spaces at the end: %s", line)
				}
			}
			code := withoutText(text)
			if word := upper.FindString(code); word != "" {
				t.Errorf("%s is not lower case", word)
			}
			if name != "macros.sql" && strings.Contains(code, ";") {
				t.Error("a model is one select, without a semicolon")
			}
		})
	}
}

// TestModelsAreBuilt finds SQL files that the program never builds: neither
// listed in package queries nor named in package pipeline.
func TestModelsAreBuilt(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, model := range append(queries.Checks(), queries.Adhoc()...) {
		listed[model.Path] = true
	}
	for _, rule := range queries.Rules() {
		listed["rules/"+rule.Name] = true
	}
	for _, rule := range queries.Across() {
		listed["rules/across/"+rule.Name] = true
	}
	for _, kind := range registry.ExtractNames() {
		for _, rule := range queries.ListRules(kind) {
			listed["rules/"+kind+"/"+rule.Name] = true
		}
	}
	source := ""
	for _, path := range append(glob(t, "*.go"), glob(t, "../queries/*.go")...) {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		source += string(text)
	}
	for file := range sqlFiles(t) {
		name := strings.TrimSuffix(file, ".sql")
		if !listed[name] && !strings.Contains(source, `"`+name+`"`) {
			t.Errorf("%s is in no list of models and nothing names it", file)
		}
	}
}

// TestChecksCanFail finds checks that have no case in which they fail, or none
// in which they hold.
func TestChecksCanFail(t *testing.T) {
	t.Parallel()
	if len(queries.Checks()) == 0 {
		t.Fatal("there is no check")
	}
	for _, check := range queries.Checks() {
		var holds, fails bool
		for _, folder := range glob(t, filepath.Join(modelCases, check.Name(), "*")) {
			_, rows := readRows(t, filepath.Join(folder, "want.csv"))
			holds, fails = holds || len(rows) == 0, fails || len(rows) > 0
		}
		if !holds || !fails {
			t.Errorf("%s: a case that holds %v, a case that fails %v, want both", check.Name(), holds, fails)
		}
	}
}

// TestCasesHaveModels finds cases that no test runs: of a model that does not
// exist, or without what the model should give.
func TestCasesHaveModels(t *testing.T) {
	t.Parallel()
	var names []string
	for file := range sqlFiles(t) {
		names = append(names, strings.TrimSuffix(filepath.Base(file), ".sql"))
	}
	for _, folder := range glob(t, filepath.Join(modelCases, "*", "*")) {
		model := filepath.Base(filepath.Dir(folder))
		if model == "defaults" || model == filepath.Base(ruleCases) {
			continue
		}
		if !slices.Contains(names, model) {
			t.Errorf("%s: there is no model %s", folder, model)
		}
		if _, err := os.Stat(filepath.Join(folder, "want.csv")); err != nil {
			t.Error(err)
		}
	}
}
