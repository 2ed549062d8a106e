package pipeline_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	texttemplate "text/template"

	"ehcp/pipeline/sample"
)

// A grid is a table of the report.
type grid struct {
	Head []string
	Rows [][]string
}

// report writes what was measured as Markdown.
func (r results) report(t testing.TB, path string) {
	t.Helper()
	page, err := texttemplate.New("report.md.tmpl").Funcs(texttemplate.FuncMap{
		"cells": func(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" },
	}).ParseFiles("testdata/bench/report.md.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := page.Execute(&text, map[string]any{
		"Targets": r.targetGrid(), "Growth": r.growthGrid(), "Machines": r.machineGrid(), "Memory": r.memoryGrid(),
		"Extracts": r, "BytesPerCase": bytesPerCase, "LargeMemory": largeMemory,
	}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (r results) targetGrid() grid {
	g := grid{Head: []string{"target", "wanted", "measured", ""}}
	for _, t := range r.targets() {
		g.Rows = append(g.Rows, []string{t.What, t.Bound, t.Measured, t.Verdict})
	}
	return g
}

// machineGrid says what each extract was measured on and with.
func (r results) machineGrid() grid {
	g := grid{Head: []string{"extract", "date", "ehcp", "machine", "versions", "rounds"}}
	for _, m := range r {
		if m.Skipped != "" {
			continue
		}
		on := fmt.Sprintf("%d cores of %s, %.1f GiB of memory, %s", m.Machine.Cores, m.Machine.Processor, m.Machine.MemoryMiB/1024, m.Machine.System)
		g.Rows = append(g.Rows, []string{
			m.Title(), m.Date, m.Machine.Commit, on, strings.Join(m.Machine.Versions, ", "), strconv.Itoa(m.Rounds),
		})
	}
	return g
}

// growthGrid gives the exponents from each plain extract to the next larger.
func (r results) growthGrid() grid {
	g := grid{Head: []string{"from", "to", wayFloor, wayTables, "the same without the store", waySQL, wayPandas, wayR}}
	plain := slices.DeleteFunc(slices.Clone(r), func(m measured) bool { return m.Profile != sample.ProfilePlain || m.Skipped != "" })
	for i := 1; i < len(plain); i++ {
		from, to := plain[i-1], plain[i]
		row := []string{thousands(from.Cases), thousands(to.Cases)}
		for _, name := range []string{wayFloor, wayTables, "", waySQL, wayPandas, wayR} {
			power, ok := exponent(from, to, name)
			if name == "" {
				power, ok = growth(from, to, func(m measured) (float64, bool) {
					run := m.way(wayTables)
					return run.Cost.Seconds - run.step("keep"), run.Why == ""
				})
			}
			row = append(row, shownIf(ok, "%.2f", power))
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// memoryGrid says how much memory what holds every case would need for the
// largest extract, at what it took for each case of the largest it was tried on.
func (r results) memoryGrid() grid {
	const largest = 100_000_000
	g := grid{Head: []string{"", "cases", "peak, MiB", "bytes a case", "GiB for 100 million", "GiB of this machine"}}
	for _, name := range []string{wayTables, waySQL, wayPandas, wayR} {
		for _, m := range slices.Backward(r) {
			took := m.way(name)
			if m.Profile != sample.ProfilePlain || took.Why != "" {
				continue
			}
			each := took.Cost.PeakMiB * (1 << 20) / float64(m.Cases)
			large := m.Cases >= 1_000_000 // of a small extract most is the program's own
			needed := shownIf(large, "about %.0f", each*largest/(1<<30))
			if name == wayTables || name == waySQL {
				needed = "spills to disk"
			}
			g.Rows = append(g.Rows, []string{
				name, thousands(m.Cases), fmt.Sprintf("%.0f", took.Cost.PeakMiB), shownIf(large, "%.0f", each), needed,
				fmt.Sprintf("%.0f", m.Machine.MemoryMiB/1024),
			})
			break
		}
	}
	return g
}

// Title names an extract.
func (m measured) Title() string {
	if m.Profile == sample.ProfileKent {
		return "Two nights of " + thousands(m.Cases) + " cases like Kent's"
	}
	return thousands(m.Cases) + " cases" + map[int]string{
		100_000: " (Kent's number)", 1_000_000: " (a region)", 2_000_000: " (England, ten years)", 10_000_000: " (five times that)",
	}[m.Cases]
}

// Times is what each way took.
func (m measured) Times() grid {
	g := grid{Head: []string{"", "s", "of the floor", "CPU s", "peak, MiB", "disk after, MiB", "of it the store", "disk at most"}}
	floor := m.way(wayFloor).Cost.Seconds
	for _, w := range m.Ways {
		if w.Why != "" {
			g.Rows = append(g.Rows, []string{w.Name, w.Why, "", "", "", "", "", ""})
			continue
		}
		g.Rows = append(g.Rows, []string{
			w.Name, fmt.Sprintf("%.2f", w.Cost.Seconds), fmt.Sprintf("%.2f", w.Cost.Seconds/floor), fmt.Sprintf("%.2f", w.Cost.CPUSeconds),
			fmt.Sprintf("%.0f", w.Cost.PeakMiB), fmt.Sprintf("%.1f", w.Cost.DiskMiB),
			shownIf(w.Cost.StoreMiB > 0, "%.1f", w.Cost.StoreMiB), fmt.Sprintf("%.1f", w.Cost.MostDiskMiB),
		})
		if keep := w.step("keep"); keep > 0 {
			unstored := w.Cost.Seconds - keep
			g.Rows = append(g.Rows, []string{
				"the same without the store", fmt.Sprintf("%.2f", unstored), fmt.Sprintf("%.2f", unstored/floor), "", "", "", "", "",
			})
		}
	}
	return g
}

// Steps is what each step of a run took.
func (w way) Steps() grid {
	g := grid{Head: []string{"step", "rows", "s", "of the run", "CPU s", "peak, MiB", "disk after, MiB"}}
	left := stepCost{Name: "before, between and after", Seconds: w.Cost.Seconds, CPUSeconds: w.Cost.CPUSeconds}
	for _, s := range w.Cost.Steps {
		left.Seconds, left.CPUSeconds = left.Seconds-s.Seconds, left.CPUSeconds-s.CPUSeconds
	}
	for _, s := range append(slices.Clone(w.Cost.Steps), left) {
		g.Rows = append(g.Rows, []string{
			s.Name, thousands(int(s.Rows)), fmt.Sprintf("%.2f", s.Seconds), fmt.Sprintf("%.0f%%", 100*s.Seconds/w.Cost.Seconds),
			fmt.Sprintf("%.2f", s.CPUSeconds), shownIf(s.PeakMiB > 0, "%.0f", s.PeakMiB), shownIf(s.DiskMiB > 0, "%.1f", s.DiskMiB),
		})
	}
	return g
}

func shownIf(known bool, format string, figure float64) string {
	if !known {
		return ""
	}
	return fmt.Sprintf(format, figure)
}

// thousands writes a number as 1,000,000.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
