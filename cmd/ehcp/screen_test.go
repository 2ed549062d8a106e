package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
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
	drained  chan struct{} // closed once all that was written has been read
}

// opened starts ehcp on a terminal 100 characters wide and 30 lines high.
func opened(t *testing.T, folder string, environment []string, args ...string) *screen {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("a terminal is made for programs on Unix")
	}
	s := &screen{t: t, command: exec.CommandContext(t.Context(), "ehcp", args...), drained: make(chan struct{})}
	s.command.Dir = folder
	s.command.Env = append(append(os.Environ(), "TERM=xterm", "PAGER="), environment...)
	var err error
	if s.terminal, err = pty.StartWithSize(s.command, &pty.Winsize{Rows: 30, Cols: 100}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.terminal.Close() })
	go func() {
		defer close(s.drained)
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
	go func() {
		err := s.command.Wait()
		<-s.drained
		done <- err
	}()
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
