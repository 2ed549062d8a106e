package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ehcp/pipeline/fault"
)

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "ehcp",
		Short: "Timeliness and backlog of education, health and care needs assessments",
		Long: `ehcp reads case-level extracts of education, health and care needs assessments
and publishes, in three-month increments, how many plans are issued within 20,
30 and 52 weeks, how many cases fell due, and how many are still waiting.

Exit codes: 0 published, or nothing new to publish; 1 failed; 2 usage or
configuration; 3 an extract is missing, empty or cannot be read; 4 the
data-quality gate refused; 5 the disclosure audit refused; 6 another run holds
the lock; 130 cancelled.`,
		Example: `  ehcp run assessments_2024-12-31.csv
  ehcp run --config sample-data/ehcp.yaml
  ehcp query backlog-on --set date=2024-01-31`,
		Args:          cobra.ArbitraryArgs,
		RunE:          helpOn,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetFlagErrorFunc(flagFault)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{Use: "help [COMMAND]", Short: "Help about any command", RunE: helpOn})
	root.AddCommand(newRun(), newCheck(), newInit(), newQuery(), newChart(), newSPC(), newRuns(), newStatus(), newSchedule(), newSample(), newVersion())
	return root
}

// helpOn shows the help of the command that the arguments name, or of all.
func helpOn(cmd *cobra.Command, args []string) error {
	found, _, err := cmd.Root().Find(args)
	if err == nil && (found.HasParent() || len(args) == 0) {
		return found.Help()
	}
	var names []string
	for _, c := range cmd.Root().Commands() {
		names = append(names, c.Name())
	}
	try := "ehcp --help lists the commands"
	if near := fault.Nearest(args[0], names); near != "" {
		try = "did you mean ehcp " + near + "?"
	}
	return fault.New(fault.Usage, fmt.Sprintf("there is no command %q", args[0]), try)
}

// flagFault says in plain words what is wrong with a flag.
func flagFault(cmd *cobra.Command, err error) error {
	what, try := err.Error(), cmd.CommandPath()+" --help lists the flags"
	var value *pflag.InvalidValueError
	var unknown *pflag.NotExistError
	switch {
	case errors.As(err, &value):
		kind := "of the right kind"
		if strings.HasPrefix(value.GetFlag().Value.Type(), "int") || strings.HasPrefix(value.GetFlag().Value.Type(), "uint") {
			kind = "a whole number"
		}
		what = fmt.Sprintf("--%s %q is not %s", value.GetFlag().Name, value.GetValue(), kind)
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := fault.Nearest(unknown.GetSpecifiedName(), names); near != "" {
			try = "did you mean --" + near + "? " + try
		}
	}
	return fault.New(fault.Usage, what, try)
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
