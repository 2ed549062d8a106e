package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// screen is a session of the real command on a terminal of its own.
type screen struct {
	t        *testing.T
	terminal *os.File
	command  *exec.Cmd
	mu       sync.Mutex
	text     bytes.Buffer
	seen     int
}

// opened starts ehcp on a terminal 100 characters wide and 30 lines high.
func opened(t *testing.T, folder string, environment []string, args ...string) *screen {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("a terminal is made for programs on Unix")
	}
	s := &screen{t: t, command: exec.CommandContext(t.Context(), "ehcp", args...)}
	s.command.Dir = folder
	s.command.Env = append(append(os.Environ(), "TERM=xterm", "PAGER="), environment...)
	var err error
	if s.terminal, err = pty.StartWithSize(s.command, &pty.Winsize{Rows: 30, Cols: 100}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.terminal.Close() })
	go func() {
		chunk := make([]byte, 4096)
		for {
			n, err := s.terminal.Read(chunk)
			s.mu.Lock()
			s.text.Write(chunk[:n])
			s.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return s
}

// types sends keys.
func (s *screen) types(keys string) {
	s.t.Helper()
	if _, err := s.terminal.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// wants waits for a text behind what was seen last.
func (s *screen) wants(text string) {
	s.t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		s.mu.Lock()
		all := strings.ReplaceAll(s.text.String(), "\r", "")
		s.mu.Unlock()
		if at := strings.Index(all[s.seen:], text); at >= 0 {
			s.seen += at + len(text)
			return
		}
		if time.Now().After(end) {
			s.t.Fatalf("%q does not come; there is %q", text, all[s.seen:])
		}
	}
}

// interrupts presses Ctrl-C until the query that runs is cancelled: it may not
// have been asked when its line is read.
func (s *screen) interrupts() {
	s.t.Helper()
	for range 30 {
		time.Sleep(500 * time.Millisecond)
		s.types("\x03")
		s.mu.Lock()
		stopped := strings.Contains(s.text.String()[s.seen:], "cancelled")
		s.mu.Unlock()
		if stopped {
			break
		}
	}
	s.wants("cancelled\n")
}

// leaves waits for the end and its exit code.
func (s *screen) leaves(code int) {
	s.t.Helper()
	done := make(chan error, 1)
	go func() { done <- s.command.Wait() }()
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		s.t.Fatal("the session does not end")
	}
	if got := s.command.ProcessState.ExitCode(); got != code {
		s.t.Errorf("the session ends with %d, want %d", got, code)
	}
}

// folderWithRun is a folder with a run of seven cases.
func folderWithRun(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	script, err := os.ReadFile("testdata/script/query_formats.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"assessments_2024-12-31.csv", "ehcp.yaml"} {
		_, text, _ := strings.Cut(string(script), "-- "+name+" --\n")
		text, _, _ = strings.Cut(text, "\n-- ")
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), "ehcp", "run", "--tables-only", "--quiet")
	command.Dir = folder
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return folder
}

const tableOfOne = "one\n---\n  1\n"

