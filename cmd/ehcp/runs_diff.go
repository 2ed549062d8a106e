package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ehcp/pipeline/runs"
)

// mostChanges is how many differences are printed as text; JSON has them all.
const mostChanges = 200

func newRunsDiff() *cobra.Command {
	var out, format string
	cmd := &cobra.Command{
		Use:   "diff BEFORE [AFTER]",
		Short: "Say which figures differ between two runs",
		Long: `Compares the restricted tables of two runs, the second of which is the latest
unless it is named: how many rows and figures differ, and which. The answer has
small counts in it and is not for publication; no case is in it.`,
		Example: `  ehcp runs diff 20241231T020000.000Z-0123abcd
  ehcp runs diff 20241231T020000.000Z-0123abcd 20250131T020000.000Z-89abcdef --format json`,
		Args: usageArgs(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := textOrJSON(format); err != nil {
				return err
			}
			before, err := runs.Folder(out, args[0])
			if err != nil {
				return err
			}
			after := ""
			if len(args) > 1 {
				after = args[1]
			}
			if after, err = runs.Folder(out, after); err != nil {
				return err
			}
			diff, err := runs.Compare(before, after)
			if err != nil {
				return err
			}
			if format == "json" {
				return printJSON(cmd.OutOrStdout(), diff)
			}
			return printDiff(cmd.OutOrStdout(), diff)
		},
	}
	cmd.Flags().StringVar(&out, "out", "out", "`DIR` that holds the runs")
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

func printDiff(w io.Writer, d runs.Diff) error {
	fmt.Fprintf(w, "OFFICIAL-SENSITIVE: restricted figures, not for publication\n")
	fmt.Fprintf(w, "before: run %s, as at %s\nafter:  run %s, as at %s\n\n", d.Before.ID, d.Before.AsAt, d.After.ID, d.After.AsAt)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "TABLE\tROWS BEFORE\tAFTER\tONLY BEFORE\tONLY AFTER\tROWS CHANGED\tFIGURES CHANGED")
	for _, c := range d.Tables {
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t%d\n", c.Table, c.RowsBefore, c.RowsAfter, c.OnlyBefore, c.OnlyAfter, c.RowsChanged, c.Changed)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, c := range d.Tables {
		if len(c.Columns) > 0 {
			fmt.Fprintf(w, "note: %s has other columns in each run: %s\n", c.Table, strings.Join(c.Columns, ", "))
		}
	}
	if len(d.Changes) == 0 {
		_, err := fmt.Fprintln(w, "\nno figure that both runs have differs")
		return err
	}
	fmt.Fprintln(table, "\nTABLE\tROW\tCOLUMN\tBEFORE\tAFTER")
	for _, c := range d.Changes[:min(len(d.Changes), mostChanges)] {
		var key []string
		for _, cell := range c.Key {
			if cell.Value != "" {
				key = append(key, cell.Value)
			}
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", c.Table, strings.Join(key, ", "), c.Column, orElse(c.Before, "(none)"), orElse(c.After, "(none)"))
	}
	if left := len(d.Changes) - mostChanges; left > 0 {
		fmt.Fprintf(table, "and %d more, which --format json has\n", left)
	}
	return table.Flush()
}
