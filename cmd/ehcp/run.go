package main

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"ehcp/pipeline"
	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
)

// runFlags are what the flags of ehcp run say, before they are checked.
type runFlags struct {
	config, asAt, out, memoryLimit, logFormat string
	profiles                                  []string
	tablesOnly, quiet, asAtGiven, noHistory   bool
	force, authorityFolders                   bool
	replay                                    string
	threads                                   int
}

func newRun() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run [EXTRACT...]",
		Short: "Read extracts and publish tables and charts",
		Long: `Reads case-level extracts (CSV, Excel workbook, Parquet, Arrow, SEN2 XML, each
also packed as .gz) and publishes tables and charts in OUT/runs/<run id>, to
which OUT/latest then points. A run that is refused or fails leaves latest as
it was. Where extracts, configuration, as-at date and version are those of the
run that latest shows, there is nothing to publish and nothing is done.`,
		Example: `  ehcp run assessments_2024-12-31.csv
  ehcp run return.xml --out out
  ehcp run --config ehcp.yaml --as-at 2024-09-30 --tables-only`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.asAtGiven = cmd.Flags().Changed("as-at")
			if f.replay != "" {
				return runReplay(cmd, f, args)
			}
			return runRun(cmd, f, args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.config, "config", "", "configuration `FILE` (default ehcp.yaml here, if it exists)")
	flags.StringVar(&f.asAt, "as-at", "", "take the picture at the end of this `DATE`, such as 2024-12-31")
	flags.StringVar(&f.out, "out", "out", "`DIR` that holds the runs")
	flags.StringSliceVar(&f.profiles, "profile", []string{"public", "restricted"}, "profiles to publish")
	flags.BoolVar(&f.tablesOnly, "tables-only", false, "no charts")
	flags.BoolVar(&f.authorityFolders, "authority-folders", false, "tables, charts and documents of each authority in a folder of its own")
	flags.BoolVar(&f.noHistory, "no-history", false, "take no account of earlier runs")
	flags.BoolVar(&f.force, "force", false, "publish although nothing is new")
	flags.StringVar(&f.replay, "replay", "", "make the `RUN` of that id again from the store, and compare every file")
	flags.IntVar(&f.threads, "threads", 0, "threads (default one a core, and one in all for extracts up to 1 MiB)")
	flags.StringVar(&f.memoryLimit, "memory-limit", "", "memory for the database, such as 4GB")
	flags.BoolVar(&f.quiet, "quiet", false, "print errors only")
	flags.StringVar(&f.logFormat, "log-format", "text", "text or json, for the steps on standard error")
	return cmd
}

func runRun(cmd *cobra.Command, f runFlags, args []string) error {
	o, err := f.options(args)
	if err != nil {
		return err
	}
	show := newProgress(cmd.ErrOrStderr(), f)
	result, err := pipeline.Run(cmd.Context(), show.told(o))
	show.meter.end()
	if err != nil {
		if f.quiet {
			return err
		}
		return proposeInstead(cmd, o, err)
	}
	switch {
	case f.quiet:
		return nil
	case result.Unchanged:
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "nothing new: run %s, as at %s, was made from the same extracts, configuration and version\n"+
			"nothing was published; --force does it all the same\n", result.RunID, result.Manifest.AsAt)
		return err
	}
	return printResult(cmd.OutOrStdout(), result)
}

// options checks the flags and reads the configuration.
func (f runFlags) options(args []string) (pipeline.Options, error) {
	settings, err := settingsAt(f.config)
	if err != nil {
		return pipeline.Options{}, err
	}
	o := optionsOf(settings, args)
	o.Out, o.Profiles, o.TablesOnly, o.NoHistory, o.Force = f.out, f.profiles, f.tablesOnly, f.noHistory, f.force
	o.Config.Authorities.Folders = o.Config.Authorities.Folders || f.authorityFolders
	if f.threads != 0 {
		o.Threads = f.threads
	}
	if f.memoryLimit != "" {
		o.MemoryLimit = f.memoryLimit
	}
	if o.AsAt, err = asAtOf(f.asAt, f.asAtGiven); err != nil {
		return o, err
	}
	if f.threads < 0 {
		return o, fault.Usagef("--threads %d is not 0 or more", f.threads)
	}
	if !slices.Contains([]string{"text", "json"}, f.logFormat) {
		return o, fault.New(fault.Usage, fmt.Sprintf("--log-format %q is not known", f.logFormat), "use text or json")
	}
	if len(f.profiles) == 0 {
		return o, fault.New(fault.Usage, "--profile is empty", "use public, restricted or both: public,restricted")
	}
	if o.MemoryLimit != "" && !config.IsMemory(o.MemoryLimit) {
		return o, fault.New(fault.Usage, fmt.Sprintf("--memory-limit %q is not an amount of memory", o.MemoryLimit), "write it like 4GB or 800MB")
	}
	for _, profile := range f.profiles {
		if !slices.Contains([]string{"public", "restricted"}, profile) {
			return o, fault.New(fault.Usage, fmt.Sprintf("--profile %q is not known", profile), "use public, restricted or both: public,restricted")
		}
	}
	slices.Sort(o.Profiles)
	o.Profiles = slices.Compact(o.Profiles)
	return o, nil
}

// asAtOf reads the day of --as-at; without the flag it is the zero time.
func asAtOf(text string, given bool) (time.Time, error) {
	day, err := config.Date(text)
	if err != nil || (day.IsZero() && given) {
		return time.Time{}, fault.New(fault.Usage, fmt.Sprintf("--as-at %q is not a date", text), "write it as 2024-12-31")
	}
	return day, nil
}

// printResult ends a run: the headline figures, each with the increment
// before, and where the files are.
func printResult(w io.Writer, r *pipeline.Result) error {
	m := r.Manifest
	fmt.Fprintf(w, "\n%s as at %s%s\n", orElse(m.Council, "All cases"), m.AsAt, suffix(m.Note))
	if len(r.Headlines) == 0 {
		fmt.Fprintln(w, "  several authorities: each has its figures in the tables")
	}
	for _, h := range r.Headlines {
		indent := "  "
		if h.Under {
			indent = "    "
		}
		fmt.Fprintf(w, "%s%-*s  %s: %s", indent, 34-len(indent), h.Label, orElse(h.Period, "latest"), h.Latest)
		if h.PreviousPeriod != "" {
			fmt.Fprintf(w, "; %s: %s", h.PreviousPeriod, h.Previous)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "%d rows read: %d staged, %d rejected, %d repeats, %d superseded\n",
		m.Totals.RowsRead, m.Totals.Staged, m.Totals.Rejected, m.Totals.Repeats, m.Totals.Superseded)
	_, err := fmt.Fprintf(w, "published in %s\n", r.Folder)
	return err
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

func suffix(note string) string {
	if note == "" {
		return ""
	}
	return " (" + note + ")"
}
