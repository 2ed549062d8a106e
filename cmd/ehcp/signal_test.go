package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"ehcp/pipeline"
)

var signals = flag.Int("signals", 2, "moments of a run at which TestSignalledAtAnyMoment tells it to stop")

// stopsWithin is how long a run may take to stop.
const stopsWithin = 2 * time.Second

// TestSignalledAtAnyMoment tells a run with charts and documents to stop, at
// moments spread over it. It does within two seconds, leaves with 130 and leaves
// nothing behind.
func TestSignalledAtAnyMoment(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no signal can be sent to another process there")
	}
	out, private := filepath.Join(t.TempDir(), "out"), t.TempDir()
	steps := stepsOf(t, filepath.Join(t.TempDir(), "out"))
	early := 0
	for n := 1; n <= *signals; n++ {
		before, offset := momentOf(steps, float64(n)/float64(*signals+1))
		sent := []os.Signal{syscall.SIGTERM, os.Interrupt}[n%2]
		command := sampleRun(t, out)
		command.Env = append(os.Environ(), "TMPDIR="+private)
		stderr, err := command.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(stderr)
		for seen := 0; seen < before && lines.Scan(); {
			if !strings.HasPrefix(lines.Text(), "note: ") {
				seen++
			}
		}
		time.Sleep(offset)
		used := cpuOf(t, command.Process.Pid)
		began := time.Now()
		if err := command.Process.Signal(sent); err != nil {
			t.Fatal(err)
		}
		last := ""
		for lines.Scan() {
			last = lines.Text()
		}
		_ = command.Wait()
		took := time.Since(began)
		used = command.ProcessState.UserTime() + command.ProcessState.SystemTime() - used
		t.Logf("%v after step %d: %s stops it in %v, of which it works %v", offset, before, sent, took, used)
		if command.ProcessState.Success() { // it was quicker than the run that was measured
			early++
			showsWhole(t, out)
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if code := command.ProcessState.ExitCode(); code != cancelled || last != "ehcp: cancelled; nothing was published" {
			t.Errorf("%v after step %d: exit code %d, last line %q", offset, before, code, last)
		}
		// On a busy machine what it works counts, not how long it waits for a processor.
		if took > stopsWithin && (used > stopsWithin || took > 10*stopsWithin) {
			t.Errorf("%v after step %d: it takes %v to stop", offset, before, took)
		}
		leavesNothing(t, out, private)
	}
	if early > *signals/2 {
		t.Errorf("%d of %d runs were over before they were told", early, *signals)
	}
	if said, err := sampleRun(t, out).CombinedOutput(); err != nil {
		t.Errorf("the next run: %v\n%s", err, said)
	}
	showsWhole(t, out)
}

// sampleRun is a run of the sample data.
func sampleRun(t *testing.T, out string) *exec.Cmd {
	t.Helper()
	return exec.CommandContext(t.Context(), "ehcp", "run", "--config", filepath.Join("..", "..", "sample-data", "ehcp.yaml"), "--out", out,
		filepath.Join("..", "..", "sample-data", "assessments_2024-12-31.csv.gz"))
}

// stepsOf are the steps of the run when it is left alone. The last is half of what
// it does before and after those that it tells of: most of that comes after them.
func stepsOf(t *testing.T, out string) []pipeline.Step {
	t.Helper()
	command := sampleRun(t, out)
	command.Args = append(command.Args, "--log-format", "json")
	var stderr bytes.Buffer
	command.Stderr = &stderr
	began := time.Now()
	if err := command.Run(); err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	var steps []pipeline.Step
	untold := time.Since(began).Milliseconds()
	for line := range bytes.Lines(stderr.Bytes()) {
		var step struct {
			Event string `json:"event"`
			pipeline.Step
		}
		if err := json.Unmarshal(line, &step); err != nil {
			t.Fatal(err)
		}
		if step.Event == "step" {
			steps = append(steps, step.Step)
			untold -= step.MS
		}
	}
	return append(steps, pipeline.Step{Name: "finish", MS: untold / 2})
}

// momentOf is the moment at a share of the run: how many steps are over, and how
// long the next has been going on.
func momentOf(steps []pipeline.Step, share float64) (before int, offset time.Duration) {
	var whole int64
	for _, step := range steps {
		whole += step.MS
	}
	left := time.Duration(share * float64(whole) * float64(time.Millisecond))
	for i, step := range steps {
		took := time.Duration(step.MS) * time.Millisecond
		if left < took {
			return i, left
		}
		left -= took
	}
	return len(steps), left
}

// leavesNothing: after a run that was stopped there are no runs, no drafts and
// no copies, only the word that it left and the extracts that it had accepted.
func leavesNothing(t *testing.T, out, private string) {
	t.Helper()
	usual := []string{".lock", "last-attempt-lineage.json", "last-attempt.json", "runs", "store"}
	for _, folder := range []string{out, filepath.Join(out, "runs"), private} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			if folder != out || !slices.Contains(usual, entry.Name()) {
				t.Errorf("%s is left", filepath.Join(folder, entry.Name()))
			}
		}
	}
	if drafts, err := filepath.Glob(filepath.Join(out, "store", "*", ".*")); err != nil || len(drafts) > 0 {
		t.Errorf("%v are left (%v)", drafts, err)
	}
	for name, want := range map[string]string{"last-attempt.json": `"outcome": "cancelled"`, "last-attempt-lineage.json": `"eventType": "ABORT"`} {
		if told, err := os.ReadFile(filepath.Join(out, name)); err != nil || !bytes.Contains(told, []byte(want)) {
			t.Errorf("%s says %s (%v)", name, told, err)
		}
	}
}

// cpuOf is how long a process has worked, on Linux; else it is nothing.
func cpuOf(t *testing.T, pid int) time.Duration {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	var ticks time.Duration
	for _, field := range fields[11:13] { // utime and stime; the first field here is the third of all
		n, err := strconv.Atoi(field)
		if err != nil {
			t.Fatal(err)
		}
		ticks += time.Duration(n)
	}
	return ticks * 10 * time.Millisecond // a hundred ticks a second on every Linux
}
