package pipeline_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
)

// A stepCost is what one step of a run took. Processor and memory are known
// where there is a /proc.
type stepCost struct {
	Name       string  `json:"name"`
	Rows       int64   `json:"rows"`
	Seconds    float64 `json:"seconds"`
	CPUSeconds float64 `json:"cpu_seconds"`
	PeakMiB    float64 `json:"peak_mib"` // of resident memory, what is left of earlier steps included
	DiskMiB    float64 `json:"disk_mib"` // in the run's folder as the step ended
}

// A stepWatch is what was seen of a process while it ran.
type stepWatch struct {
	steps []stepCost
	last  string // line of the log
}

// watchSteps reads the log of a process to its end and looks at the process
// whenever the log says that a step has ended.
func watchSteps(t testing.TB, log io.Reader, process int, folder string) (w stepWatch) {
	t.Helper()
	var spent float64
	for lines := bufio.NewScanner(log); lines.Scan(); {
		w.last = lines.Text()
		var said struct {
			Event, Name string
			Rows, MS    int64
		}
		if json.Unmarshal(lines.Bytes(), &said) != nil || said.Event != "step" {
			continue
		}
		step := stepCost{Name: said.Name, Rows: said.Rows, Seconds: float64(said.MS) / 1000}
		now := cpuSoFar(process)
		step.CPUSeconds, spent = now-spent, now
		step.PeakMiB = inMiB(field(fmt.Sprintf("/proc/%d/status", process), "VmHWM", ":"))
		// The peak of the next step is its own; without /proc there is none to forget.
		_ = os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", process), []byte("5"), 0)
		step.DiskMiB = mebibytes(diskUse(t, folder))
		w.steps = append(w.steps, step)
	}
	return w
}

// cpuSoFar is the seconds of processor time of all threads of a process.
func cpuSoFar(process int) float64 {
	const ticks = 100 // a second, in /proc on every Linux
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	if err != nil {
		return 0
	}
	// The name, which is in brackets, may hold spaces. User time is the 14th field, system time the 15th.
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, err := strconv.ParseFloat(fields[11], 64)
	system, err2 := strconv.ParseFloat(fields[12], 64)
	if err != nil || err2 != nil {
		return 0
	}
	return (user + system) / ticks
}

// inMiB reads an amount of memory as /proc has it: 1024 kB.
func inMiB(text string) float64 {
	kibibytes, err := strconv.ParseFloat(strings.TrimSuffix(text, " kB"), 64)
	if err != nil {
		return 0
	}
	return kibibytes / 1024
}
