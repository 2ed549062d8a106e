//go:build unix

package pipeline_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"ehcp/pipeline/runs"
)

// costs are what one night took and left.
type costs struct {
	rows                   int
	cpu, protect           time.Duration // of the processor, for the run and for the step
	heap, resident         int64         // bytes
	extract, store, folder int64         // bytes of the extract, the store and all there is
	kept                   int           // runs
}

// measure takes what a night left in memory and on the disk.
func (c *costs) measure(t *testing.T, extract, out string) {
	t.Helper()
	c.extract, c.store, c.folder, c.kept = bytesIn(t, extract), bytesIn(t, filepath.Join(out, "store")), bytesIn(t, out), len(runs.List(out))
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	c.heap = int64(m.HeapAlloc)
	status, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return // which is there on Linux alone
	}
	pages, err := strconv.ParseInt(strings.Fields(string(status))[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	c.resident = pages * int64(os.Getpagesize())
}

// bytesIn adds up the files in a folder, or is the size of a file.
func bytesIn(t *testing.T, path string) (sum int64) {
	t.Helper()
	if err := filepath.WalkDir(path, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return sum
}

// processorTime is what the process has used, in all its threads.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// mean is that of some nights.
func mean(nights []costs, of func(costs) float64) (sum float64) {
	for _, c := range nights {
		sum += of(c)
	}
	return sum / float64(len(nights))
}

// checkCosts compares the last tenth of the nights with the first, after a few
// that warm up. What protection takes hangs on which counts are small as well: its
// last tenth is compared with the middle, so that a growth with history shows.
func checkCosts(t *testing.T, spent []costs) {
	t.Helper()
	tenth := len(spent) / 10
	if tenth < 5 {
		t.Logf("%d nights are too few to say what grows", len(spent))
		return
	}
	first, middle, last := spent[5:5+tenth], spent[len(spent)*2/5:len(spent)*3/5], spent[len(spent)-tenth:]
	tell := func(name string, before []costs, most float64, of func(costs) float64) {
		t.Helper()
		then, now := mean(before, of), mean(last, of)
		t.Logf("%s: %.2f, then %.2f: %.2f-fold", name, then, now, now/then)
		if now > most*then {
			t.Errorf("%s grows %.2f-fold, want at most %.2f", name, now/then, most)
		}
	}
	const mib = 1 << 20
	cases := func(c costs) float64 { return float64(c.rows) }
	growth := mean(last, cases) / mean(first, cases)
	t.Logf("cases: %.2f-fold", growth)
	tell("seconds of processor time a run without protection", first, 1.2*growth, func(c costs) float64 { return (c.cpu - c.protect).Seconds() })
	tell("seconds of processor time of protection, from the middle", middle, 1.5, func(c costs) float64 { return c.protect.Seconds() })
	tell("MiB of heap", first, 1.1, func(c costs) float64 { return float64(c.heap) / mib })
	tell("MiB resident", first, 1.3, func(c costs) float64 { return float64(c.resident) / mib })
	tell("MiB of the store a kept run", first, 1.2*growth, func(c costs) float64 { return float64(c.store) / mib / float64(c.kept) })
	tell("MiB of all a kept run", first, 1.2*growth, func(c costs) float64 { return float64(c.folder) / mib / float64(c.kept) })
	tell("bytes of the store a kept run and byte of extract", first, 1.2, func(c costs) float64 {
		return float64(c.store) / float64(c.kept) / float64(c.extract)
	})
}
