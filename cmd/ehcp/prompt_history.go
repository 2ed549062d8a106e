package main

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
)

// history is what was asked, the newest last. It is kept in memory, for a
// statement may name a case; in a file only where one is named.
type history struct {
	entries []string
	path    string
}

// mostHistory is how many entries are kept.
const mostHistory = 1000

func newHistory(path string) (*history, error) {
	h := &history{path: path}
	if path == "" {
		return h, nil
	}
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fault.Wrap(fault.Usage, err, "cannot read the history "+path, "name a file, which need not exist yet")
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		h.entries = append(h.entries, lines.Text())
	}
	return h, lines.Err()
}

// Add is for the terminal, which would add a statement's lines one by one.
func (h *history) Add(string) {}

// Len is the number of entries.
func (h *history) Len() int { return len(h.entries) }

// At gives an entry; 0 is the newest.
func (h *history) At(at int) string { return h.entries[len(h.entries)-1-at] }

// remember adds a statement as one line; one with comments to a line's end, which
// cannot be joined, line by line.
func (h *history) remember(text string) (err error) {
	lines := slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool { return strings.TrimSpace(line) == "" })
	if !strings.Contains(text, "--") {
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		lines = []string{strings.Join(lines, " ")}
	}
	h.entries = append(h.entries, lines...)
	h.entries = h.entries[max(0, len(h.entries)-mostHistory):]
	if h.path == "" {
		return nil
	}
	file, err := os.OpenFile(h.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fault.Wrap(fault.Failed, err, "cannot write the history "+h.path, "check who may write there")
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	_, err = file.WriteString(strings.Join(lines, "\n") + "\n")
	return err
}
