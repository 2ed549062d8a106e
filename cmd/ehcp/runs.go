package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ehcp/pipeline"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/runs"
)

func newRuns() *cobra.Command {
	var f struct{ config, out, format string }
	cmd := &cobra.Command{
		Use:   "runs",
		Short: "List past runs, show one, or compare two",
		Long: `Lists the runs of a folder, the newest last: which is the latest, and which go
once the next run is published, as retention: in the configuration says.`,
		Example: `  ehcp runs
  ehcp runs show 20241231T020000.000Z-0123abcd
  ehcp runs diff 20241231T020000.000Z-0123abcd`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := textOrJSON(f.format); err != nil {
				return err
			}
			settings, err := settingsAt(f.config)
			if err != nil {
				return err
			}
			var gone []runs.Run
			list := runs.List(f.out)
			if rule, ok := pipeline.Retention(settings); ok {
				gone = rule.Gone(list, now())
			}
			return printRuns(cmd.OutOrStdout(), f.format, listed(list, gone), f.out)
		},
	}
	cmd.Flags().StringVar(&f.config, "config", "", "configuration `FILE` (default ehcp.yaml here, if it exists)")
	cmd.Flags().StringVar(&f.out, "out", "out", "`DIR` that holds the runs")
	cmd.Flags().StringVar(&f.format, "format", "text", "text or json")
	cmd.AddCommand(newRunsShow(), newRunsDiff())
	return cmd
}

// textOrJSON refuses any other format.
func textOrJSON(format string) error {
	if format != "text" && format != "json" {
		return fault.New(fault.Usage, fmt.Sprintf("--format %q is not known", format), "use text or json")
	}
	return nil
}

// listedRun is one line of the list.
type listedRun struct {
	ID      string `json:"run_id"`
	AsAt    string `json:"as_at"`
	Status  string `json:"status"`
	Reason  string `json:"reason,omitempty"`
	Rows    int64  `json:"rows_read"`
	Version string `json:"version"`
	Bytes   int64  `json:"bytes"`
	Latest  bool   `json:"latest"`
	Goes    bool   `json:"goes_at_next_run"`
}

func listed(list, gone []runs.Run) []listedRun {
	lines := make([]listedRun, len(list))
	for i, r := range list {
		goes := slices.ContainsFunc(gone, func(g runs.Run) bool { return g.ID == r.ID })
		lines[i] = listedRun{r.ID, r.AsAt, r.Status, r.Reason, r.RowsRead, r.Version, runs.Size(r.Folder), r.Shown, goes}
	}
	return lines
}

func printRuns(w io.Writer, format string, lines []listedRun, out string) error {
	if format == "json" {
		return printJSON(w, lines)
	}
	if len(lines) == 0 {
		_, err := fmt.Fprintf(w, "there is no run in %s; ehcp run EXTRACT makes one\n", out)
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "RUN\tAS AT\tSTATUS\tROWS\tVERSION\tSIZE")
	for _, r := range lines {
		said := ""
		switch {
		case r.Latest:
			said = "\tlatest"
		case r.Goes:
			said = "\tgoes at the next run"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\t%s%s\n", r.ID, orElse(r.AsAt, "-"), r.Status, r.Rows, orElse(r.Version, "-"), bytesSaid(r.Bytes), said)
	}
	return table.Flush()
}

func printJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// bytesSaid is a number of bytes as a person would say it.
func bytesSaid(n int64) string {
	switch {
	case n < 1e3:
		return fmt.Sprintf("%d B", n)
	case n < 1e6:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	case n < 1e9:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}
