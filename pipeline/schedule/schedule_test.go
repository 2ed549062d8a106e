package schedule_test

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ehcp/pipeline/schedule"
)

// night is a job of half past two with paths that need care.
func night(t *testing.T) schedule.Job {
	t.Helper()
	at, err := schedule.At("02:30")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return schedule.Job{
		Program: program, Config: "/srv/our 100%/it's $HOME/ehcp.yaml", Out: "/srv/our 100%/out", Inputs: []string{"/mnt/case system", "/mnt/b"},
		At: at, User: "ehcp",
	}
}

// lines are those of a file that begin with a word.
func lines(text, word string) []string {
	var found []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, word) {
			found = append(found, strings.TrimSuffix(line, "\n"))
		}
	}
	return found
}

func TestSystemd(t *testing.T) {
	t.Parallel()
	j := night(t)
	j.Program = "/usr/local/bin/ehcp"
	files, err := j.Systemd()
	if err != nil || len(files) != 2 || files[0].Name != "ehcp.service" || files[1].Name != "ehcp.timer" {
		t.Fatalf("files %v (%v)", files, err)
	}
	for word, want := range map[string]string{
		"ExecStart=": `ExecStart=/usr/local/bin/ehcp run --config "/srv/our 100%%/it's $$HOME/ehcp.yaml"` +
			` --out "/srv/our 100%%/out" --log-format json`,
		"WorkingDirectory=": `WorkingDirectory=/srv/our 100%%/it's $HOME`,
		"ReadWritePaths=":   `ReadWritePaths="/srv/our 100%%/out"`,
		"ReadOnlyPaths=":    `ReadOnlyPaths=-/mnt/b "-/mnt/case system" "-/srv/our 100%%/it's $HOME"`,
		"User=":             "User=ehcp", "PrivateNetwork=": "PrivateNetwork=yes", "NoNewPrivileges=": "NoNewPrivileges=yes",
		"ProtectSystem=": "ProtectSystem=strict", "ProtectHome=": "ProtectHome=yes", "PrivateTmp=": "PrivateTmp=yes",
	} {
		if got := lines(files[0].Text, word); len(got) != 1 || got[0] != want {
			t.Errorf("%s is %q, want %q", word, got, want)
		}
	}
	for _, want := range []string{"OnCalendar=*-*-* 02:30:00", "Persistent=true"} {
		if !strings.Contains(files[1].Text, want+"\n") {
			t.Errorf("the timer has no %s", want)
		}
	}
	// What lies in people's folders must be seen there.
	j.Inputs = []string{"/home/anna/exports", "/tmp/b", "/srv/our 100%/out/in"}
	files, err = j.Systemd()
	if err != nil || !strings.Contains(files[0].Text, "\nProtectHome=read-only\n") || !strings.Contains(files[0].Text, "\nPrivateTmp=no\n") ||
		strings.Contains(files[0].Text, "out/in") {
		t.Errorf("of folders in /home, /tmp and the output folder: %v (%v)", files, err)
	}
	for _, odd := range []func(*schedule.Job){
		func(j *schedule.Job) { j.Config = "ehcp.yaml" }, func(j *schedule.Job) { j.User = "root" },
		func(j *schedule.Job) { j.Out = "/srv/o\nExecStart=/bin/sh" }, func(j *schedule.Job) { j.User = "x\nUser=root" },
	} {
		j := night(t)
		odd(&j)
		if files, err := j.Systemd(); err == nil {
			t.Errorf("%+v gives %v", j, files)
		}
	}
}

// TestSystemdVerify lets systemd read the unit and the timer.
func TestSystemdVerify(t *testing.T) {
	t.Parallel()
	tool, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not here")
	}
	files, err := night(t).Systemd()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, file := range files {
		if err := os.WriteFile(filepath.Join(folder, file.Name), []byte(file.Text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range files {
		said, err := exec.CommandContext(t.Context(), tool, "verify", "--man=no", filepath.Join(folder, file.Name)).CombinedOutput()
		if err != nil || strings.Contains(string(said), "ehcp.") {
			t.Errorf("%s: %v\n%s", file.Name, err, said)
		}
	}
}

// TestCronRuns runs the line as cron does: percent signs that have no backslash
// end the command, backslashes before them go.
func TestCronRuns(t *testing.T) {
	t.Parallel()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh")
	}
	folder := filepath.Join(t.TempDir(), "our 100%", "it's $HOME")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	j := night(t)
	j.Program, j.Config, j.Out = "printf", filepath.Join(folder, "ehcp.yaml"), filepath.Join(folder, "out")
	files, err := j.Cron()
	if err != nil {
		t.Fatal(err)
	}
	line, found := strings.CutPrefix(lines(files[0].Text, "30 2 ")[0], "30 2 * * * ")
	if !found {
		t.Fatalf("the line is %q", files[0].Text)
	}
	const mark = "\x00"
	command, _, _ := strings.Cut(strings.ReplaceAll(line, `\%`, mark), "%")
	command = strings.ReplaceAll(strings.ReplaceAll(command, mark, "%"), "printf run", `pwd; printf '%s|' run`)
	said, err := exec.CommandContext(t.Context(), sh, "-c", command).Output()
	if want := folder + "\nrun|--config|" + j.Config + "|--out|" + j.Out + "|--quiet|"; err != nil || string(said) != want {
		t.Errorf("cron would run %q (%v), want %q", said, err, want)
	}
	j.Out = `/srv/a\%b`
	if files, err := j.Cron(); err == nil {
		t.Errorf(`a path with \%% gives %v`, files)
	}
}

func TestTask(t *testing.T) {
	t.Parallel()
	j := night(t)
	j.User, j.Program = `COUNCIL\svc-ehcp`, `C:\Program Files\ehcp & co\ehcp.exe`
	j.Out = `D:\ehcp out\`
	files, err := j.Task()
	if err != nil {
		t.Fatal(err)
	}
	reader, values := xml.NewDecoder(strings.NewReader(files[0].Text)), map[string]string{}
	name := ""
	for {
		token, err := reader.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			name = token.Name.Local
		case xml.CharData:
			if text := strings.TrimSpace(string(token)); text != "" {
				values[name] += text
			}
		}
	}
	for name, want := range map[string]string{
		"Command":            `C:\Program Files\ehcp & co\ehcp.exe`,
		"Arguments":          `run --config "/srv/our 100%/it's $HOME/ehcp.yaml" --out "D:\ehcp out\\" --quiet`,
		"WorkingDirectory":   `/srv/our 100%/it's $HOME`,
		"UserId":             `COUNCIL\svc-ehcp`,
		"RunLevel":           "LeastPrivilege",
		"StartBoundary":      "2024-01-01T02:30:00",
		"DaysInterval":       "1",
		"StartWhenAvailable": "true",
	} {
		if values[name] != want {
			t.Errorf("%s is %q, want %q", name, values[name], want)
		}
	}
}

func TestAt(t *testing.T) {
	t.Parallel()
	for _, odd := range []string{"", "25:00", "2:3", "02:30:10", "noon"} {
		if at, err := schedule.At(odd); err == nil {
			t.Errorf("At(%q) = %v", odd, at)
		}
	}
}
