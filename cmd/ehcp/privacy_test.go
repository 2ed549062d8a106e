package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"ehcp/pipeline/warehouse"
)

// sentinel begins every direct identifier and free text of these tests.
const sentinel = "SENTINEL"

// identified is an extract with direct identifiers beside the canonical
// columns; more lines may follow.
func identified(more string) string {
	return "case_id,Surname,Forename,Birth date,UPN,ULN,Postcode,Notes,received_date,plan_issued_date,area,DOB\n" +
		"CASE-1,SENTINELa,SENTINELb,2011-07-09,SENTINELc,SENTINELd,SENTINELe,\"SENTINEL, free\ntext\"," +
		"2024-01-01,,North,SENTINELf\n" +
		"CASE-2,SENTINELa,SENTINELb,2011-07-09,SENTINELc,SENTINELd,SENTINELe,SENTINEL," +
		"2024-01-03,2024-05-01,North,SENTINELf\n" +
		more
}

// person is one person of a SEN2 return with every identifier.
const person = `<Person>
<Surname>SENTINELg</Surname><Forename>SENTINELh</Forename><PersonBirthDate>2011-07-09</PersonBirthDate>
<Sex>M</Sex><Ethnicity>WBRI</Ethnicity><PostCode>SENTINELi</PostCode><UPN>SENTINELj</UPN>
<UniqueLearnerNumber>SENTINELk</UniqueLearnerNumber>
<Requests><ReceivedDate>%s</ReceivedDate><RequestOutcomeDate>2023-06-01</RequestOutcomeDate>
<RequestOutcome>Y</RequestOutcome><Assessment><AssessmentOutcome>Y</AssessmentOutcome>
<AssessmentOutcomeDate>2023-09-01</AssessmentOutcomeDate><NamedPlan><StartDate>2023-09-01</StartDate>
<PlanDetail><SENSetting>OTH</SENSetting><SENSettingOther>SENTINELl</SENSettingOther></PlanDetail></NamedPlan>
</Assessment></Requests></Person>
`

const personsEnd = "</Persons></Message>\n"

// sen2Return is a SEN2 return, whole but for its end.
func sen2Return(received ...string) string {
	text := `<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>2024</Year>` +
		`<ReferenceDate>2024-01-18</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>886</LEA>` +
		"</Source></Header>\n<Persons>\n"
	for _, day := range received {
		text += fmt.Sprintf(person, day)
	}
	return text
}

