package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"ehcp/pipeline/fault"
)

// lineReader reads lines from a terminal, with editing, history and completion.
// The terminal is in raw mode while a line is typed and at no other time, so that
// Ctrl-C reaches a query or a pager as a signal.
type lineReader struct {
	terminal *term.Terminal
	keys     *keyReader
	history  *history
	complete func(before, line string) (start int, candidates []string)
	before   string // the lines of the statement that were read
	lastTab  string // what stood there when Tab was last pressed
	saved    error  // why the history could not be saved
}

// prompts tells whether there is a terminal to hold a session on.
func prompts(cmd *cobra.Command) bool { return talker(cmd) != nil }

// talker is the stream that the prompt writes to: standard output, or where an
// answer is piped away standard error; nil where no person is there.
func talker(cmd *cobra.Command) io.Writer {
	if _, is := terminal(cmd.InOrStdin()); !is {
		return nil
	}
	for _, w := range []io.Writer{cmd.OutOrStdout(), cmd.ErrOrStderr()} {
		if _, is := terminal(w); is {
			return w
		}
	}
	return nil
}

func newLineReader(cmd *cobra.Command, historyFile string) (*lineReader, error) {
	in, ok := cmd.InOrStdin().(*os.File)
	if !ok {
		return nil, errors.New("standard input is not a terminal")
	}
	kept, err := newHistory(historyFile)
	if err != nil {
		return nil, err
	}
	r := &lineReader{keys: &keyReader{in: in}, history: kept}
	r.terminal = term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{r.keys, talker(cmd)}, "")
	r.terminal.History = kept
	r.terminal.AutoCompleteCallback = r.tab
	return r, nil
}

// read gives one line; cancelled is true of one that Ctrl-C ended. Ctrl-D on an
// empty line is io.EOF.
func (r *lineReader) read(ctx context.Context, words, before string) (line string, cancelled bool, err error) {
	r.before, r.lastTab, r.keys.cancelled = before, "", false
	r.terminal.SetPrompt(words)
	descriptor := int(r.keys.in.Fd())
	state, err := term.MakeRaw(descriptor)
	if err != nil {
		return "", false, fault.Wrap(fault.Failed, err, "cannot read from the terminal", "ehcp query --sql asks without one")
	}
	defer func() { err = errors.Join(err, term.Restore(descriptor, state)) }()
	if width, height, err := term.GetSize(descriptor); err == nil && width > 0 {
		if err := r.terminal.SetSize(width, height); err != nil {
			return "", false, err
		}
	}
	r.terminal.SetBracketedPasteMode(true) // a tab that is pasted completes nothing
	defer r.terminal.SetBracketedPasteMode(false)
	type given struct {
		line string
		err  error
	}
	done := make(chan given, 1)
	go func() {
		line, err := r.terminal.ReadLine()
		done <- given{line, err}
	}()
	select {
	case got := <-done:
		if errors.Is(got.err, term.ErrPasteIndicator) {
			got.err = nil
		}
		return got.line, r.keys.cancelled, got.err
	case <-ctx.Done():
		return "", false, ctx.Err()
	}
}

// remember adds to the history, and to its file where there is one.
func (r *lineReader) remember(text string) {
	if err := r.history.remember(text); err != nil && r.saved == nil {
		r.saved = err
	}
}

// tab completes the word before the cursor: wholly where one name fits, else as
// far as all agree; pressed again it lists them.
func (r *lineReader) tab(line string, pos int, key rune) (string, int, bool) {
	if key != '\t' {
		return line, pos, false
	}
	start, found := r.complete(r.before, line[:pos])
	if len(found) == 0 {
		return line, pos, true
	}
	fill := found[0]
	for _, name := range found[1:] {
		for !strings.HasPrefix(strings.ToLower(name), strings.ToLower(fill)) {
			fill = fill[:len(fill)-1]
		}
	}
	if len(found) == 1 {
		fill += " "
	}
	if len(fill) <= pos-start && r.lastTab == line[:pos] {
		width, _, err := term.GetSize(int(r.keys.in.Fd()))
		if err != nil {
			width = 80
		}
		_, _ = io.WriteString(r.terminal, inColumns(found, width)) // a terminal that is gone is told by the next read
	}
	if len(fill) > pos-start || len(found) == 1 {
		line, pos = line[:start]+fill+line[pos:], start+len(fill)
	}
	r.lastTab = line[:pos]
	return line, pos, true
}

// inColumns lays names out side by side.
func inColumns(names []string, width int) string {
	longest := 0
	for _, name := range names {
		longest = max(longest, len(name))
	}
	across := max(1, width/(longest+2))
	var text strings.Builder
	for i, name := range names {
		text.WriteString(name)
		if (i+1)%across == 0 || i == len(names)-1 {
			text.WriteString("\n")
		} else {
			text.WriteString(strings.Repeat(" ", longest+2-len(name)))
		}
	}
	return text.String()
}

// keyReader makes of Ctrl-C a line that is cleared and ended, which the terminal
// would take for the end of all input.
type keyReader struct {
	in        *os.File
	waiting   []byte
	cancelled bool
}

func (k *keyReader) Read(into []byte) (int, error) {
	const ctrlC, end, clearLine = 3, 5, 21
	if len(k.waiting) == 0 {
		read := make([]byte, len(into))
		n, err := k.in.Read(read)
		if err != nil {
			return 0, err
		}
		k.waiting = read[:n]
		if at := bytes.LastIndexByte(k.waiting, ctrlC); at >= 0 {
			k.cancelled = true
			k.waiting = append([]byte{end, clearLine, '\r'}, k.waiting[at+1:]...)
		}
	}
	n := copy(into, k.waiting)
	k.waiting = k.waiting[n:]
	return n, nil
}
