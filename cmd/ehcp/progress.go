package main

import (
	"encoding/json"
	"fmt"
	"io"

	"ehcp/pipeline"
)

// progress tells of the steps on standard error, for a person or for a log.
type progress struct {
	w     io.Writer
	quiet bool
	json  bool
	run   string // its id, once it has one
	meter *meter
}

func newProgress(w io.Writer, f runFlags) *progress {
	p := &progress{w: w, quiet: f.quiet, json: f.logFormat == "json"}
	if !p.quiet && !p.json {
		p.meter = newMeter(w)
	}
	return p
}

// told gives options with those who are told of the run. Afterwards, end the meter.
func (p *progress) told(o pipeline.Options) pipeline.Options {
	o.Began, o.Begins, o.Progress, o.Warn, o.Note = p.began, p.meter.begins, p.step, p.warn, p.note
	return o
}

// began notes the id that every later line of a log carries.
func (p *progress) began(runID string) { p.run = runID }

func (p *progress) step(s pipeline.Step) {
	switch {
	case p.quiet:
	case p.json:
		p.line(map[string]any{"event": "step", "name": s.Name, "rows": s.Rows, "ms": s.MS})
	default:
		p.meter.aside(func() { fmt.Fprintf(p.w, "%-10s %12d rows %8.2f s\n", s.Name, s.Rows, float64(s.MS)/1000) })
	}
}

func (p *progress) warn(text string) { p.say("warning", text) }

// note tells of what is done beside the figures, such as old runs removed.
func (p *progress) note(text string) { p.say("note", text) }

func (p *progress) say(event, text string) {
	switch {
	case p.quiet:
	case p.json:
		p.line(map[string]any{"event": event, "text": text})
	default:
		p.meter.aside(func() { fmt.Fprintf(p.w, "note: %s\n", text) })
	}
}

func (p *progress) line(fields map[string]any) {
	if p.run != "" {
		fields["run"] = p.run
	}
	text, err := json.Marshal(fields)
	if err == nil {
		fmt.Fprintln(p.w, string(text))
	}
}
