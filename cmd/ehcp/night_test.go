package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/runs"
)

var kills = flag.Int("kills", 3, "points of a run at which TestKilledAtAnyMoment kills it")

// TestTenAtOnce starts ten runs together: one publishes, nine leave with 6 and
// have changed nothing.
func TestTenAtOnce(t *testing.T) {
	t.Parallel()
	out, file := filepath.Join(t.TempDir(), "out"), extract(t, "a_2024-12-31.csv", cases(100_000))
	codes := make(chan int)
	for range 10 {
		command := exec.CommandContext(t.Context(), "ehcp", "run", "--tables-only", "--quiet", "--out", out, file)
		var stderr bytes.Buffer
		command.Stderr = &stderr
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		go func() {
			_ = command.Wait()
			code := command.ProcessState.ExitCode()
			if code == 6 != bytes.HasPrefix(stderr.Bytes(), []byte("ehcp: another run is writing to ")) {
				t.Errorf("exit code %d, standard error %q", code, stderr.String())
			}
			codes <- code
		}()
	}
	count := map[int]int{}
	for range 10 {
		count[<-codes]++
	}
	if len(count) != 2 || count[0] != 1 || count[6] != 9 {
		t.Errorf("exit codes and how often: %v; want 0 once and 6 nine times", count)
	}
	if list := runs.List(out); len(list) != 1 || runs.Whole(list[0].Folder) != nil {
		t.Errorf("runs are %v, want one that is whole", list)
	}
}

// TestKilledAtAnyMoment kills a run with SIGKILL at points spread over it. Each
// time latest is the run before or the new one, whole; the next run needs no
// repair; and a reader that has the first run's database open never notices.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("an open database cannot be moved there")
	}
	s := ehcp(t, "run", "--tables-only", extract(t, "a_2024-12-31.csv", cases(40))).wants(t, 0)
	read := openReader(t, s.out)
	file := extract(t, "b_2024-12-31.csv", cases(500))
	day := func(n int) string {
		return time.Date(2024, time.December, 31-n%200, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	began := time.Now()
	start(t, s.out, file, day(0)).finish(t, 0)
	whole := time.Since(began)
	cutOff, shown := 0, 0
	for n := 1; n <= *kills; n++ {
		before := s.manifest(t).RunID
		killed := start(t, s.out, file, day(n))
		time.Sleep(whole * time.Duration(n) / time.Duration(*kills+1))
		_ = killed.Process.Kill()
		_ = killed.Wait()
		if !killed.ProcessState.Exited() {
			cutOff++
		}
		after := showsWhole(t, s.out)
		if after.ID != before {
			shown++
			if after.AsAt != day(n) {
				t.Fatalf("latest shows neither the run before nor the new one, but %s", after.ID)
			}
		}
		for _, r := range runs.List(s.out) {
			if err := runs.Whole(r.Folder); err != nil {
				t.Fatalf("killed at point %d of %d: %v", n, *kills, err)
			}
		}
		began := time.Now()
		start(t, s.out, file, day(n)).finish(t, 0)
		if after.AsAt != day(n) {
			whole = time.Since(began) // what a run takes depends on what else the machine does
		}
		if after := showsWhole(t, s.out); after.AsAt != day(n) {
			t.Fatalf("the next run shows %s, want %s", after.AsAt, day(n))
		}
		left, err := filepath.Glob(filepath.Join(s.out, "runs", ".*"))
		if err != nil || len(left) > 0 {
			t.Fatalf("the next run leaves %v (%v)", left, err)
		}
		read(t)
		thin(t, s.out)
	}
	t.Logf("a run takes %v; %d of %d were cut off, %d of them after they were shown", whole, cutOff, *kills, shown)
	if cutOff == 0 {
		t.Error("no run was cut off: the points do not lie in a run")
	}
}

// running is a run in a process of its own.
type running struct {
	*exec.Cmd
	stderr bytes.Buffer
}

func start(t *testing.T, out, file, asAt string) *running {
	t.Helper()
	r := &running{Cmd: exec.CommandContext(t.Context(), "ehcp", "run", "--tables-only", "--quiet", "--out", out, "--as-at", asAt, file)}
	r.Stderr = &r.stderr
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *running) finish(t *testing.T, code int) {
	t.Helper()
	_ = r.Wait()
	if got := r.ProcessState.ExitCode(); got != code {
		t.Fatalf("exit code %d, want %d; standard error:\n%s", got, code, r.stderr.String())
	}
}

// showsWhole is the run that latest shows, which is whole by its own checksums;
// latest.json leads to a whole one too.
func showsWhole(t *testing.T, out string) runs.Run {
	t.Helper()
	folder, err := runs.Latest(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := runs.Whole(folder); err != nil {
		t.Fatal(err)
	}
	var told struct {
		Path string `json:"path"`
	}
	readJSON(t, filepath.Join(out, "latest.json"), &told)
	if err := runs.Whole(filepath.Join(out, told.Path)); err != nil {
		t.Fatal(err)
	}
	r, err := runs.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// openReader opens the database that latest shows and leaves an answer unread
// until the test is over. It gives what asks that run once more, in a process of
// its own.
func openReader(t *testing.T, out string) func(*testing.T) {
	t.Helper()
	path, err := ask.Database(out, "")
	if err != nil {
		t.Fatal(err)
	}
	answer, err := ask.Ask(t.Context(), path, ask.Query{SQL: "select case_id from cases"}, nil,
		ask.Limits{Timeout: time.Hour, MemoryLimit: "256MB"})
	if err != nil {
		t.Fatal(err)
	}
	id := filepath.Base(filepath.Dir(filepath.Dir(path)))
	t.Cleanup(func() {
		rows := 0
		err := answer.Each(func([]any) error {
			rows++
			return nil
		})
		if err = errors.Join(err, answer.Close()); err != nil || rows != 40 {
			t.Errorf("the answer that was open throughout has %d rows (%v), want 40", rows, err)
		}
	})
	return func(t *testing.T) {
		t.Helper()
		said, err := exec.CommandContext(t.Context(), "ehcp", "query", "--out", out, "--run", id, "--format", "csv",
			"--sql", "select count(*) as n from cases").CombinedOutput()
		if err != nil || string(said) != "n\n40\n" {
			t.Fatalf("the reader of the first run gets %q (%v)", said, err)
		}
	}
}

// thin removes the runs between the first and the newest, so that many points
// fit the disk.
func thin(t *testing.T, out string) {
	t.Helper()
	list := runs.List(out)
	for _, r := range list[1:max(len(list)-1, 1)] {
		if err := os.RemoveAll(r.Folder); err != nil {
			t.Fatal(err)
		}
	}
}

// onSmallDisk says whether this machine lets a process have a small disk of its
// own.
func onSmallDisk() bool {
	return exec.Command("unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=1m", "none", os.TempDir()).Run() == nil
}

// scriptConditions adds to those of the scripts.
func scriptConditions(condition string) (bool, error) {
	if condition == "small_disk" {
		return onSmallDisk(), nil
	}
	return false, errors.New("there is no condition " + strconv.Quote(condition))
}
