package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"sync"
	"time"
)

// meter keeps one line at the foot of a terminal, written again and again: what
// a run is doing, how much of that is done where it is measured, and how long it
// may still take. A nil meter shows nothing: there is no terminal.
type meter struct {
	mu    sync.Mutex
	w     io.Writer
	part  part
	shown int // characters of the line that stands on the terminal
	quit  chan struct{}
	ended sync.WaitGroup
}

// part is what a run is doing.
type part struct {
	name  string
	began time.Time
	share func() (float64, bool)
	done  float64   // share that was last told
	ends  time.Time // when it would end at the pace up to then
}

// How often the line is written, and how long a part of a run goes on before it
// is worth a line. The time left is told once it can be judged.
const (
	meterEvery  = 250 * time.Millisecond
	meterWaits  = 500 * time.Millisecond
	meterJudges = 2 * time.Second
)

// newMeter starts a meter if the stream is a terminal.
func newMeter(w io.Writer) *meter {
	if _, is := terminal(w); !is {
		return nil
	}
	m := &meter{w: w, quit: make(chan struct{})}
	m.ended.Go(func() {
		ticker := time.NewTicker(meterEvery)
		defer ticker.Stop()
		for {
			select {
			case <-m.quit:
				return
			case <-ticker.C:
				m.show(now())
			}
		}
	})
	return m
}

// begins notes what the run does from now on.
func (m *meter) begins(name string, share func() (float64, bool)) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.part = part{name: name, began: now(), share: share}
}

// show writes the line in the place of the one before.
func (m *meter) show(at time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.part.name == "" || at.Sub(m.part.began) < meterWaits {
		return
	}
	line := m.part.line(at)
	if width, _ := terminal(m.w); width > 0 && len(line) >= width {
		line = line[:width-1] // a longer line would wrap and could not be written again
	}
	fmt.Fprint(m.w, "\r"+line+strings.Repeat(" ", max(m.shown-len(line), 0)))
	m.shown = len(line)
}

// line says how far it has come; it is ASCII. What is left takes as long as what
// is done did, share for share. Where that is not measured it says how long it
// has been going on.
func (p *part) line(at time.Time) string {
	elapsed := at.Sub(p.began)
	share, ok := p.share()
	if !ok {
		return fmt.Sprintf("%s, %s", p.name, roughly(elapsed))
	}
	if share > p.done {
		p.done, p.ends = share, at.Add(time.Duration(float64(elapsed)*(1-share)/share))
	}
	line := fmt.Sprintf("%s %.0f%%", p.name, math.Floor(100*share))
	if elapsed < meterJudges || share < 0.01 {
		return line
	}
	return line + ", about " + roughly(p.ends.Sub(at)) + " left"
}

// roughly is a length of time to read at a glance.
func roughly(d time.Duration) string {
	switch {
	case d < 90*time.Second:
		return fmt.Sprintf("%.0f s", max(d.Seconds(), 1))
	case d < 90*time.Minute:
		return fmt.Sprintf("%.0f min", d.Minutes())
	}
	return fmt.Sprintf("%.0f h", d.Hours())
}

// aside takes the line away, and lets something else be written.
func (m *meter) aside(write func()) {
	if m == nil {
		write()
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.shown > 0 {
		fmt.Fprint(m.w, "\r"+strings.Repeat(" ", m.shown)+"\r")
		m.shown = 0
	}
	write()
}

// end takes the line away for good. It may be called twice.
func (m *meter) end() {
	if m == nil {
		return
	}
	m.begins("", nil)
	m.aside(func() {
		select {
		case <-m.quit:
		default:
			close(m.quit)
		}
	})
	m.ended.Wait()
}
