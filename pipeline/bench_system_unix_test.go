//go:build unix

package pipeline_test

import (
	"os"
	"runtime"
	"syscall"
	"testing"
)

// peakBytes is the most memory that a process which has ended had resident.
func peakBytes(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return usage.Maxrss
	}
	return usage.Maxrss << 10
}

// freeBytes is what is left of the disk that a folder is on.
func freeBytes(t testing.TB, folder string) int64 {
	t.Helper()
	var disk syscall.Statfs_t
	if err := syscall.Statfs(folder, &disk); err != nil {
		t.Fatal(err)
	}
	return int64(disk.Bavail) * int64(disk.Bsize) //nolint:unconvert // Not every system has it so.
}
