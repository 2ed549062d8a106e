package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// toOutput writes to standard output, or to --output by one rename, so that
// what fails half-way leaves the file as it was.
func (f queryFlags) toOutput(stdout io.Writer, write func(io.Writer) error) error {
	if f.output == "" {
		return buffered(stdout, write)
	}
	fresh, err := os.CreateTemp(filepath.Dir(f.output), ".ehcp-query-*") // its owner's alone
	if err != nil {
		return fault.Wrap(fault.Failed, err, "cannot write "+f.output, "check the folder, and who may write there")
	}
	err = errors.Join(buffered(fresh, write), fresh.Close())
	if err == nil {
		if err = os.Rename(fresh.Name(), f.output); err != nil {
			err = fault.Wrap(fault.Failed, err, "cannot write "+f.output, "it must be a file or not exist yet")
		}
	}
	if err != nil {
		return errors.Join(err, os.Remove(fresh.Name()))
	}
	return nil
}

func buffered(w io.Writer, write func(io.Writer) error) error {
	buffer := bufio.NewWriterSize(w, 64<<10)
	if err := write(buffer); err != nil {
		return err
	}
	return buffer.Flush()
}

// mostRows is how many rows a table shows unless --limit says otherwise.
const mostRows = 1000

// settle decides the format and the number of rows where no flag says them, and
// refuses what cannot be written where it would go.
func (f *queryFlags) settle(cmd *cobra.Command) (err error) {
	if f.format == "" {
		if f.format, err = ask.FormatOf(f.output); err != nil {
			return err
		}
	}
	if _, err := ask.NewWriter(f.format, io.Discard, ask.Look{}); err != nil {
		return err
	}
	switch {
	case f.limit < 0:
		return fault.New(fault.Usage, fmt.Sprintf("--limit %d is not a number of rows", f.limit), "write it as 5000; 0 is all rows")
	case !f.limitGiven && f.format == "table":
		f.limit = mostRows
	case !f.limitGiven:
		f.limit = 0
	}
	if _, is := terminal(cmd.OutOrStdout()); is && f.output == "" && ask.IsBinary(f.format) {
		return fault.New(fault.Usage, "a terminal cannot show "+f.format,
			"write it to a file, such as --output answer."+f.format+", or show it with --format table")
	}
	return nil
}

// terminal gives the width of the terminal that a stream is, if it is one.
func terminal(stream any) (width int, is bool) {
	file, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0, true
	}
	return width, true
}

// writer is the one for the format, within the width of the terminal if the
// answer goes to one.
func (f queryFlags) writer(cmd *cobra.Command, w io.Writer, look ask.Look) (ask.Writer, error) {
	if f.output == "" {
		look.Width, _ = terminal(cmd.OutOrStdout())
	}
	return ask.NewWriter(f.format, w, look)
}

func (f queryFlags) printDescription(cmd *cobra.Command) error {
	find := func() (string, error) { return ask.Database(f.out, f.run) }
	d, err := ask.Describe(cmd.Context(), f.describe, find, f.limits)
	if err != nil {
		return err
	}
	return f.toOutput(cmd.OutOrStdout(), func(w io.Writer) error {
		if f.format == "table" {
			fmt.Fprintln(w, strings.Join(d.Lines(f.describe), "\n"))
		}
		return f.print(cmd, w, ask.DescriptionColumns(), d.Rows)
	})
}

func (f queryFlags) printList(cmd *cobra.Command) error {
	list, err := f.named()
	if err != nil {
		return err
	}
	return f.toOutput(cmd.OutOrStdout(), func(w io.Writer) error {
		columns, rows := ask.Listed(list, f.format == "table")
		return f.print(cmd, w, columns, rows)
	})
}

func (f queryFlags) printAnswer(cmd *cobra.Command, q ask.Query, answer *ask.Answer) error {
	return f.writeAnswer(cmd.Context(), cmd, cmd.OutOrStdout(), q, answer)
}

// writeAnswer writes to standard output by way of w, or to --output.
func (f queryFlags) writeAnswer(
	ctx context.Context, cmd *cobra.Command, w io.Writer, q ask.Query, answer *ask.Answer,
) error {
	var written, all int
	err := f.toOutput(w, func(w io.Writer) error {
		if answer.Explain && f.format == "table" {
			written, all = 1, 1
			return ask.Plan(w, answer)
		}
		writer, err := f.writer(cmd, w, ask.Look{Title: q.Title(), Day: answer.AsAt(ctx)})
		if err != nil {
			return err
		}
		written, all, err = ask.Write(writer, answer, f.limit)
		return err
	})
	if err == nil {
		note(cmd.ErrOrStderr(), written, all)
	}
	return err
}

// note says what an answer does not show by itself.
func note(w io.Writer, written, all int) {
	switch {
	case written < all:
		fmt.Fprintf(w, "note: the first %d of %d rows are shown; --limit 0 gives them all\n", written, all)
	case all == 0:
		fmt.Fprintln(w, "note: no row answers this")
	}
}

// print writes rows that are not the answer of a query.
func (f queryFlags) print(cmd *cobra.Command, w io.Writer, columns []warehouse.Column, rows [][]any) error {
	writer, err := f.writer(cmd, w, ask.Look{Wraps: true})
	if err != nil {
		return err
	}
	if err := writer.Begin(columns); err != nil {
		return err
	}
	for _, row := range rows {
		if err := writer.Row(row); err != nil {
			return err
		}
	}
	return writer.End()
}
