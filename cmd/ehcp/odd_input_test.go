package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// header is that of the smallest extract that shows a defect.
const header = "case_id,received_date,plan_issued_date,area\n"

// bulky is an extract whose gzip file is longer than what is looked at first.
func bulky() string {
	var text strings.Builder
	text.WriteString(header)
	dice := rand.New(rand.NewPCG(1, 2))
	for i := range 60_000 {
		fmt.Fprintf(&text, "k%d%d,2024-%02d-%02d,,Area %d\n", i, dice.IntN(1_000_000), 1+dice.IntN(12), 1+dice.IntN(28), i%4)
	}
	return text.String()
}

// A damaged gzip file is no extract, however far in the damage is.
func TestDamagedGzip(t *testing.T) {
	t.Parallel()
	whole := packed(t, bulky())
	damaged := []byte(whole)
	damaged[len(damaged)-6] ^= 0xff // in the checksum
	for name, content := range map[string]string{
		"cut short":      whole[:len(whole)/2],
		"wrong checksum": string(damaged),
		"junk behind it": whole + "junk",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := ehcp(t, "run", "--tables-only", extract(t, "a_2024-12-31.csv.gz", content))
			if s.code != 3 || strings.Contains(s.stderr, "Error:") {
				t.Errorf("exit code %d, want 3; standard error:\n%s", s.code, s.stderr)
			}
		})
	}
}

// A packed file is known by what it holds or by its ending in any case.
func TestGzipEndingInCapitals(t *testing.T) {
	t.Parallel()
	ehcp(t, "run", "--tables-only", extract(t, "A_2024-12-31.CSV.GZ", packed(t, cases(20)))).wants(t, 0)
}

// A quotation mark that is never closed swallows every row behind it: they
// are neither staged nor rejected, and the run is published without them.
func TestQuoteNeverClosed(t *testing.T) {
	t.Parallel()
	text := header + "k1,2024-01-01,,North\nk2,2024-01-02,,\"South\n"
	for i := range 1000 {
		text += fmt.Sprintf("m%d,2024-01-03,,North\n", i)
	}
	s := ehcp(t, "run", "--tables-only", extract(t, "a_2024-12-31.csv", text))
	if s.code == 0 && s.manifest(t).Totals.RowsRead != 1002 {
		t.Errorf("published from %d of 1002 rows", s.manifest(t).Totals.RowsRead)
	}
}

// A cell that runs over many rows, up to the next stray quotation mark, has
// swallowed them: one rejected line does not account for them.
func TestTwoStrayQuotes(t *testing.T) {
	t.Parallel()
	text := header
	for i := range 2000 {
		area := "North"
		if i == 2 || i == 1500 {
			area = "\"South"
		}
		text += fmt.Sprintf("m%d,2024-01-03,,%s\n", i, area)
	}
	s := ehcp(t, "run", "--tables-only", extract(t, "a_2024-12-31.csv", text))
	if s.code == 0 && s.manifest(t).Totals.RowsRead != 2000 {
		t.Errorf("published from %d of 2000 rows", s.manifest(t).Totals.RowsRead)
	}
}

// A file is read under its own name, not as a pattern of others.
func TestFileNamedLikeAPattern(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a[1]_2024-12-31.csv", "a*_2024-12-31.csv", "a?_2024-12-31.csv"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := extract(t, name, header+"k1,2024-01-01,,North\n")
			other := filepath.Join(filepath.Dir(file), "a1_2024-12-31.csv")
			if err := os.WriteFile(other, []byte(header+"k2,2024-01-01,,N\nk3,2024-01-01,,N\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			s := ehcp(t, "run", "--tables-only", file).wants(t, 0)
			if got := s.manifest(t).Totals.RowsRead; got != 1 {
				t.Errorf("%d rows were read, want the 1 of the file that was named", got)
			}
		})
	}
}

// A file without a header has a child in its first line.
func TestNoHeaderQuotesNoRow(t *testing.T) {
	t.Parallel()
	s := ehcp(t, "run", extract(t, "a_2024-12-31.csv", "k1,Ann SENTINEL,2010-01-01\nk2,Bob,2011-01-01\n"))
	s.wants(t, 3)
	if reason := s.refused(t).Reason; strings.Contains(s.stderr+reason, sentinel) {
		t.Errorf("standard error and manifest quote a row:\n%s\n%s", s.stderr, reason)
	}
}

