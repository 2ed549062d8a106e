package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/sample"
)

func newSample() *cobra.Command {
	var o sample.Options
	var asAt, folder string
	var casesOnly bool
	cmd := &cobra.Command{
		Use:   "sample",
		Short: "Write synthetic extracts of invented children",
		Long: `Writes extracts of invented children. The kent profile is modelled on totals that
Kent County Council and DfE published, and has lists beside the assessments,
such as the advice that was asked for; the plain one has assessments alone,
simple and of any size, to try the program's speed.`,
		Example: `  ehcp sample --profile kent --output sample-data
  ehcp sample --profile plain --cases 1000000 --output big`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !slices.Contains([]string{"kent", "plain"}, o.Profile) {
				return fault.New(fault.Usage, fmt.Sprintf("--profile %q is not known", o.Profile), "use kent or plain")
			}
			if o.Cases < 0 {
				return fault.Usagef("--cases %d is not 0 or more", o.Cases)
			}
			var err error
			if o.AsAt, err = config.Date(asAt); err != nil || o.AsAt.IsZero() {
				return fault.New(fault.Usage, fmt.Sprintf("--as-at %q is not a date", asAt), "write it as 2024-12-31")
			}
			path, rows, err := sample.Write(cmd.Context(), folder, o)
			if err != nil {
				return err
			}
			written := []sample.Written{{Path: path, Rows: rows}}
			if o.Profile == sample.ProfileKent && !casesOnly {
				lists, err := sample.WriteLists(cmd.Context(), folder, o)
				if err != nil {
					return err
				}
				written = append(written, lists...)
			}
			for _, w := range written {
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%d rows in %s\n", w.Rows, w.Path); err != nil {
					return err
				}
			}
			return nil
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&o.Cases, "cases", 0, "number of cases (default the profile's own)")
	flags.Uint64Var(&o.Seed, "seed", 1, "seed: the same seed gives the same extract")
	flags.StringVar(&asAt, "as-at", "2024-12-31", "`DATE` of the extract")
	flags.StringVar(&o.Profile, "profile", "kent", "kent or plain")
	flags.StringVar(&folder, "output", ".", "`DIR` to write into")
	flags.BoolVar(&casesOnly, "cases-only", false, "kent: the assessments alone, without advice and the other lists")
	return cmd
}
