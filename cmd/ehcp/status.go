package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/runs"
)

func newStatus() *cobra.Command {
	var out, format string
	e := runs.Expected{Every: 24 * time.Hour}
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say for a monitor whether runs end well and in time",
		Long: `Says which run is shown, how old it is, when the next is due and how the last
failure came about. A run that found nothing new ended well.

Exit codes: 0 good; 1 late, the last run failed, or there is no run; 2 a flag is
wrong. It reads no case, takes no lock and changes nothing.`,
		Example: `  ehcp status
  ehcp status --every 168h --max-age 192h --format json`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := textOrJSON(format); err != nil {
				return err
			}
			if e.Every < 0 || e.MaxAge < 0 {
				return fault.New(fault.Usage, "a time cannot be less than none", "write it like 24h or 90m")
			}
			h := runs.Check(out, now(), e)
			if err := printHealth(cmd.OutOrStdout(), format, h); err != nil {
				return err
			}
			if h.State == runs.Good {
				return nil
			}
			return fault.New(fault.Failed, strings.Join(h.Problems, "; "), "ehcp runs lists the runs; ehcp run makes one, and says what is wrong")
		},
	}
	cmd.Flags().StringVar(&out, "out", "out", "`DIR` that holds the runs")
	cmd.Flags().DurationVar(&e.Every, "every", e.Every, "`TIME` from one run to the next; 0s where there is no schedule")
	cmd.Flags().DurationVar(&e.MaxAge, "max-age", 0, "`TIME` after which a run that ended well is late (default one and a half times --every)")
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

func printHealth(w io.Writer, format string, h runs.Health) error {
	if format == "json" {
		return printJSON(w, h)
	}
	fmt.Fprintln(w, h.State)
	if g := h.LastGood; g != nil {
		fmt.Fprintf(w, "last good    run %s, as at %s, published %s\n", g.RunID, g.AsAt, timeSaid(g.Published))
		fmt.Fprintf(w, "confirmed    %s, %s ago\n", timeSaid(g.Confirmed), ageSaid(time.Duration(g.AgeSeconds)*time.Second))
	}
	if h.NextDue != nil {
		fmt.Fprintf(w, "next due     %s\n", timeSaid(*h.NextDue))
	}
	if h.UnderWay != nil {
		fmt.Fprintf(w, "under way    since %s, or stopped before its end\n", timeSaid(*h.UnderWay))
	}
	if f := h.LastFailure; f != nil {
		fmt.Fprintf(w, "last failure %s, %s%s%s\n", timeSaid(f.At), f.Outcome, behind(", run ", f.RunID), behind(": ", f.Reason))
	}
	return nil
}

func behind(mark, text string) string {
	if text == "" {
		return ""
	}
	return mark + text
}

func timeSaid(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// ageSaid is an age in its two largest units.
func ageSaid(age time.Duration) string {
	hours, minutes := int(age.Hours()), int(age.Minutes())%60
	switch {
	case hours >= 48:
		return fmt.Sprintf("%d days %d h", hours/24, hours%24)
	case hours > 0:
		return fmt.Sprintf("%d h %d min", hours, minutes)
	}
	return fmt.Sprintf("%d min", minutes)
}
