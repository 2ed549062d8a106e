package pipeline_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// A machine is what the measuring was done on and with.
type machine struct {
	Processor string   `json:"processor"`
	Cores     int      `json:"cores"`
	MemoryMiB float64  `json:"memory_mib"`
	System    string   `json:"system"`
	Commit    string   `json:"commit"`
	Versions  []string `json:"versions"`
}

// describe asks this machine, and the programs that are compared, what they are.
// What is not told here stays empty.
func describe(t testing.TB, program string) machine {
	t.Helper()
	m := machine{
		Processor: field("/proc/cpuinfo", "model name", ":"),
		Cores:     runtime.NumCPU(),
		MemoryMiB: inMiB(field("/proc/meminfo", "MemTotal", ":")),
		System:    strings.Trim(field("/etc/os-release", "PRETTY_NAME", "="), `"`),
	}
	m.Commit = told(t, "..", "git", "rev-parse", "--short", "HEAD")
	if told(t, "..", "git", "status", "--porcelain", "--", "cmd", "pipeline", "queries", "charts", "go.mod") != "" {
		m.Commit += " with changes"
	}
	for _, line := range strings.Split(told(t, ".", program, "version"), "\n")[1:] {
		m.Versions = append(m.Versions, strings.Replace(line, "go1", "Go 1", 1))
	}
	for _, c := range comparators() {
		if c.probe == nil {
			continue
		}
		output, err := exec.CommandContext(t.Context(), c.probe[0], c.probe[1:]...).Output()
		if versions := strings.Fields(string(output)); err == nil && len(versions) == 2 {
			m.Versions = append(m.Versions, c.language+" "+versions[0], c.library+" "+versions[1])
		}
	}
	return m
}

// field is the value of the first line of a file that begins with a name.
func field(path, name, separator string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if key, value, found := strings.Cut(line, separator); found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// A measured is one extract and what was measured of it in one call; times are
// compared with its own floor alone.
type measured struct {
	Profile    string  `json:"profile"`
	Cases      int     `json:"cases"`
	ExtractMiB float64 `json:"extract_mib"`
	Date       string  `json:"date"`
	Rounds     int     `json:"rounds"`
	Machine    machine `json:"machine"`
	Skipped    string  `json:"skipped,omitempty"`
	Ways       []way   `json:"ways"`
}

// way gives what was measured of one way; of another the answer is a way that
// was not measured.
func (m measured) way(name string) way {
	for _, w := range m.Ways {
		if w.Name == name {
			return w
		}
	}
	return way{Name: name, Why: "not measured"}
}

// middle gives, for each way, the round of the middle time by the clock.
func middle(rounds []measured) measured {
	m := rounds[0]
	m.Rounds, m.Ways = len(rounds), nil
	for i := range rounds[0].Ways {
		all := make([]way, len(rounds))
		for j, round := range rounds {
			all[j] = round.Ways[i]
		}
		slices.SortFunc(all, func(a, b way) int { return cmp.Compare(a.Cost.Seconds, b.Cost.Seconds) })
		m.Ways = append(m.Ways, all[len(all)/2])
	}
	return m
}

// results are all extracts that were measured, those with figures of earlier
// calls included.
type results []measured

// readResults reads what earlier calls kept.
func readResults(t testing.TB) (r results) {
	t.Helper()
	text, err := os.ReadFile(*benchResults)
	if *benchResults == "" || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err = errors.Join(err, json.Unmarshal(text, &r)); err != nil {
		t.Fatal(err)
	}
	return r
}

// add takes one more extract in, in the place of what an earlier call measured
// of one like it, and writes what there is by now.
func (r *results) add(t testing.TB, m measured) {
	t.Helper()
	if m.Skipped != "" && len(r.of(m.Profile, m.Cases).Ways) > 0 {
		return
	}
	*r = slices.DeleteFunc(*r, func(old measured) bool { return old.Profile == m.Profile && old.Cases == m.Cases })
	*r = append(*r, m)
	slices.SortFunc(*r, func(a, b measured) int {
		return cmp.Or(cmp.Compare(a.Profile, b.Profile), cmp.Compare(a.Cases, b.Cases))
	})
	if *benchResults != "" {
		text, err := json.MarshalIndent(*r, "", " ")
		if err = errors.Join(err, os.WriteFile(*benchResults, text, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if *benchReport != "" {
		r.report(t, *benchReport)
	}
}

// of gives what was measured of one extract.
func (r results) of(profile string, cases int) measured {
	for _, m := range r {
		if m.Profile == profile && m.Cases == cases {
			return m
		}
	}
	return measured{Profile: profile, Cases: cases}
}
