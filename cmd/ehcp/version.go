package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"ehcp/pipeline/warehouse"
)

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the program, DuckDB and Go",
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			engine, err := warehouse.Version(cmd.Context())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "ehcp %s\nDuckDB %s\n%s\n", programVersion(), engine, runtime.Version())
			return err
		},
	}
}

// programVersion is the tag that the program was built from, else the commit.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	return versionOf(info)
}

// versionOf takes the twelve digits of a commit for the version where it has no
// tag, and says so where files were not as the commit has them.
func versionOf(info *debug.BuildInfo) string {
	commit, changed := "", ""
	for _, setting := range info.Settings {
		switch {
		case setting.Key == "vcs.revision" && len(setting.Value) >= 12:
			commit = setting.Value[:12]
		case setting.Key == "vcs.modified" && setting.Value == "true":
			changed = "-changed"
		}
	}
	tag, _, _ := strings.Cut(info.Main.Version, "+")
	switch {
	case commit != "" && (tag == "" || tag == "(devel)" || strings.Contains(tag, commit)):
		return commit + changed
	case tag != "":
		return tag + changed
	}
	return "unknown"
}
