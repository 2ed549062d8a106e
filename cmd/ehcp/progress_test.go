package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestPartLine: half of a part in ten seconds leaves ten more, which run down
// until more is done; where nothing is measured nothing is foretold.
func TestPartLine(t *testing.T) {
	t.Parallel()
	began := time.Date(2024, 1, 1, 2, 0, 0, 0, time.UTC)
	p := part{name: "extract", began: began}
	for _, at := range []struct {
		seconds float64
		share   float64
		known   bool
		want    string
	}{
		{1, 0, false, "extract, 1 s"},
		{1, 0.1, true, "extract 10%"},
		{2, 0.1, true, "extract 10%, about 8 s left"}, // as judged after a second
		{10, 0.5, true, "extract 50%, about 10 s left"},
		{13, 0.5, true, "extract 50%, about 7 s left"},
		{30, 0.5, true, "extract 50%, about 1 s left"},
		{200, 0.509, true, "extract 50%, about 3 min left"},
		{201, 0.999, true, "extract 99%, about 1 s left"},
		{202, 1, true, "extract 100%, about 1 s left"},
		{7200, 0, false, "extract, 2 h"},
	} {
		p.share = func() (float64, bool) { return at.share, at.known }
		if got := p.line(began.Add(time.Duration(at.seconds * float64(time.Second)))); got != at.want {
			t.Errorf("after %v s of %v: %q, want %q", at.seconds, at.share, got, at.want)
		}
	}
}

// TestProgressOnATerminal loads enough rows for the line to be written while
// they are read. The share rises, and at the end nothing of the line is left. The
// run ends where the rows are read: no case was received by its day.
func TestProgressOnATerminal(t *testing.T) {
	t.Parallel()
	file := extract(t, "a_2024-12-31.csv", cases(1_000_000))
	out := filepath.Join(t.TempDir(), "out")
	s := opened(t, t.TempDir(), nil, "run", "--as-at", "2020-01-01", "--threads", "1", "--out", out, file)
	s.leaves(4)
	s.mu.Lock()
	text := s.text.String()
	s.mu.Unlock()
	last, told := 0, regexp.MustCompile(`\rextract (\d+)%(?:, about \d+ (?:s|min) left)? *`).FindAllStringSubmatch(text, -1)
	for _, line := range told {
		share, err := strconv.Atoi(line[1])
		if err != nil || share < last || share > 100 {
			t.Errorf("%d%% is told after %d%%", share, last)
		}
		last = share
	}
	if len(told) < 2 || last < 50 {
		t.Errorf("the share is told %d times, at last %d%%: %q", len(told), last, text)
	}
	want := regexp.MustCompile(`^\w+ +\d+ rows +[\d.]+ s$|^note: |^ehcp: |^try: |^$`)
	for _, line := range standing(text) {
		if !want.MatchString(line) {
			t.Errorf("at the end there stands %q", line)
		}
	}
}

// standing are the lines that stand on a terminal once all was written.
func standing(text string) (lines []string) {
	for written := range strings.SplitSeq(text, "\n") {
		var line []byte
		for over := range strings.SplitSeq(strings.TrimSuffix(written, "\r"), "\r") {
			line = append([]byte(over), line[min(len(over), len(line)):]...)
		}
		lines = append(lines, strings.TrimRight(string(line), " "))
	}
	return lines
}

// TestNoProgressElsewhere: a log or a pipe has whole lines alone, and with
// --quiet a terminal has none.
func TestNoProgressElsewhere(t *testing.T) {
	t.Parallel()
	file := extract(t, "a_2024-12-31.csv", cases(400_000))
	command := func(flags ...string) []string {
		return append([]string{"run", "--as-at", "2020-01-01", "--out", filepath.Join(t.TempDir(), "out"), file}, flags...)
	}
	said, err := exec.CommandContext(t.Context(), "ehcp", command()...).CombinedOutput()
	if err == nil || bytes.ContainsRune(said, '\r') || !bytes.Contains(said, []byte("\nehcp: no case was received")) {
		t.Errorf("a pipe has %q (%v)", said, err)
	}
	for _, flags := range [][]string{{"--quiet"}, {"--log-format", "json"}} {
		s := opened(t, t.TempDir(), nil, command(flags...)...)
		s.leaves(4)
		s.mu.Lock()
		text := strings.ReplaceAll(s.text.String(), "\r\n", "\n")
		s.mu.Unlock()
		if strings.ContainsRune(text, '\r') || flags[0] == "--quiet" && !strings.HasPrefix(text, "ehcp: no case was received") {
			t.Errorf("%s: the terminal has %q", flags, text)
		}
	}
}
