package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/gofrs/flock"

	"ehcp/pipeline"
)

// session is what one command printed and left.
type session struct {
	code           int
	stdout, stderr string
	out            string // the folder given to --out
}

// ehcp runs the command in this process, into a folder of its own.
func ehcp(t *testing.T, args ...string) session {
	t.Helper()
	s := session{out: filepath.Join(t.TempDir(), "out")}
	return s.again(args...)
}

// again runs the command into the folder of an earlier session.
func (s session) again(args ...string) session {
	var stdout, stderr bytes.Buffer
	s.code = run(append(args, "--out", s.out), strings.NewReader(""), &stdout, &stderr)
	s.stdout, s.stderr = stdout.String(), stderr.String()
	return s
}

// wants fails the test when the exit code is another.
func (s session) wants(t *testing.T, code int) session {
	t.Helper()
	if s.code != code {
		t.Fatalf("exit code %d, want %d; standard error:\n%s", s.code, code, s.stderr)
	}
	return s
}

// manifest reads that of the latest run.
func (s session) manifest(t *testing.T) pipeline.Manifest {
	t.Helper()
	return readManifest(t, filepath.Join(s.out, "latest", "manifest.json"))
}

// refused reads the manifest of the only run in the folder, which is not the
// latest.
func (s session) refused(t *testing.T) pipeline.Manifest {
	t.Helper()
	if _, err := os.Lstat(filepath.Join(s.out, "latest")); err == nil {
		t.Error("a refused run changed latest")
	}
	runs, err := filepath.Glob(filepath.Join(s.out, "runs", "*"))
	if err != nil || len(runs) != 1 {
		t.Fatalf("runs are %q (%v), want one", runs, err)
	}
	for _, name := range []string{"rejects", "issues", "summary"} {
		if _, err := os.Stat(filepath.Join(runs[0], "casework", "data-quality", name+".csv")); err != nil {
			t.Error(err)
		}
	}
	return readManifest(t, filepath.Join(runs[0], "manifest.json"))
}

