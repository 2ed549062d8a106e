package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// paged writes through the pager what is too long or too wide for the terminal.
func (p *prompt) paged(ctx context.Context, f queryFlags, write func(io.Writer) error) error {
	out := p.cmd.OutOrStdout()
	file, _ := out.(*os.File)
	pager := pagerCommand()
	if width, is := terminal(out); !is || width == 0 || len(pager) == 0 || f.output != "" {
		return write(out)
	}
	var text bytes.Buffer
	if err := write(&text); err != nil {
		return err
	}
	width, height, err := term.GetSize(int(file.Fd()))
	if err != nil || fitsScreen(text.String(), width, height) {
		_, err := out.Write(text.Bytes())
		return err
	}
	path, err := exec.LookPath(pager[0])
	if err != nil {
		_, err := out.Write(text.Bytes())
		return err
	}
	page := exec.CommandContext(ctx, path, pager[1:]...) //nolint:gosec // the pager that the person chose
	page.Stdin, page.Stdout, page.Stderr = &text, out, p.cmd.ErrOrStderr()
	page.Env = pagerEnvironment()
	var left *exec.ExitError
	if err := page.Run(); err != nil && !errors.As(err, &left) { // left with a key before the end
		return err
	}
	return nil
}

// pagerCommand is $PAGER; less where there is none. None pages an empty one.
func pagerCommand() []string {
	if pager, set := os.LookupEnv("PAGER"); set {
		return strings.Fields(pager)
	}
	return []string{"less"}
}

// pagerEnvironment lets less scroll wide tables sideways and keeps what is looked
// for, which may be a case, out of its history file.
func pagerEnvironment() []string {
	environment := append(os.Environ(), "LESSHISTFILE=-")
	if _, set := os.LookupEnv("LESS"); !set {
		environment = append(environment, "LESS=FRSX")
	}
	return environment
}

func fitsScreen(text string, width, height int) bool {
	lines := 0
	for line := range strings.Lines(text) {
		lines++
		if utf8.RuneCountInString(strings.TrimRight(line, "\n")) > width {
			return false
		}
	}
	return lines < height
}