// A text of several megabytes in one cell is refused, and not by the database.
func TestCellTooLong(t *testing.T) {
	t.Parallel()
	text := header + "k1,2024-01-01,," + strings.Repeat("x", 3<<20) + "\nk2,2024-01-01,,N\n"
	s := ehcp(t, "run", "--tables-only", extract(t, "a_2024-12-31.csv", text))
	if s.code != 3 || strings.Contains(s.stderr, "Error:") {
		t.Errorf("exit code %d, want 3; standard error:\n%.500s", s.code, s.stderr)
	}
}

// Blank lines do not move the number of the rows behind them.
func TestBlankLinesKeepRowNumbers(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"before a bad date":   header + "k1,2024-01-01,,N\n\nk2,bad,,N\n",
		"before a short line": header + "k1,2024-01-01,,N\n\nk3\nk2,bad,,N\n",
		"before the header":   "\n" + header + "k1,2024-01-01,,N\nk2,bad,,N\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := ehcp(t, "run", "--tables-only", extract(t, "a_2024-12-31.csv", text)).wants(t, 0)
			want := fmt.Sprintf("a_2024-12-31.csv,%d,received_date,bad", strings.Count(text, "\n"))
			got, err := os.ReadFile(filepath.Join(s.out, "latest", "casework", "data-quality", "rejects.csv"))
			if err != nil || !strings.Contains(string(got), want) {
				t.Errorf("rejects.csv has no %q (%v):\n%s", want, err, got)
			}
		})
	}
}

// A date with something behind it is not a date.
func TestTextBehindADate(t *testing.T) {
	t.Parallel()
	s := ehcp(t, "run", "--tables-only",
		extract(t, "a_2024-12-31.csv", header+"k1,2024-01-05 or 2024-02-05,,N\nk2,2024-01-01,,N\n")).wants(t, 0)
	if got := s.manifest(t).Totals.Rejected; got != 1 {
		t.Errorf("%d rows rejected, want 1", got)
	}
}

// An output folder whose name the database cannot open is refused in words.
func TestOutFolderNames(t *testing.T) {
	t.Parallel()
	for name, code := range map[string]int{"what? now": 2, "a b #1 'x' \"y\"": 0, "area=North": 0} {
		s := session{out: filepath.Join(t.TempDir(), name)}
		s = s.again("run", "--tables-only", extract(t, "a_2024-12-31.csv", cases(20)))
		if s.code != code || strings.Contains(s.stderr, "Error:") {
			t.Errorf("--out %q: exit code %d, want %d; standard error:\n%s", name, s.code, code, s.stderr)
		}
	}
}

// Never a publication without a row.
func TestNothingToPublish(t *testing.T) {
	t.Parallel()
	file := extract(t, "a_2024-12-31.csv", cases(20))
	late := extract(t, "ehcp.yaml", "extracts: [{path: "+file+", complete_from: 2025-06-01}]\n")
	if s := ehcp(t, "run", "--tables-only", "--config", late); s.code == 0 {
		t.Error("published although complete_from is after the as-at date")
	}
	if s := ehcp(t, "run", "--tables-only", "--profile", "", file); s.code != 2 {
		t.Errorf("exit code %d with an empty --profile, want 2", s.code)
	}
}