func TestPrivacy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file, content string
		code                int
	}{
		{"csv", "a_2024-12-31.csv", identified(""), 0},
		{"packed", "a_2024-12-31.csv.gz", packed(t, identified("")), 0},
		{"workbook", "a_2024-12-31.xlsx", asWorkbook(t, identified("")), 0},
		{"packed workbook", "a_2024-12-31.xlsx.gz", packed(t, asWorkbook(t, identified(""))), 0},
		{"UTF-16", "a_2024-12-31.csv", asUTF16(identified("")), 0},
		{"other headings", "a_2024-12-31.csv", strings.Replace(identified(""), "case_id", "Case ref", 1), 3},
		{"line too short", "a_2024-12-31.csv", identified("CASE-3,SENTINEL,SENTINEL\n"), 0},
		{"line too long", "a_2024-12-31.csv", identified(strings.Repeat("SENTINEL,", 20) + "\n"), 0},
		{"quote not closed", "a_2024-12-31.csv", identified("CASE-3,\"SENTINEL,SENTINEL\n"), 3},
		{"not UTF-8", "a_2024-12-31.csv", identified("CASE-3,SENTINEL\xff,,,,,,,2024-01-01,,North,\n"), 0},
		{"rejected", "a_2024-12-31.csv", identified("CASE-3,SENTINEL,,,,,,SENTINEL,2024-02-30,,North,\n" +
			"CASE-1,,,,,,,,2024-01-01,,South,\n"), 0},
		{"fails half way", "a_2024-12-31.csv", identified("CASE-3,SENTINEL\r\n" +
			"CASE-4,SENTINEL\r,,,,,,,2024-01-01,,,\r\n"), 3},
		{"all rejected", "a_2024-12-31.csv", "case_id,Surname,received_date\nCASE-1,SENTINEL,\n" +
			"CASE-2,SENTINEL,2024-99-99\n", 4},
		{"return", "return.xml", sen2Return("2023-05-02", "2023-06-04") + personsEnd, 0},
		{"return with a rejected request", "return.xml", sen2Return("2023-05-02", "2023-13-04") + personsEnd, 0},
		{"return cut short", "return.xml", sen2Return("2023-05-02") + "<Person><Surname>SENTINEL", 3},
		{"return not well formed", "return.xml", sen2Return("2023-05-02") + "<Person><Surname>SENTINEL</Forename>", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			file := extract(t, c.file, c.content)
			args := []string{"run", "--config", extract(t, "ehcp.yaml", "council: {code: E10000016}\n"), file}
			if c.name != "csv" && c.name != "return" {
				args = append(args, "--tables-only")
			}
			s := ehcp(t, args...).wants(t, c.code)
			found := finder{t: t, words: []string{sentinel, "2011-07-09"}}
			found.folder(s.out)
			found.text("standard output", s.stdout)
			found.text("standard error", s.stderr)
			ids := finder{t: t, words: []string{"CASE-"}}
			ids.text("standard output", s.stdout)
			ids.text("standard error", s.stderr)
			ids.except(s.out, "ehcp.duckdb")
		})
	}
}

// TestPrivacyOfCheckAndInit looks at what the commands print and write that
// only look at an extract.
func TestPrivacyOfCheckAndInit(t *testing.T) {
	t.Parallel()
	file := extract(t, "a_2024-12-31.csv", strings.Replace(identified("CASE-3,SENTINEL,,,,,,,2024-02-30,,North,\n"), "case_id", "Case ref", 1))
	settings := filepath.Join(t.TempDir(), "our.yaml")
	for _, args := range [][]string{
		{"check", file}, {"init", file, "--output", settings}, {"check", "--config", settings}, {"check", "--config", settings, "--format", "json"},
	} {
		var stdout, stderr strings.Builder
		run(args, strings.NewReader(""), &stdout, &stderr)
		look := finder{t: t, words: []string{sentinel, "2011-07-09", "CASE-"}}
		look.text(strings.Join(args[:1], " ")+" standard output", stdout.String())
		look.text(strings.Join(args[:1], " ")+" standard error", stderr.String())
		written, _ := os.ReadFile(settings)
		look.text(strings.Join(args[:1], " ")+" configuration", string(written))
	}
}

// TestInitLeavesNothing guesses from a packed workbook, which has to be unpacked
// to be read: no copy of it stays, neither here nor among temporary files.
func TestInitLeavesNothing(t *testing.T) {
	file := extract(t, "a_2024-12-31.xlsx.gz", packed(t, asWorkbook(t, identified(""))))
	here, temporary := t.TempDir(), t.TempDir()
	t.Chdir(here)
	t.Setenv("TMPDIR", temporary)
	var stdout, stderr strings.Builder
	if code := run([]string{"init", file}, strings.NewReader(""), &stdout, &stderr); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	for folder, want := range map[string][]string{here: {"ehcp.yaml"}, temporary: nil} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		var left []string
		for _, entry := range entries {
			left = append(left, entry.Name())
		}
		if !slices.Equal(left, want) {
			t.Errorf("init left %q, want %q", left, want)
		}
	}
}

// asWorkbook is a CSV as an Excel workbook.
func asWorkbook(t *testing.T, text string) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := errors.Join(f.Write(&file), f.Close()); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// asUTF16 is a text in UTF-16, little end first, with its mark.
func asUTF16(text string) string {
	bytes := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		bytes = append(bytes, byte(unit), byte(unit>>8))
	}
	return string(bytes)
}

