package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"ehcp/pipeline"
	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
)

// runReplay makes a kept run again. All that decides its figures comes from the
// store: a flag that would is refused.
func runReplay(cmd *cobra.Command, f runFlags, args []string) error {
	for _, name := range []string{"config", "as-at", "profile", "tables-only", "authority-folders", "no-history", "force"} {
		if cmd.Flags().Changed(name) {
			return fault.New(fault.Usage, "--replay and --"+name+" do not go together", "a replay takes all that decides its figures from the run itself")
		}
	}
	if len(args) > 0 {
		return fault.New(fault.Usage, "--replay takes no extract", "a replay takes its extracts from the store")
	}
	o := optionsOf(config.Config{}, nil)
	o.Out, o.Threads, o.MemoryLimit = f.out, f.threads, f.memoryLimit
	if f.threads < 0 {
		return fault.Usagef("--threads %d is not 0 or more", f.threads)
	}
	if o.MemoryLimit != "" && !config.IsMemory(o.MemoryLimit) {
		return fault.New(fault.Usage, fmt.Sprintf("--memory-limit %q is not an amount of memory", o.MemoryLimit), "write it like 4GB or 800MB")
	}
	show := newProgress(cmd.ErrOrStderr(), f)
	o = show.told(o)
	o.Warn = nil // the run told of what it says
	r, err := pipeline.Replay(cmd.Context(), o, f.replay)
	show.meter.end()
	if r != nil && !f.quiet {
		for _, path := range r.Differ {
			fmt.Fprintln(cmd.OutOrStdout(), "differs: "+path)
		}
		for _, path := range r.Mended {
			fmt.Fprintln(cmd.OutOrStdout(), "put back: "+path)
		}
	}
	if err != nil || f.quiet {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "run %s made again: %d files, all with the same bytes\n", r.RunID, r.Compared)
	return err
}
