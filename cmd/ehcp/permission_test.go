package main

import (
	"bufio"
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"ehcp/pipeline/runs"
)

// asOthers are the words before a command that take root's right to pass over
// permissions from it. Nobody else needs any.
func asOthers(t *testing.T) []string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("permissions are of another kind there")
	}
	if os.Geteuid() != 0 {
		return nil
	}
	words := []string{"setpriv", "--bounding-set=-dac_override,-dac_read_search"}
	closed := t.TempDir()
	if err := os.Chmod(closed, 0o500); err != nil {
		t.Fatal(err)
	}
	said, err := exec.CommandContext(t.Context(), words[0], append(words[1:], "sh", "-c", "! touch "+closed+"/new 2>&1")...).CombinedOutput()
	if err != nil {
		t.Skipf("this is root, whom no permission stops, and setpriv cannot change that: %v: %s", err, said)
	}
	return words
}

// guarded is a folder of runs, the permissions of which come and go.
type guarded struct {
	words []string
	dir   string
}

func (g guarded) command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	words := append(append([]string{}, g.words...), "ehcp")
	words = append(words, args...)
	command := exec.CommandContext(t.Context(), words[0], words[1:]...)
	command.Dir = g.dir
	return command
}

func (g guarded) out() string { return filepath.Join(g.dir, "out") }

// published is a folder with one run, and the extract of another.
func published(t *testing.T, words []string) guarded {
	t.Helper()
	g := guarded{words, t.TempDir()}
	for name, rows := range map[string]int{"a_2024-12-31.csv": 20, "b_2024-12-31.csv": 30} {
		if err := os.WriteFile(filepath.Join(g.dir, name), []byte(cases(rows)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if said, err := g.command(t, "run", "--tables-only", "--quiet", "a_2024-12-31.csv").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return g
}

// pull takes permissions from what a pattern matches, and gives what returns them.
func (g guarded) pull(t *testing.T, pattern string, mode fs.FileMode) (back func()) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(g.dir, pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %q, %v", pattern, paths, err)
	}
	for _, path := range paths {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	return func() {
		for _, path := range paths {
			_ = os.Chmod(path, 0o700) // a run may have cleared it away
		}
	}
}

// saidPlainly fails the test where an error is in the system's words, has no
// advice, or has another exit code.
func saidPlainly(t *testing.T, what string, command *exec.Cmd, said string, code int) {
	t.Helper()
	if got := command.ProcessState.ExitCode(); got != code {
		t.Errorf("%s: exit code %d, want %d: %s", what, got, code, said)
	}
	last := strings.Split(strings.TrimSpace(said), "\n")
	if len(last) < 2 || !strings.HasPrefix(last[len(last)-2], "ehcp: ") || !strings.HasPrefix(last[len(last)-1], "try: ") ||
		strings.Contains(said, "permission denied") {
		t.Errorf("%s: standard error is %q", what, said)
	}
}

// TestPermissionPulled takes a permission away before a run. The run says what it
// may not do, and latest shows the run before.
func TestPermissionPulled(t *testing.T) {
	t.Parallel()
	g := published(t, asOthers(t))
	before := showsWhole(t, g.out()).ID
	for _, c := range []struct {
		pattern string
		mode    fs.FileMode
		code    int
	}{
		{"out", 0o500, 1},
		{"out", 0, 1},
		{"out/.lock", 0, 1},
		{"out/runs", 0o500, 1},
		{"out/runs", 0, 1},
		{"out/store", 0, 1},
		{"out/store/*", 0o500, 1},
		{"b_2024-12-31.csv", 0, 3},
	} {
		back := g.pull(t, c.pattern, c.mode)
		command := g.command(t, "run", "--tables-only", "--quiet", "b_2024-12-31.csv")
		said, _ := command.CombinedOutput()
		back()
		saidPlainly(t, c.pattern, command, string(said), c.code)
		if now := showsWhole(t, g.out()).ID; now != before {
			t.Errorf("%s: latest shows %s, want %s", c.pattern, now, before)
		}
	}
	back := g.pull(t, "out/runs/"+before, 0)
	for _, args := range [][]string{{"query", "headline"}, {"status"}} {
		command := g.command(t, args...)
		var stderr bytes.Buffer
		command.Stderr = &stderr
		_ = command.Run()
		saidPlainly(t, args[0]+" of a run that may not be read", command, stderr.String(), 1)
	}
	// What latest shows cannot be read: a new run takes its place all the same.
	said, err := g.command(t, "run", "--tables-only", "--quiet", "b_2024-12-31.csv").CombinedOutput()
	back()
	if now := showsWhole(t, g.out()).ID; err != nil || now == before {
		t.Errorf("latest shows %s still: %v: %s", now, err, said)
	}
	clean(t, g.out())
}

// TestPermissionPulledMidway takes a permission away while a run is under way.
// Once it is back the next run clears up and publishes.
func TestPermissionPulledMidway(t *testing.T) {
	t.Parallel()
	g := published(t, asOthers(t))
	for _, pattern := range []string{"out", "out/runs", "out/runs/.building-*", "out/runs/.building-*/casework", "out/store/*"} {
		before := showsWhole(t, g.out()).ID
		command := g.command(t, "run", "--tables-only", "--force", "b_2024-12-31.csv")
		stderr, err := command.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		lines, said := bufio.NewScanner(stderr), ""
		for lines.Scan() && !strings.HasPrefix(lines.Text(), "stage ") {
		}
		back := g.pull(t, pattern, 0o500)
		for lines.Scan() {
			said += lines.Text() + "\n"
		}
		_ = command.Wait()
		back()
		saidPlainly(t, pattern, command, said, 1)
		if now := showsWhole(t, g.out()).ID; now != before {
			t.Errorf("%s: latest shows %s, want %s", pattern, now, before)
		}
		if said, err := g.command(t, "run", "--tables-only", "--quiet", "--force", "b_2024-12-31.csv").CombinedOutput(); err != nil {
			t.Fatalf("%s: the next run: %v: %s", pattern, err, said)
		}
		if now := showsWhole(t, g.out()).ID; now == before {
			t.Errorf("%s: the next run is not shown", pattern)
		}
		clean(t, g.out())
	}
}

// clean fails the test where something that was under way is left, or a run that
// is not whole.
func clean(t *testing.T, out string) {
	t.Helper()
	for _, pattern := range []string{".scratch", ".latest-*", "*.new", "runs/.*", "store/*/.*"} {
		if left, err := filepath.Glob(filepath.Join(out, pattern)); err != nil || len(left) > 0 {
			t.Errorf("%v are left (%v)", left, err)
		}
	}
	for _, r := range runs.List(out) {
		if r.Status == runs.Published {
			if err := runs.Whole(r.Folder); err != nil {
				t.Error(err)
			}
		}
	}
}