// A run that stops before its first step leaves nothing behind.
func TestBadKeyLeavesNothing(t *testing.T) {
	t.Parallel()
	settings := extract(t, "ehcp.yaml", "council: {name: x}\n")
	if err := os.WriteFile(filepath.Join(filepath.Dir(settings), "ehcp.key"), []byte("zz"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := ehcp(t, "run", "--config", settings, extract(t, "return.xml", sen2Return("2023-05-02")+personsEnd)).wants(t, 2)
	if left, err := filepath.Glob(filepath.Join(s.out, "runs", ".*")); err != nil || len(left) > 0 {
		t.Errorf("left %q (%v)", left, err)
	}
}

// What only casework may hold cannot become a breakdown.
func TestCaseworkColumnsAreNoBreakdowns(t *testing.T) {
	t.Parallel()
	file := extract(t, "a_2024-12-31.csv",
		"case_id,received_date,case_officer,upn\nSENTINEL1,2024-01-01,SENTINEL2,SENTINEL3\n")
	for _, column := range []string{"case_id", "case_officer", "upn"} {
		settings := extract(t, "ehcp.yaml", "breakdowns: {extra: {X: "+column+"}}\n")
		s := ehcp(t, "run", "--tables-only", "--config", settings, file)
		table, err := os.ReadFile(filepath.Join(s.out, "latest", "restricted", "tables", "backlog.csv"))
		if err == nil && bytes.Contains(table, []byte(sentinel)) {
			t.Errorf("%s stands in restricted tables", column)
		}
	}
}

// A value that cannot be meant is the configuration's fault, with exit code 2,
// and no message is the database's own.
func TestConfiguredNonsense(t *testing.T) {
	t.Parallel()
	file := extract(t, "a_2024-12-31.csv", cases(20))
	for _, text := range []string{
		"duckdb: {memory_limit: lots}",
		"breakdowns: {crosses: [[Stage, Stage]]}",
		"breakdowns: {extra: {X: \"\"}}",
		"breakdowns: {extra: {X: Ref}}\nextracts: [{path: " + file + ", mapping: {case_id: Ref}}]",
		"council: {code: E99}",
		"disclosure: {minimum_count: 2.5}",
		"disclosure: {minimum_count: 0}",
		"extracts: [{path: " + file + ", codes: {request_sorce: {PAR: 1}}}]",
		"extracts: [{path: " + file + ", mapping: {recieved_date: Date}}]",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			s := ehcp(t, "run", "--tables-only", "--config", extract(t, "ehcp.yaml", text+"\n"), file)
			if s.code != 2 || strings.Contains(s.stderr, "Error:") {
				t.Errorf("exit code %d, want 2; standard error:\n%s", s.code, s.stderr)
			}
		})
	}
}

// The public folder can be reached by those who may read it.
func TestPublicFolderCanBeReached(t *testing.T) {
	t.Parallel()
	s := ehcp(t, "run", "--tables-only", extract(t, "a_2024-12-31.csv", cases(20))).wants(t, 0)
	if info, err := os.Stat(filepath.Join(s.out, "runs")); err != nil || info.Mode().Perm()&0o055 != 0o055 {
		t.Errorf("runs has mode %v (%v): nobody else comes to public", info.Mode(), err)
	}
}

// A gate that is set is obeyed or said to have no effect.
func TestGateOnAge(t *testing.T) {
	t.Parallel()
	s := ehcp(t, "run", "--tables-only", "--config", extract(t, "ehcp.yaml", "gates: {max_age_days: 1}\n"),
		extract(t, "a_2020-12-31.csv", header+"k1,2020-01-01,,N\n"))
	if s.code != 3 && !strings.Contains(s.stderr, "max_age_days") {
		t.Errorf("exit code %d for an extract of years ago, and no word about gates.max_age_days", s.code)
	}
}

// Text with a control character in it is text.
func TestControlCharacters(t *testing.T) {
	t.Parallel()
	s := ehcp(t, "run", "--tables-only", extract(t, "a_2024-12-31.csv",
		"case_id,received_date,area,closed_date\nk1,2024-01-01,a\x1fb,\nk2,2024-01-01,\x1e,\nk3,2024-01-01,N,\n"))
	if s.code != 0 {
		t.Fatalf("exit code %d, want 0; standard error:\n%s", s.code, s.stderr)
	}
	table, err := os.ReadFile(filepath.Join(s.out, "latest", "restricted", "tables", "backlog.csv"))
	if err != nil || !bytes.Contains(table, []byte("a\x1fb")) || !bytes.Contains(table, []byte(",Area,\x1e,")) {
		t.Errorf("the table has not the areas of the extract (%v)", err)
	}
}

// Odd but possible rows come out of the clock so that every identity holds:
// one of them does not stop the run for all the others.
func TestOddSpells(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"undated plan with an opening": "case_id,received_date,opened_date,plan_issued_date\n" +
			"k1,,2024-01-23,2024-04-08\nk2,2023-06-28,,\n",
		"undated plan after a tribunal": "case_id,received_date,plan_issued_date,request_tribunal\n" +
			"k1,,2023-03-24,1\nk2,2022-09-08,,\n",
		"refusal after the plan": "case_id,received_date,plan_issued_date,request_outcome,request_outcome_date," +
			"reopened_date\nk1,2022-04-09,2024-04-28,N,2024-05-06,2024-09-25\n",
		"closed between refusal and reopening": "case_id,received_date,assessment_outcome,assessment_outcome_date," +
			"closed_date,reopened_date\nk1,2023-10-09,N,2023-12-13,2024-04-15,2024-08-18\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := ehcp(t, "run", "--tables-only", extract(t, "a_2024-12-31.csv", text))
			if s.code != 0 {
				t.Errorf("exit code %d, want 0; standard error:\n%s", s.code, s.stderr)
			}
		})
	}
}
