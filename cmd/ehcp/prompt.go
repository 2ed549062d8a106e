package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// prompt is a session of ehcp query on a terminal: statements and commands, line
// by line, until the person leaves.
type prompt struct {
	cmd    *cobra.Command
	flags  queryFlags  // what \format, \limit, \timeout and \memory change
	once   *queryFlags // what \output makes of them for one answer
	path   string      // of the run's database
	named  []ask.Query
	tables []ask.Table
	sets   map[string]string // values of parameters, from --set and \set
	timing bool
	lines  *lineReader
}

// runPrompt holds a session. Ctrl-C stops what runs and clears the line; SIGTERM
// ends the session.
func runPrompt(cmd *cobra.Command, f queryFlags) error {
	p, err := newPrompt(cmd, f)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.WithoutCancel(cmd.Context()), syscall.SIGTERM)
	defer stop()
	if p.tables, err = ask.Tables(ctx, p.path, f.limits); err != nil {
		return err
	}
	p.lines.complete = p.candidates
	answer, err := ask.Ask(ctx, p.path, ask.Query{SQL: "select 1"}, nil, f.limits)
	if err != nil {
		return err
	}
	asAt := answer.AsAt(ctx)
	if err := answer.Close(); err != nil {
		return err
	}
	p.say("Run %s, as at %s, read-only.\nEnd a statement with a semicolon. \\? lists the commands, \\q leaves.\n",
		filepath.Base(filepath.Dir(filepath.Dir(p.path))), asAt.Format(time.DateOnly))
	err = p.loop(ctx)
	if errors.Is(err, io.EOF) {
		return p.lines.saved
	}
	return err
}

func newPrompt(cmd *cobra.Command, f queryFlags) (*prompt, error) {
	p := &prompt{cmd: cmd, flags: f, sets: map[string]string{}}
	for _, set := range f.sets {
		name, value, found := strings.Cut(set, "=")
		if !found {
			return nil, fault.New(fault.Usage, fmt.Sprintf("--set %q is not name=value", set), "write it as --set date=2024-01-31")
		}
		p.sets[strings.ToLower(name)] = value
	}
	var err error
	if p.path, err = ask.Database(f.out, f.run); err != nil {
		return nil, err
	}
	if p.named, err = f.named(); err != nil {
		return nil, err
	}
	p.lines, err = newLineReader(cmd, f.history)
	return p, err
}

// loop reads lines until io.EOF. Text before a semicolon waits for it.
func (p *prompt) loop(ctx context.Context) error {
	pending := ""
	for {
		words := "ehcp> "
		if ask.HasWords(pending) {
			words = "   -> "
		}
		line, cancelled, err := p.lines.read(ctx, words, pending)
		switch {
		case err != nil:
			return err
		case cancelled:
			pending = ""
			continue
		case pending == "" && strings.HasPrefix(strings.TrimSpace(line), `\`):
			p.lines.remember(line)
			err = p.command(ctx, strings.TrimSpace(line))
		default:
			pending, err = p.statements(ctx, pending+line+"\n")
		}
		switch {
		case err == nil:
		case ctx.Err() != nil, errors.Is(err, io.EOF):
			return err
		case errors.Is(err, ask.ErrLeft):
			return fault.Wrap(fault.Failed, err, "a query could not be stopped in time; the session ends with it", "ehcp query opens a new one")
		case errors.Is(err, context.Canceled):
			fmt.Fprintln(p.cmd.ErrOrStderr(), "cancelled")
			pending = ""
		default:
			p.tell(err)
			pending = ""
		}
	}
}

// statements asks every whole statement of a text and gives back the rest.
func (p *prompt) statements(ctx context.Context, text string) (rest string, err error) {
	for {
		statement, after, ended := ask.CutStatement(text)
		switch {
		case !ended && strings.TrimSpace(text) == "":
			return "", nil
		case !ended:
			return text, nil
		}
		text = after
		if !ask.HasWords(statement) {
			continue
		}
		p.lines.remember(statement + ";")
		if err := p.ask(ctx, ask.Query{SQL: statement}, nil); err != nil {
			return "", err
		}
	}
}

// ask puts one query, which Ctrl-C stops, and shows the answer.
func (p *prompt) ask(ctx context.Context, q ask.Query, sets []string) error {
	asking, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	given := map[string]bool{}
	for _, set := range sets {
		name, _, _ := strings.Cut(set, "=")
		given[strings.ToLower(name)] = true
	}
	for _, parameter := range q.Parameters() {
		if value, found := p.sets[parameter.Name]; found && !given[parameter.Name] {
			sets = append(sets, parameter.Name+"="+value)
		}
	}
	elapsed := stopwatch()
	answer, err := ask.Ask(asking, p.path, q, sets, p.flags.limits)
	if err != nil {
		return err
	}
	took := elapsed()
	f := p.flags
	if p.once != nil {
		f, p.once = *p.once, nil
	}
	err = errors.Join(p.paged(ctx, f, func(w io.Writer) error { return f.writeAnswer(ctx, p.cmd, w, q, answer) }), answer.Close())
	if err == nil && p.timing {
		p.say("Time: %d ms\n", took.Milliseconds())
	}
	return err
}

// show writes rows that are not an answer.
func (p *prompt) show(ctx context.Context, columns []warehouse.Column, rows [][]any) error {
	f := p.flags
	f.format = "table"
	return p.paged(ctx, f, func(w io.Writer) error {
		return f.toOutput(w, func(w io.Writer) error { return f.print(p.cmd, w, columns, rows) })
	})
}

func (p *prompt) say(format string, args ...any) { fmt.Fprintf(p.cmd.OutOrStdout(), format, args...) }

// tell says what went wrong, with advice in the words of the prompt.
func (p *prompt) tell(err error) {
	advice := strings.NewReplacer("ehcp query --sql 'show tables'", `\d`, "ehcp query --list", `\l`, "ehcp query ", `\ask `, " --set ", " ",
		"--timeout ", `\timeout `, "--memory-limit ", `\memory `).Replace(fault.Hint(err))
	tell(p.cmd.ErrOrStderr(), fault.Wrap(fault.KindOf(err), err, err.Error(), advice))
}
