package main

import (
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ehcp/pipeline"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/runs"
)

func newRunsShow() *cobra.Command {
	var out, format string
	cmd := &cobra.Command{
		Use:   "show [ID]",
		Short: "Tell what a run was made of and how it ended",
		Long: `Tells the manifest of a run, the latest unless one is named, in plain words: what
was read, what it covers, what was noted, what the public tables hide, and
whether every file is still as it was published.`,
		Example: `  ehcp runs show
  ehcp runs show 20241231T020000.000Z-0123abcd --format json`,
		Args: usageArgs(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := textOrJSON(format); err != nil {
				return err
			}
			id := ""
			if len(args) > 0 {
				id = args[0]
			}
			folder, err := runs.Folder(out, id)
			if err != nil {
				return err
			}
			m, err := pipeline.ReadManifest(folder)
			if err != nil {
				return fault.Wrap(fault.Failed, err, "the manifest of run "+filepath.Base(folder)+" cannot be read",
					"the run was not finished, or it is damaged: ehcp run makes another")
			}
			if format == "json" {
				return printJSON(cmd.OutOrStdout(), m)
			}
			shown, err := runs.Latest(out)
			told := manifestTold{m, folder, err == nil && filepath.Base(shown) == m.RunID}
			return told.print(cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&out, "out", "out", "`DIR` that holds the runs")
	cmd.Flags().StringVar(&format, "format", "text", "text or json (the manifest itself)")
	return cmd
}

// manifestTold is a manifest with what is known of its run beside it.
type manifestTold struct {
	pipeline.Manifest
	folder string
	latest bool
}

func (m manifestTold) print(w io.Writer) error {
	fmt.Fprintf(w, "Run %s%s\n", m.RunID, map[bool]string{true: ", which latest shows"}[m.latest])
	fmt.Fprintf(w, "%s, as at %s%s\n", orElse(m.Council, "All cases"), orElse(m.AsAt, "a day that is not known"), suffix(m.Note))
	fmt.Fprintf(w, "%s. Started %s, finished %s, by ehcp %s with %s.\n", ended(m.Manifest), m.Started, m.Finished,
		orElse(m.Versions["ehcp"], "unknown"), orElse(m.Versions["go"], "go unknown"))
	m.printInputs(w)
	for _, c := range m.Coverage {
		fmt.Fprintf(w, "\nCovered from %s%s. %s\n", c.CompleteFrom, map[bool]string{false: " (" + c.AuthorityCode + ")"}[c.AuthorityCode == ""], c.Why)
	}
	if m.Corrections != nil {
		fmt.Fprintf(w, "\n%v\n", m.Corrections)
	}
	printGates(w, m.Gates)
	for i, warning := range m.Warnings {
		if i == 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "note: %s\n", warning)
	}
	m.printHidden(w)
	if m.Status != runs.Published {
		return nil
	}
	fmt.Fprintf(w, "\n%d files in %s: ", len(m.Outputs), m.folder)
	if err := runs.Whole(m.folder); err != nil {
		_, err = fmt.Fprintf(w, "NOT as they were published: %v\n", err)
		return err
	}
	_, err := fmt.Fprintln(w, "all are as they were published")
	return err
}

// ended says how a run ended.
func ended(m pipeline.Manifest) string {
	if m.Status != runs.Published {
		return fmt.Sprintf("Nothing was published (%s): %s", orElse(m.Status, runs.Unreadable), orElse(m.Reason, "no reason is given"))
	}
	what := "tables, charts and documents"
	if m.TablesOnly {
		what = "tables alone"
	}
	return fmt.Sprintf("Published: %s, %s", strings.Join(m.Profiles, " and "), what)
}

func (m manifestTold) printInputs(w io.Writer) {
	t := m.Totals
	fmt.Fprintf(w, "\n%d rows read: %d staged, %d rejected, %d repeats, %d superseded\n", t.RowsRead, t.Staged, t.Rejected, t.Repeats, t.Superseded)
	for _, in := range m.Inputs {
		fmt.Fprintf(w, "  %s: %d rows, %s, SHA-256 %s\n", in.Path, in.RowsRead, bytesSaid(in.Bytes), in.SHA256)
		for _, part := range in.Parts {
			fmt.Fprintf(w, "    with %s, %s, SHA-256 %s\n", part.Path, bytesSaid(part.Bytes), part.SHA256)
		}
		if len(in.Dropped) > 0 {
			fmt.Fprintf(w, "    columns not read: %s\n", strings.Join(in.Dropped, ", "))
		}
	}
}

func (m manifestTold) printHidden(w io.Writer) {
	var tables []string
	for _, table := range slices.Sorted(maps.Keys(m.Suppression.Hidden)) {
		if n := m.Suppression.Hidden[table]; n > 0 {
			tables = append(tables, fmt.Sprintf("%s %d", table, n))
		}
	}
	if len(tables) > 0 {
		fmt.Fprintf(w, "\nHidden in the public tables, for counts below %d: %s\n", m.Suppression.MinimumCount, strings.Join(tables, ", "))
	}
}
