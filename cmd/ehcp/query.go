package main

import (
	"errors"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/fault"
)

// queryFlags are what the flags of ehcp query say, before they are checked.
type queryFlags struct {
	config, out, run, sql, file, describe, format, output, history string
	list                                                           bool
	sets                                                           []string
	limit                                                          int // most rows; 0 is all
	limitGiven                                                     bool
	limits                                                         ask.Limits
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
one select. Values come from --set as parameters, such as $date. One whose
comment declares a table (-- table: NAME and so on, see the README) makes that
table in every run.

In CSV and XLSX, text that a spreadsheet would take for a formula gets an
apostrophe; the other formats hold it as it is. Parquet, Arrow and XLSX are
typed: dates as dates, whole numbers as 64-bit integers, decimals as 64-bit
floating point.

Without anything to ask, a prompt opens on a terminal, with history (in memory
alone unless --history names a file), completion, \d, \l and \?; else the SQL is
read from standard input.

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
	flags.StringVar(&f.format, "format", "", strings.Join(ask.Formats(), ", ")+" (default the ending of --output, else table)")
	flags.StringVar(&f.output, "output", "", "write to this `FILE`, which its owner alone can read")
	flags.StringArrayVar(&f.sets, "set", nil, "`NAME=VALUE` of a parameter (repeatable)")
	flags.IntVar(&f.limit, "limit", 0, "write the first `ROWS` alone; 0 is all (default 1000 in a table, else all)")
	flags.StringVar(&f.history, "history", "", "keep what the prompt is asked in this `FILE` (default in memory alone)")
	flags.DurationVar(&f.limits.Timeout, "timeout", 20*time.Second, "stop the query after this time")
	flags.StringVar(&f.limits.MemoryLimit, "memory-limit", "1GiB", "memory for the query, none of it on disk")
	return cmd
}

func runQuery(cmd *cobra.Command, f queryFlags, args []string) error {
	asked, err := f.check(cmd, args)
	if err != nil {
		return err
	}
	f.limitGiven = cmd.Flags().Changed("limit")
	if err := f.settle(cmd); err != nil {
		return err
	}
	switch {
	case !asked && prompts(cmd):
		return runPrompt(cmd, f)
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
	return errors.Join(f.printAnswer(cmd, q, answer), answer.Close())
}

// check refuses flags that do not go together, and tells whether anything is
// asked.
func (f queryFlags) check(cmd *cobra.Command, args []string) (isAsked bool, err error) {
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
	case len(asked) == 0 && f.output != "" && prompts(cmd):
		return false, fault.New(fault.Usage, "no query is named for --output", "ehcp query --list lists them; the prompt has \\output FILE")
	case len(asked) > 1:
		return false, fault.New(fault.Usage, "one thing can be asked at a time, not "+strings.Join(asked, " and "),
			"choose one of them")
	case len(f.sets) > 0 && (f.list || f.describe != ""):
		return false, fault.New(fault.Usage, "--set goes with a query", "leave it out")
	}
	return len(asked) > 0, f.limits.Check()
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
	case f.file != "" && f.file != "-":
		return ask.FromFile(f.file)
	case cmd.Flags().Changed("sql"):
		return ask.Query{SQL: f.sql}, nil
	}
	text, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), 2<<20))
	if err == nil && f.file == "" && !ask.HasWords(string(text)) {
		err = fault.New(fault.Usage, "no query is named", "ehcp query --list lists them; --sql asks one of your own; on a terminal a prompt opens")
	}
	return ask.Query{SQL: string(text)}, err
}

// named lists the program's queries and those that the configuration adds.
func (f queryFlags) named() ([]ask.Query, error) {
	settings, err := settingsAt(f.config)
	if err != nil {
		return nil, err
	}
	return ask.Named(settings)
}
