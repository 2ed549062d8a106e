// Command ehcp publishes the timeliness and backlog of education, health and
// care needs assessments from case-level extracts.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/fault"
)

// cancelled is the exit code after Ctrl-C or SIGTERM.
const cancelled = 130

func main() {
	endureFileLimit()
	debug.SetGCPercent(400) // a run takes seconds, and most of its memory is the database's
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the program with its streams as parameters.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return report(ctx, stderr, root.ExecuteContext(ctx))
}

// report prints an error with its advice and gives the exit code.
func report(ctx context.Context, stderr io.Writer, err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, ask.ErrLeft): // a prompt goes on after Ctrl-C, and may end later for a reason of its own
	case ctx.Err() != nil || errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "ehcp: cancelled; nothing was published")
		return cancelled
	}
	err = fault.Plain(err)
	tell(stderr, err)
	return int(fault.KindOf(err))
}

// tell says what went wrong and what to do.
func tell(stderr io.Writer, err error) {
	fmt.Fprintf(stderr, "ehcp: %s\n", err)
	if hint := fault.Hint(err); hint != "" {
		fmt.Fprintf(stderr, "try: %s\n", hint)
	}
}