func TestPrompt(t *testing.T) {
	t.Parallel()
	folder := folderWithRun(t)
	t.Run("statements", func(t *testing.T) {
		t.Parallel()
		s := opened(t, folder, nil, "query")
		s.wants(", as at 2024-12-31, read-only.\nEnd a statement with a semicolon.")
		s.wants("ehcp> ")
		s.types("select 1\r")
		s.wants("   -> ")
		s.types("as one; select ';' as semicolon, 2 as -- ;\r")
		s.wants(tableOfOne)
		s.types("two;\r")
		s.wants("semicolon  two\n---------  ---\n;            2\n")
		s.types("\x1b[A") // the newest of the history, the line that ends it
		s.wants("two;")
		s.types("\x1b[A\x1b[A\r")
		s.wants("one\n---\n")
		s.types("selec 1;\r")
		s.wants("ehcp: syntax error at or near \"selec\"\nLINE 1: selec 1\n        ^\n")
		s.types("from caes;\r")
		s.wants("try: did you mean \"cases\"?\n")
		s.types("drop table run;\r")
		s.wants("ehcp: only a query can be asked")
		s.wants("ehcp> ")
		s.types("\x04")
		s.leaves(0)
	})
	t.Run("commands", func(t *testing.T) {
		t.Parallel()
		s := opened(t, folder, nil, "query")
		s.types("\\d\r")
		s.wants("cases                   one row per spell")
		s.types("\\d cases\r")
		s.wants("cases: one row per spell")
		s.wants("case_id ")
		s.types("\\l\r")
		s.wants("backlog-on ")
		s.types("\\ask backlog-on\r")
		s.wants("ehcp: backlog-on needs --set date\n")
		s.types("\\ask backlog-on date=2024-12-31\r")
		s.wants("Sample county  2024-12-31     4 ")
		s.types("\\set date 2024-03-31\r\\ask backlog-on\r")
		s.wants("Sample county  2024-03-31     2 ")
		s.types("select $date::date + 1 as next;\r")
		s.wants("2024-04-01\n")
		s.types("\\timing\rselect 1 as one;\r")
		s.wants("Timing is on.\n")
		s.wants(tableOfOne + "Time: ")
		s.types("\\format json\rselect 1 as one;\r")
		s.wants("[\n  {\"one\": 1}\n]\n")
		s.types("\\format arrow\r")
		s.wants("ehcp: a terminal cannot show arrow\n")
		s.types("\\output one.csv\rselect 1 as one;\rselect 2 as two;\r")
		s.wants("Time: ")
		s.wants("[\n  {\"two\": 2}\n]\n")
		s.types("\\limit 2\r\\format csv\rfrom range(5);\r")
		s.wants("range\n0\n1\n")
		s.wants("note: the first 2 of 5 rows are shown")
		s.types("\\fromat\r")
		s.wants("try: did you mean \\format?\n")
		s.types("\\q\r")
		s.leaves(0)
		if text, err := os.ReadFile(filepath.Join(folder, "one.csv")); err != nil || string(text) != "one\n1\n" {
			t.Errorf("one.csv holds %q, %v", text, err)
		}
	})
	t.Run("completion", func(t *testing.T) {
		t.Parallel()
		s := opened(t, folder, nil, "query")
		s.wants("ehcp> ")
		s.types("select count(*) as n from cas\twhere is_op\t;\r")
		s.wants("from cases where is_open ;")
		s.wants("n\n-\n4\n")
		s.types("\\ask due-n\t\r")
		s.wants("authority_")
		s.types("select due_\t\t")
		s.wants("due_20_weeks")
		s.wants("due_52_weeks")
		s.types("\x03\\q\r")
		s.leaves(0)
	})
	t.Run("cancel", func(t *testing.T) {
		t.Parallel()
		s := opened(t, folder, nil, "query")
		s.wants("ehcp> ")
		s.types("select 7 as wrong\x03")
		s.types("select 1 as one;\r")
		s.wants(tableOfOne)
		s.types("select 8\r")
		s.wants("   -> ")
		s.types("\x03select 1 as one;\r")
		s.wants(tableOfOne)
		s.types("select 5 as begun, max(n) from (with recursive t as (select 1 as n union all select n + 1 from t) from t);\r")
		s.wants("from t);\n")
		s.interrupts()
		s.types("\\timeout 200ms\rwith recursive t as (select 1 as n union all select n + 1 from t) select max(n) from t;\r")
		s.wants("the query was stopped after 200ms, its time limit\n")
		s.types("select 1 as one;\r")
		s.wants(tableOfOne)
		if err := s.command.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		s.leaves(cancelled)
	})
	t.Run("history file", func(t *testing.T) {
		t.Parallel()
		for range 2 {
			s := opened(t, folder, nil, "query", "--history", "asked.txt")
			s.wants("ehcp> ")
			s.types("\x1b[A")
			if _, err := os.Stat(filepath.Join(folder, "asked.txt")); err == nil {
				s.wants("select 1 as one;")
			} else {
				s.types("select 1\r as one;")
			}
			s.types("\r")
			s.wants(tableOfOne)
			s.wants("ehcp> ")
			s.types("\x04")
			s.leaves(0)
		}
		info, err := os.Stat(filepath.Join(folder, "asked.txt"))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the history is %v, %v", info, err)
		}
	})
	t.Run("pager", func(t *testing.T) {
		t.Parallel()
		s := opened(t, folder, []string{"PAGER=tail -n 1"}, "query")
		s.types("from range(500);\r")
		s.wants("  499\n")
		s.types("select 1 as one;\r")
		s.wants(tableOfOne) // short: not paged
		s.types("with recursive t as (select 1 as n union all select n + 1 from t) select max(n) from t;\r")
		s.wants("from t;\n")
		s.interrupts()
		s.types("from range(600);\r")
		s.wants("  599\n")
		s.types("\\q\r")
		s.leaves(0)
	})
	t.Run("one answer", func(t *testing.T) {
		t.Parallel()
		s := opened(t, folder, nil, "query", "--sql", "select 1 as one", "--format", "parquet")
		s.wants("ehcp: a terminal cannot show parquet\ntry: write it to a file, such as --output answer.parquet")
		s.leaves(2)
		s = opened(t, folder, nil, "query", "--sql", "select '"+strings.Repeat("x", 120)+"' as long_text")
		s.wants("\n" + strings.Repeat("x", 99) + "…\n")
		s.leaves(0)
	})
}

// TestOlderRun: a query is asked of the run that --run names.
func TestOlderRun(t *testing.T) {
	t.Parallel()
	folder := folderWithRun(t)
	ehcp := func(args ...string) string {
		command := exec.CommandContext(t.Context(), "ehcp", args...)
		command.Dir = folder
		said, err := command.Output()
		if err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		return string(said)
	}
	runs, err := os.ReadDir(filepath.Join(folder, "out", "runs"))
	if err != nil || len(runs) != 1 {
		t.Fatal(runs, err)
	}
	ehcp("run", "--tables-only", "--quiet", "--as-at", "2024-09-30")
	for id, want := range map[string]string{"": "2024-09-30", runs[0].Name(): "2024-12-31"} {
		args := []string{"query", "--sql", "select as_at from run", "--format", "csv"}
		if id != "" {
			args = append(args, "--run", id)
		}
		if got := ehcp(args...); got != "as_at\n"+want+"\n" {
			t.Errorf("run %q gives %q, want %s", id, got, want)
		}
	}
}
