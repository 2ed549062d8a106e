package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/schedule"
)

// scheduleFlags are what the flags of ehcp schedule say.
type scheduleFlags struct {
	systemd, cron, windows           bool
	config, out, at, user, outputDir string
}

func newSchedule() *cobra.Command {
	var f scheduleFlags
	cmd := &cobra.Command{
		Use:   "schedule",
		Short: "Print what starts a run every night",
		Long: `Prints a systemd unit with its timer, a line for cron or a task for the Windows
Task Scheduler, which start ehcp run every night with this configuration. The
systemd unit has no network, can only read the extracts and can write to the
output folder alone. Nothing is installed: look through it, then

  systemd   put both files into /etc/systemd/system, systemctl daemon-reload,
            systemctl enable --now ehcp.timer
  cron      crontab -e -u USER, and add the line
  Windows   schtasks /create /tn ehcp /xml ehcp-task.xml /ru USER /rp *

ehcp status says afterwards, for a monitor, whether runs end well.`,
		Example: `  ehcp schedule --systemd --config /srv/ehcp/ehcp.yaml --out /srv/ehcp/out --output .
  ehcp schedule --cron --at 03:15
  ehcp schedule --windows --user 'COUNCIL\svc-ehcp'`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			job, err := f.job()
			if err != nil {
				return err
			}
			files, err := f.files(job)
			if err != nil {
				return err
			}
			if f.outputDir == "" {
				return printFiles(cmd.OutOrStdout(), files)
			}
			return writeFiles(cmd.OutOrStdout(), f.outputDir, files)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.systemd, "systemd", false, "a unit and a timer for systemd")
	flags.BoolVar(&f.cron, "cron", false, "a line for cron")
	flags.BoolVar(&f.windows, "windows", false, "a task for the Windows Task Scheduler")
	flags.StringVar(&f.config, "config", "", "configuration `FILE` (default ehcp.yaml here)")
	flags.StringVar(&f.out, "out", "out", "`DIR` that holds the runs")
	flags.StringVar(&f.at, "at", "02:30", "`TIME` of day at which it starts, by the machine's clock")
	flags.StringVar(&f.user, "user", "ehcp", "`NAME` of the user whom the run belongs to")
	flags.StringVar(&f.outputDir, "output", "", "write the files into this `DIR` (default they are printed)")
	return cmd
}

// files are those of the one kind that is asked for.
func (f scheduleFlags) files(job schedule.Job) ([]schedule.File, error) {
	switch [3]bool{f.systemd, f.cron, f.windows} {
	case [3]bool{true, false, false}:
		return job.Systemd()
	case [3]bool{false, true, false}:
		return job.Cron()
	case [3]bool{false, false, true}:
		return job.Task()
	}
	return nil, fault.New(fault.Usage, "one of --systemd, --cron and --windows has to be given", "this machine has "+usualScheduler())
}

func usualScheduler() string {
	if runtime.GOOS == "windows" {
		return "the Task Scheduler: --windows"
	}
	if _, err := os.Stat("/run/systemd/system"); err == nil {
		return "systemd: --systemd"
	}
	return "no systemd: --cron"
}

// job finds the paths, all from the root: a scheduler starts elsewhere.
func (f scheduleFlags) job() (schedule.Job, error) {
	var j schedule.Job
	path := orElse(f.config, "ehcp.yaml")
	settings, err := config.Load(path)
	if err != nil {
		return j, err
	}
	if len(settings.Extracts) == 0 {
		return j, fault.New(fault.Usage, path+" names no extract", "list under extracts: what the nightly run reads")
	}
	if strings.TrimSpace(f.user) == "" {
		return j, fault.New(fault.Usage, "--user is empty", "give the name of the user whom the run belongs to")
	}
	j.User = f.user
	if j.At, err = schedule.At(f.at); err != nil {
		return j, err
	}
	var failed [3]error
	j.Program, failed[0] = os.Executable()
	j.Config, failed[1] = filepath.Abs(path)
	j.Out, failed[2] = filepath.Abs(f.out)
	if err := errors.Join(failed[:]...); err != nil {
		return j, fmt.Errorf("find the paths of the schedule: %w", err)
	}
	for _, entry := range settings.Extracts {
		folder := filepath.Dir(entry.Path)
		if !filepath.IsAbs(folder) {
			folder = filepath.Join(filepath.Dir(j.Config), folder)
		}
		j.Inputs = append(j.Inputs, folder)
	}
	return j, nil
}

func printFiles(w io.Writer, files []schedule.File) error {
	for i, file := range files {
		if len(files) > 1 {
			fmt.Fprintf(w, "%s# %s\n", strings.Repeat("\n", min(i, 1)), file.Name)
		}
		if _, err := io.WriteString(w, file.Text); err != nil {
			return err
		}
	}
	return nil
}

func writeFiles(w io.Writer, folder string, files []schedule.File) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fault.Wrap(fault.Failed, err, "cannot make the folder "+folder, "check who may write there")
	}
	for _, file := range files {
		path := filepath.Join(folder, file.Name)
		if err := os.WriteFile(path, []byte(file.Text), 0o644); err != nil {
			return fault.Wrap(fault.Failed, err, "cannot write "+path, "check who may write there")
		}
		fmt.Fprintln(w, path)
	}
	return nil
}
