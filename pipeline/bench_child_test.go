package pipeline_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// A cost is what one process took.
type cost struct {
	Seconds     float64    `json:"seconds"` // by the clock
	CPUSeconds  float64    `json:"cpu_seconds"`
	PeakMiB     float64    `json:"peak_mib"`      // of resident memory
	DiskMiB     float64    `json:"disk_mib"`      // in its folder when it had ended
	MostDiskMiB float64    `json:"most_disk_mib"` // while it ran, looked at four times a second
	StoreMiB    float64    `json:"store_mib"`     // of DiskMiB
	Steps       []stepCost `json:"steps,omitempty"`
}

// spend runs a command in a folder and gives what it took. The error has the
// last line of its log.
func spend(t testing.TB, folder string, command ...string) (cost, error) {
	t.Helper()
	child := exec.CommandContext(t.Context(), command[0], command[1:]...)
	child.Dir = folder
	// With anything else at work, R's threads would else spend most of their time waiting busily for each other.
	child.Env = append(os.Environ(), "OMP_WAIT_POLICY=passive")
	log, err := child.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	forgetPeak(t)
	most := mostDisk(t, folder)
	began := time.Now()
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	watched := watchSteps(t, log, child.Process.Pid, folder)
	err = child.Wait()
	took := cost{Seconds: time.Since(began).Seconds(), DiskMiB: mebibytes(diskUse(t, folder)), Steps: watched.steps}
	took.MostDiskMiB = max(mebibytes(most()), took.DiskMiB)
	took.CPUSeconds = (child.ProcessState.UserTime() + child.ProcessState.SystemTime()).Seconds()
	took.PeakMiB = mebibytes(peakBytes(child.ProcessState))
	for _, step := range took.Steps {
		took.PeakMiB = max(took.PeakMiB, step.PeakMiB)
	}
	if err != nil && watched.last != "" {
		err = fmt.Errorf("%w: %s", err, watched.last)
	}
	return took, err
}

// told is what a command says on standard output. The test fails with the command.
func told(t testing.TB, folder string, command ...string) string {
	t.Helper()
	var complaint bytes.Buffer
	child := exec.CommandContext(t.Context(), command[0], command[1:]...)
	child.Dir, child.Stderr = folder, &complaint
	output, err := child.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", strings.Join(command, " "), err, complaint.String())
	}
	return strings.TrimSpace(string(output))
}

// forgetPeak makes Linux forget the peak of this process's memory: a child
// begins with that of its parent.
func forgetPeak(t testing.TB) {
	t.Helper()
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		t.Log("the peak of memory may be this process's own: ", err)
	}
}

// mostDisk watches what a folder holds until the function it gives is called,
// which tells the most it held.
func mostDisk(t testing.TB, folder string) func() int64 {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	most := make(chan int64)
	go func() {
		var held int64
		ticker := time.NewTicker(250 * time.Millisecond)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				most <- held
				return
			case <-ticker.C:
				held = max(held, diskUse(t, folder))
			}
		}
	}()
	return func() int64 {
		stop()
		return <-most
	}
}

// diskUse is the bytes of the files below a folder, from which others may go
// meanwhile.
func diskUse(t testing.TB, folder string) (bytes int64) {
	t.Helper()
	err := filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		if info, err := entry.Info(); err == nil {
			bytes += info.Size()
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return bytes
}

func mebibytes(bytes int64) float64 { return float64(bytes) / (1 << 20) }
