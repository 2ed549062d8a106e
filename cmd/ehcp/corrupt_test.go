package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/runs"
)

// TestExtractChangesWhileRead changes an extract once a run has begun to read it.
// The run leaves with 3 and says so, and latest shows the run before.
func TestExtractChangesWhileRead(t *testing.T) {
	t.Parallel()
	text := cases(600_000)
	for name, change := range map[string]func(path string) error{
		"cut short": func(path string) error { return os.Truncate(path, int64(len(text)/2)) },
		"emptied":   func(path string) error { return os.Truncate(path, 0) },
		"removed":   os.Remove,
		"written to": func(path string) error {
			file, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			if _, err := file.WriteAt(bytes.Repeat([]byte{0xff, 0, '"', '\n'}, 1<<16), int64(len(text)/2)); err != nil {
				return err
			}
			return file.Close()
		},
		"replaced": func(path string) error {
			if err := os.WriteFile(path+".part", []byte(cases(10)), 0o600); err != nil {
				return err
			}
			return os.Rename(path+".part", path)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := ehcp(t, "run", "--tables-only", "--quiet", extract(t, "a_2024-12-31.csv", cases(20))).wants(t, 0)
			before := s.manifest(t).RunID
			file := extract(t, "b_2024-12-31.csv", text)
			command := exec.CommandContext(t.Context(), "ehcp", "run", "--tables-only", "--quiet", "--threads", "1", "--out", s.out, file)
			var stderr bytes.Buffer
			command.Stderr = &stderr
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			for end := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
				begun, err := filepath.Glob(filepath.Join(s.out, "runs", runs.Building+"*", "casework", "ehcp.duckdb"))
				if err != nil || len(begun) > 0 || time.Now().After(end) {
					break
				}
			}
			if err := change(file); err != nil {
				t.Fatal(err)
			}
			_ = command.Wait()
			said := stderr.String()
			saidPlainly(t, name, command, said, 3)
			if !strings.HasPrefix(said, "ehcp: "+file+" changed while it was read\n") {
				t.Errorf("standard error is %q", said)
			}
			if now := showsWhole(t, s.out).ID; now != before {
				t.Errorf("latest shows %s, want %s", now, before)
			}
			clean(t, s.out)
		})
	}
}

// TestDamagedExtracts cuts extracts of each kind short and writes nonsense into
// them. None is published as if it were whole; none is a fault of the program.
func TestDamagedExtracts(t *testing.T) {
	t.Parallel()
	s := ehcp(t, "run", "--tables-only", "--quiet", extract(t, "a_2024-12-31.csv", cases(2000))).wants(t, 0)
	before := s.manifest(t).RunID
	whole := map[string][]byte{".csv.gz": []byte(packed(t, cases(2000)))}
	for _, kind := range []string{"parquet", "arrow", "xlsx"} {
		file := filepath.Join(t.TempDir(), "made")
		s.again("query", "--sql", "select case_id, received_date, case when ended_how = 'plan' then ended_date end as plan_issued_date, area from cases", "--format", kind, "--output", file).wants(t, 0)
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		whole["."+kind] = content
	}
	script, err := os.ReadFile("testdata/script/run_sen2.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(script), "-- return.xml --\n")
	text, _, _ = strings.Cut(text, "\n-- ")
	whole[".xml"] = []byte(text)
	for kind, content := range whole {
		for tenth := range 10 {
			at := len(content) * tenth / 10
			damaged := bytes.Clone(content)
			copy(damaged[at:], []byte("\x00\xffnonsense\x00"))
			r := s.again("run", "--tables-only", "--quiet", "--as-at", "2024-12-31", extract(t, "b"+kind, string(content[:at])))
			if r.code != 3 {
				t.Errorf("%s, cut to %d tenths: exit code %d, %s", kind, tenth, r.code, r.stderr)
			}
			r = checked(extract(t, "b"+kind, string(damaged)))
			if r.code == 1 || strings.Contains(r.stderr, "Error:") {
				t.Errorf("%s, nonsense at %d tenths: exit code %d, %s", kind, tenth, r.code, r.stderr)
			}
		}
	}
	if now := showsWhole(t, s.out).ID; now != before {
		t.Errorf("latest shows %s, want %s", now, before)
	}
	clean(t, s.out)
}

// checked is what a check says, which takes no --out.
func checked(file string) session {
	var stdout, stderr bytes.Buffer
	code := run([]string{"check", file}, strings.NewReader(""), &stdout, &stderr)
	return session{code: code, stdout: stdout.String(), stderr: stderr.String()}
}
