package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ehcp/pipeline"
	"ehcp/pipeline/fault"
)

func newCheck() *cobra.Command {
	var path, format, asAt string
	cmd := &cobra.Command{
		Use:   "check EXTRACT...",
		Short: "Say what is wrong with extracts and what they can support",
		Long: `Reads and stages extracts as a run would, and says what is wrong with them
(by rule, with an example), which measures they can support and which days they
cover. Nothing is published. Exit code 4 when a configured gate refuses.`,
		Example: `  ehcp check cases.xlsx
  ehcp check --as-at 2024-09-30
  ehcp check --config ehcp.yaml --format json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fault.New(fault.Usage, fmt.Sprintf("--format %q is not known", format), "use text or json")
			}
			settings, err := settingsAt(path)
			if err != nil {
				return err
			}
			o := optionsOf(settings, args)
			if o.AsAt, err = asAtOf(asAt, cmd.Flags().Changed("as-at")); err != nil {
				return err
			}
			shown := newMeter(cmd.ErrOrStderr())
			o.Begins = shown.begins
			checked, err := pipeline.Check(cmd.Context(), o)
			shown.end()
			if checked == nil {
				return proposeInstead(cmd, o, err)
			}
			if format == "json" {
				encoder := json.NewEncoder(cmd.OutOrStdout())
				encoder.SetIndent("", "  ")
				if failed := encoder.Encode(checked); failed != nil {
					return failed
				}
				return err
			}
			printChecked(cmd.OutOrStdout(), checked)
			return err
		},
	}
	cmd.Flags().StringVar(&path, "config", "", "configuration `FILE` (default ehcp.yaml here, if it exists)")
	cmd.Flags().StringVar(&asAt, "as-at", "", "check at the end of this `DATE`, such as 2024-12-31")
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

// printChecked prints the report of a check.
func printChecked(w io.Writer, c *pipeline.Checked) {
	t := c.Totals
	fmt.Fprintf(w, "%d rows read: %d staged, %d rejected, %d repeats, %d superseded (as at %s)\n",
		t.RowsRead, t.Staged, t.Rejected, t.Repeats, t.Superseded, c.AsAt)
	if len(c.Rules) == 0 {
		fmt.Fprintln(w, "\nNo rule found anything.")
	} else {
		table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "\nRULE\tSEVERITY\tCOUNT\tFIRST IN\tROW\tCOLUMN\tWHAT TO DO")
		for _, r := range c.Rules {
			fmt.Fprintf(table, "%s\t%s\t%d\t%s\t%s\t%s\t%s\n", r.Rule, r.Severity, r.Count, r.File, r.Row, r.Columns, r.Advice)
		}
		_ = table.Flush()
		fmt.Fprintln(w, "\nerror: the row is rejected; query: it is kept and reported.")
	}
	if c.Corrections != nil {
		fmt.Fprintf(w, "\n%v\n", c.Corrections)
	}
	printGates(w, c.Gates)
	printSupports(w, c.Supports)
	for _, warning := range c.Warnings {
		fmt.Fprintf(w, "note: %s\n", warning)
	}
}

// printGates prints what was measured against each gate.
func printGates(w io.Writer, gates []pipeline.Gate) {
	if len(gates) == 0 {
		return
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "\nGATE\tLIMIT\t\tMEASURED")
	for _, g := range gates {
		said := ""
		if g.Limit != nil {
			said = "passed"
		}
		if !g.Passed {
			said = "refused"
		}
		if g.Usual {
			said += ", the usual limit"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", g.Name, g.LimitSaid(), said, g.Says)
	}
	_ = table.Flush()
}

// printSupports prints what extracts can and cannot tell.
func printSupports(w io.Writer, list []pipeline.Supported) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "\nMEASURE\tUSABLE ROWS\tDAYS COVERED, OR WHAT IS MISSING")
	for _, s := range list {
		switch {
		case len(s.Missing) > 0:
			fmt.Fprintf(table, "%s\t-\tneeds %s\n", s.Measure, strings.Join(s.Missing, ", "))
		case s.Rows == 0:
			fmt.Fprintf(table, "%s\t0\tnever filled in\n", s.Measure)
		case s.First == "":
			fmt.Fprintf(table, "%s\t%d\t\n", s.Measure, s.Rows)
		default:
			fmt.Fprintf(table, "%s\t%d\t%s to %s\n", s.Measure, s.Rows, s.First, s.Last)
		}
	}
	_ = table.Flush()
}