func readManifest(t *testing.T, path string) pipeline.Manifest {
	t.Helper()
	var m pipeline.Manifest
	readJSON(t, path, &m)
	return m
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// extract writes a file into a fresh folder and gives its path.
func extract(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// packed is the content as a gzip file.
func packed(t *testing.T, content string) string {
	t.Helper()
	var file bytes.Buffer
	w := gzip.NewWriter(&file)
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// cases are n rows of an extract with its header; each has a plan or none.
func cases(n int) string {
	var text strings.Builder
	text.WriteString("case_id,received_date,plan_issued_date,area\n")
	for i := range n {
		plan := ""
		if i%3 > 0 {
			plan = fmt.Sprintf("2024-%02d-%02d", 6+i%7, 1+i%28)
		}
		fmt.Fprintf(&text, "k%d,2024-%02d-%02d,%s,Area %d\n", i, 1+i%5, 1+i%27, plan, i%4)
	}
	return text.String()
}

func TestRunLockHeld(t *testing.T) {
	t.Parallel()
	s := session{out: t.TempDir()}
	lock := flock.New(filepath.Join(s.out, ".lock"))
	if held, err := lock.TryLock(); err != nil || !held {
		t.Fatalf("TryLock: %v, %v", held, err)
	}
	// The lock comes before the extract is looked at.
	s = s.again("run", "nowhere_2024-12-31.csv").wants(t, 6)
	if !strings.HasPrefix(s.stderr, "ehcp: another run is writing to "+s.out+"\ntry: wait ") {
		t.Errorf("standard error is %q", s.stderr)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	s.again("run", "--tables-only", extract(t, "a_2024-12-31.csv", cases(20))).wants(t, 0)
}

func TestRunCancelled(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no interrupt can be sent to another process")
	}
	s := ehcp(t, "run", "--tables-only", extract(t, "a_2024-12-31.csv", cases(20))).wants(t, 0)
	before := s.manifest(t).RunID
	command := exec.CommandContext(t.Context(), "ehcp", "run", "--out", s.out,
		extract(t, "big_2024-12-31.csv", cases(400_000)))
	stderr, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	// The first line says that the rows are read: the rest takes a second more.
	lines := bufio.NewScanner(stderr)
	lines.Scan()
	if err := command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	last := ""
	for lines.Scan() {
		last = lines.Text()
	}
	_ = command.Wait()
	if code := command.ProcessState.ExitCode(); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	if last != "ehcp: cancelled; nothing was published" {
		t.Errorf("last line is %q", last)
	}
	runs, err := os.ReadDir(filepath.Join(s.out, "runs"))
	if err != nil || len(runs) != 1 || s.manifest(t).RunID != before {
		t.Errorf("the cancelled run left %v (%v)", runs, err)
	}
	if told, err := os.ReadFile(filepath.Join(s.out, "last-attempt.json")); err != nil || !bytes.Contains(told, []byte(`"outcome": "cancelled"`)) {
		t.Errorf("of the attempt is told %s (%v)", told, err)
	}
}

func TestRunPacked(t *testing.T) {
	t.Parallel()
	plain := ehcp(t, "run", "--tables-only", extract(t, "a_2024-12-31.csv", cases(50))).wants(t, 0)
	zipped := ehcp(t, "run", "--tables-only", extract(t, "a_2024-12-31.csv.gz", packed(t, cases(50)))).wants(t, 0)
	for _, name := range []string{"public/tables/figures.csv", "restricted/tables/backlog.csv"} {
		want, err := os.ReadFile(filepath.Join(plain.out, "latest", name))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(filepath.Join(zipped.out, "latest", name)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s of the packed extract differs from that of the plain one (%v)", name, err)
		}
	}
	if m := zipped.manifest(t); m.Totals.RowsRead != 50 || m.Totals.Staged != 50 {
		t.Errorf("totals are %+v, want 50 read and staged", m.Totals)
	}
	s := ehcp(t, "run", extract(t, "a_2024-12-31.csv.gz", packed(t, cases(50))[:60])).wants(t, 3)
	if m := s.refused(t); m.Status != "refused_extract" || !strings.Contains(m.Reason, "cannot be unpacked") {
		t.Errorf("status %q, reason %q", m.Status, m.Reason)
	}
}

func TestRunManifest(t *testing.T) {
	t.Parallel()
	first := extract(t, "a_2024-06-30.csv", "case_id,received_date,note\nk1,2024-02-02,x\nk2,soon,x\n")
	second := extract(t, "b_2024-12-31.csv", cases(40))
	s := ehcp(t, "run", "--tables-only", second, first).wants(t, 0)
	m := s.manifest(t)
	if m.Status != "published" || m.AsAt != "2024-12-31" || !strings.HasSuffix(m.RunID, m.InputsHash[:8]) {
		t.Errorf("status %q, as at %q, run %q, inputs %q", m.Status, m.AsAt, m.RunID, m.InputsHash)
	}
	if len(m.Inputs) != 2 || m.Inputs[0].Path != first || m.Inputs[0].SHA256 != hashOf(t, first) ||
		!slices.Equal(m.Inputs[0].Dropped, []string{"note"}) || m.Inputs[1].SHA256 != hashOf(t, second) {
		t.Errorf("inputs are %+v", m.Inputs)
	}
	want := pipeline.Rows{RowsRead: 42, Staged: 40, Rejected: 1, Superseded: 1}
	if m.Totals != want || m.Inputs[0].RowsRead != 2 || m.Inputs[1].RowsRead != 40 {
		t.Errorf("totals are %+v, want %+v", m.Totals, want)
	}
	var steps []string
	for _, step := range m.Steps {
		steps = append(steps, step.Name)
	}
	if got := strings.Join(steps, " "); got != "extract stage clock measure evidence check protect publish keep" {
		t.Errorf("steps are %q", got)
	}
	if len(m.Coverage) != 1 || m.Coverage[0].CompleteFrom != "2024-01-01" || m.Coverage[0].Why == "" {
		t.Errorf("coverage is %+v", m.Coverage)
	}
	if m.Suppression.MinimumCount != 5 || m.Suppression.Method != "suppress" || m.Suppression.Hidden["timeliness"] == 0 {
		t.Errorf("suppression is %+v", m.Suppression)
	}
	if m.History == nil || m.Versions["ehcp"] == "" || m.Versions["go"] == "" || len(m.ConfigurationHash) != 64 {
		t.Errorf("history %v, versions %v, configuration %q", m.History, m.Versions, m.ConfigurationHash)
	}
	checkOutputs(t, s, m)
}

// checkOutputs holds the manifest's list of files against the folder.
func checkOutputs(t *testing.T, s session, m pipeline.Manifest) {
	t.Helper()
	listed := map[string]string{}
	for _, output := range m.Outputs {
		listed[output.Path] = output.SHA256
	}
	folder := filepath.Join(s.out, "runs", m.RunID)
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		name, _ := filepath.Rel(folder, path)
		if err != nil || entry.IsDir() || name == "manifest.json" {
			return err
		}
		name = filepath.ToSlash(name)
		if listed[name] != hashOf(t, path) {
			t.Errorf("%s is listed with hash %q, and has %q", name, listed[name], hashOf(t, path))
		}
		delete(listed, name)
		return nil
	})
	if err != nil || len(listed) > 0 {
		t.Errorf("listed and not there: %v (%v)", listed, err)
	}
}

func hashOf(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func TestRunFolderModes(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes are those of Unix")
	}
	s := ehcp(t, "run", extract(t, "a_2024-12-31.csv", cases(30))).wants(t, 0)
	for _, folder := range []string{"casework", "restricted"} {
		root := filepath.Join(s.out, "latest", folder)
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := entry.Info()
			if err != nil {
				return err
			}
			want := fs.FileMode(0o600)
			if entry.IsDir() {
				want = 0o700
			}
			if got := info.Mode().Perm(); got != want {
				t.Errorf("%s has mode %o, want %o", path, got, want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	info, err := os.Stat(filepath.Join(s.out, "latest", "public", "tables", "flow.csv"))
	if err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("a public table has mode %v (%v), want 644", info.Mode(), err)
	}
}
