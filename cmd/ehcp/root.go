package main

import (
	"github.com/spf13/cobra"

	"ehcp/pipeline/fault"
)

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "ehcp",
		Short: "Timeliness and backlog of education, health and care needs assessments",
		Long: `ehcp reads case-level extracts of education, health and care needs assessments
and publishes, in three-month increments, how many plans are issued within 20,
30 and 52 weeks, how many cases fell due, and how many are still waiting.

Exit codes: 0 published; 1 failed; 2 usage or configuration; 3 an extract is
missing, empty or cannot be read; 4 the data-quality gate refused; 5 the
disclosure audit refused; 6 another run holds the lock; 130 cancelled.`,
		Example: `  ehcp run assessments_2024-12-31.csv
  ehcp run --config sample-data/ehcp.yaml
  ehcp query backlog-on --set date=2024-01-31`,
		Args:          usageArgs(cobra.NoArgs),
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fault.New(fault.Usage, err.Error(), cmd.CommandPath()+" --help lists the flags")
	})
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(newRun(), newQuery(), newSample(), newVersion())
	return root
}

// usageArgs makes cobra's complaints about arguments usage faults.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return fault.New(fault.Usage, err.Error(), cmd.CommandPath()+" --help shows how it is used")
		}
		return nil
	}
}
