// Package schedule writes what starts a run every night: a systemd unit and
// timer, a line for cron, or a task for the Windows Task Scheduler.
package schedule

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/fault"
)

// Job is what is to be started, and when. All paths are absolute.
type Job struct {
	Program string
	Config  string    // the configuration, in whose folder the run starts
	Out     string    // the one folder that the run writes to
	Inputs  []string  // folders that the run reads
	At      time.Time // its hour and minute, by the machine's clock
	User    string    // who the run belongs to
}

// File is one file of a schedule, with the name that it is usually given.
type File struct{ Name, Text string }

// At reads a time of day such as 02:30.
func At(text string) (time.Time, error) {
	at, err := time.Parse("15:04", text)
	if err != nil {
		return at, fault.New(fault.Usage, fmt.Sprintf("--at %q is not a time of day", text), "write it like 02:30")
	}
	return at, nil
}

// check refuses what none of the formats could say.
func (j Job) check() error {
	for _, path := range slices.Concat([]string{j.Program, j.Config, j.Out, j.User}, j.Inputs) {
		if strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0xfffd }) {
			return fault.Usagef("%q has a character that no schedule can say", path)
		}
	}
	return nil
}

// arguments are those of the nightly run.
func (j Job) arguments() []string {
	return []string{"run", "--config", j.Config, "--out", j.Out}
}

// folder is where the configuration lies: relative paths in it begin there.
func (j Job) folder() string { return filepath.Dir(j.Config) }

// reads are the folders that a run reads and does not write: those of the inputs
// and of the configuration, each once.
func (j Job) reads() []string {
	folders := append([]string{j.folder()}, j.Inputs...)
	slices.Sort(folders)
	return slices.Compact(folders)
}
