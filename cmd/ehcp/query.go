package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/fault"
)

// queryFlags are what the flags of ehcp query say, before they are checked.
type queryFlags struct {
	config, out, run, sql, file, describe, format, output string
	list                                                  bool
	sets                                                  []string
	limits                                                ask.Limits
}

func newQuery() *cobra.Command {
	var f queryFlags
	cmd := &cobra.Command{
		Use:   "query [NAME]",
		Short: "Answer a question from a run's database",
		Long: `Asks a named query, or SQL of your own, of the database of a run. The database
is read-only and locked: a query reads that run's tables and nothing else. The
answers are restricted figures and case records, not for publication.

The view cases has one row a spell; run holds the as-at date; each published
table stands under its name. Queries of your own are files in the folders that
queries: names in the configuration: a comment that says what is asked, then
one select. Values come from --set as parameters, such as $date.

Exit codes: 0 answered; 1 failed, or stopped by a limit; 2 the query, a flag or
the configuration is wrong, or there is no run.`,
		Example: `  ehcp query --list
  ehcp query backlog-on --set date=2024-01-31
  ehcp query timeliness-by-year --format csv --output timeliness.csv
  ehcp query --sql 'select team, count(*) from cases where is_open group by all order by all'
  ehcp query --describe cases`,
		Args: usageArgs(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return runQuery(cmd, f, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.config, "config", "", "configuration `FILE` (default ehcp.yaml here, if it exists)")
	flags.StringVar(&f.out, "out", "out", "`DIR` that holds the runs")
	flags.StringVar(&f.run, "run", "", "`ID` of a run (default the latest)")
	flags.StringVar(&f.sql, "sql", "", "ask this `TEXT`")
	flags.StringVar(&f.file, "file", "", "ask what this `FILE` holds (- for standard input)")
	flags.BoolVar(&f.list, "list", false, "list the named queries")
	flags.StringVar(&f.describe, "describe", "", "say what the columns of a `TABLE` mean")
	flags.StringVar(&f.format, "format", "table", strings.Join(ask.Formats(), ", "))
	flags.StringVar(&f.output, "output", "", "write to this `FILE`, which its owner alone can read")
	flags.StringArrayVar(&f.sets, "set", nil, "`NAME=VALUE` of a parameter (repeatable)")
	flags.DurationVar(&f.limits.Timeout, "timeout", 20*time.Second, "stop the query after this time")
	flags.StringVar(&f.limits.MemoryLimit, "memory-limit", "1GiB", "memory for the query, none of it on disk")
	return cmd
}

func runQuery(cmd *cobra.Command, f queryFlags, args []string) error {
	if err := f.check(cmd, args); err != nil {
		return err
	}
	switch {
	case f.list:
		return f.printList(cmd)
	case f.describe != "":
		return f.printDescription(cmd)
	}
	q, err := f.question(cmd, args)
	if err != nil {
		return err
	}
	path, err := ask.Database(f.out, f.run)
	if err != nil {
		return err
	}
	answer, err := ask.Ask(cmd.Context(), path, q, f.sets, f.limits)
	if err != nil {
		return err
	}
	return errors.Join(f.printAnswer(cmd, answer), answer.Close())
}

// check refuses flags that do not go together.
func (f queryFlags) check(cmd *cobra.Command, args []string) error {
	var asked []string
	if len(args) > 0 {
		asked = append(asked, args[0])
	}
	for _, name := range []string{"sql", "file", "list", "describe"} {
		if cmd.Flags().Changed(name) {
			asked = append(asked, "--"+name)
		}
	}
	switch {
	case len(asked) == 0:
		return fault.New(fault.Usage, "no query is named", "ehcp query --list lists them; --sql asks one of your own")
	case len(asked) > 1:
		return fault.New(fault.Usage, "one thing can be asked at a time, not "+strings.Join(asked, " and "),
			"choose one of them")
	case len(f.sets) > 0 && (f.list || f.describe != ""):
		return fault.New(fault.Usage, "--set goes with a query", "leave it out")
	}
	if _, err := ask.NewWriter(f.format, io.Discard); err != nil {
		return err
	}
	return f.limits.Check()
}

// question finds the text that is asked.
func (f queryFlags) question(cmd *cobra.Command, args []string) (ask.Query, error) {
	switch {
	case len(args) > 0:
		list, err := f.named()
		if err != nil {
			return ask.Query{}, err
		}
		return ask.Find(list, args[0])
	case f.file == "-":
		text, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), 2<<20))
		return ask.Query{SQL: string(text)}, err
	case f.file != "":
		return ask.FromFile(f.file)
	}
	return ask.Query{SQL: f.sql}, nil
}

// named lists the program's queries and those that the configuration adds.
func (f queryFlags) named() ([]ask.Query, error) {
	settings, err := settingsAt(f.config)
	if err != nil {
		return nil, err
	}
	return ask.Named(settings)
}

func (f queryFlags) printDescription(cmd *cobra.Command) error {
	find := func() (string, error) { return ask.Database(f.out, f.run) }
	d, err := ask.Describe(cmd.Context(), f.describe, find, f.limits)
	if err != nil {
		return err
	}
	return f.toOutput(cmd.OutOrStdout(), func(w io.Writer) error {
		if f.format == "table" && d.Grain != "" {
			fmt.Fprintf(w, "%s: %s.\n", f.describe, d.Grain)
		}
		if f.format == "table" && d.About != "" {
			fmt.Fprintln(w, d.About)
		}
		return f.print(w, ask.DescriptionColumns(), d.Rows)
	})
}

func (f queryFlags) printList(cmd *cobra.Command) error {
	list, err := f.named()
	if err != nil {
		return err
	}
	return f.toOutput(cmd.OutOrStdout(), func(w io.Writer) error {
		columns, rows := ask.Listed(list, f.format == "table")
		return f.print(w, columns, rows)
	})
}

func (f queryFlags) printAnswer(cmd *cobra.Command, answer *ask.Answer) error {
	var left, rows int
	var counted bool
	err := f.toOutput(cmd.OutOrStdout(), func(w io.Writer) error {
		if answer.Explain && f.format == "table" {
			return ask.Plan(w, answer)
		}
		writer, err := ask.NewWriter(f.format, w)
		if err != nil {
			return err
		}
		err = ask.Write(writer, answer)
		left = ask.Left(writer)
		rows, counted = ask.Rows(writer)
		return err
	})
	switch {
	case err != nil:
		return err
	case left > 0:
		fmt.Fprintf(cmd.ErrOrStderr(), "note: the first %d of %d rows are shown; --format csv or json gives them all\n",
			rows-left, rows)
	case counted && rows == 0:
		fmt.Fprintln(cmd.ErrOrStderr(), "note: no row answers this")
	}
	return nil
}