// TestPrivacyFinder shows that the search would find what it looks for.
func TestPrivacyFinder(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	db, err := warehouse.Open(t.Context(), filepath.Join(folder, "x.duckdb"), warehouse.Options{TempDir: folder})
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"create table people as select 'SENTI' || 'NEL' || (range // 1000) as name from range(5000)",
		"copy people to '" + filepath.Join(folder, "x.parquet") + "' (format parquet)",
	} {
		if err := db.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "x.gz"), []byte(packed(t, "a SENTINEL")), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"x.duckdb", "x.parquet", "x.gz"} {
		look := finder{t: t, words: []string{sentinel}}
		if !look.in(look.content(filepath.Join(folder, name))) {
			t.Errorf("the search finds nothing in %s", name)
		}
	}
}

// finder looks for words wherever a run may have left them.
type finder struct {
	t     *testing.T
	words []string
}

func (f finder) in(content string) bool {
	for _, word := range f.words {
		if strings.Contains(content, word) {
			return true
		}
	}
	return false
}

// text fails the test when it holds a word.
func (f finder) text(where, content string) {
	f.t.Helper()
	for _, word := range f.words {
		if at := strings.Index(content, word); at >= 0 {
			f.t.Errorf("%s holds %q: ...%q", where, word, content[max(0, at-80):min(len(content), at+40)])
		}
	}
}

func (f finder) folder(root string) {
	f.t.Helper()
	f.except(root, "")
}

// except looks through every file below root but those of one name and, where
// one is given, the store.
func (f finder) except(root, name string) {
	f.t.Helper()
	files := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if name != "" && path == filepath.Join(root, "store") {
			return filepath.SkipDir // case-level records, as in casework
		}
		if err != nil || !entry.Type().IsRegular() || entry.Name() == name {
			return err
		}
		files++
		f.text(path, path+"\n"+f.content(path))
		return nil
	})
	if err != nil || files < 4 {
		f.t.Errorf("%d files of %s were searched (%v)", files, root, err)
	}
}

// content is all the text of a file: as it stands, and unpacked.
func (f finder) content(path string) string {
	f.t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		f.t.Fatal(err)
	}
	text := string(raw)
	switch filepath.Ext(path) {
	case ".gz":
		reader, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			f.t.Fatal(err)
		}
		unpacked, err := io.ReadAll(reader)
		if err != nil {
			f.t.Fatal(err)
		}
		text += string(unpacked)
	case ".parquet":
		text += f.rows("", "from read_parquet("+warehouse.Literal(path)+")")
	case ".duckdb":
		copied := filepath.Join(f.t.TempDir(), "ehcp.duckdb")
		if err := os.WriteFile(copied, raw, 0o600); err != nil {
			f.t.Fatal(err)
		}
		text += f.rows(copied, "select sql from duckdb_views() where not internal union all "+
			"select sql from duckdb_tables() union all "+
			"select function_name || macro_definition from duckdb_functions() where not internal")
		for _, table := range strings.Fields(f.rows(copied, "select table_name from information_schema.tables")) {
			text += f.rows(copied, "from "+warehouse.Name(table))
		}
	}
	return text
}

// rows is the result of a query as text, one cell a line.
func (f finder) rows(path, query string) string {
	f.t.Helper()
	db, err := warehouse.Open(f.t.Context(), path, warehouse.Options{Threads: 1, TempDir: f.t.TempDir()})
	if err != nil {
		f.t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			f.t.Error(err)
		}
	}()
	_, rows, err := db.Text(f.t.Context(), query)
	if err != nil {
		f.t.Fatalf("%s: %v", query, err)
	}
	var text strings.Builder
	for _, row := range rows {
		for _, cell := range row {
			if cell != nil {
				text.WriteString(*cell + "\n")
			}
		}
	}
	return text.String()
}
