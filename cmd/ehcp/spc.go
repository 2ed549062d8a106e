package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ehcp/pipeline"
	"ehcp/pipeline/config"
	"ehcp/pipeline/evidence"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/series"
	"ehcp/pipeline/workbook"
)

// spcFlags are what the flags of ehcp spc say, before they are checked.
type spcFlags struct {
	improvement, target, twoInThree, compat, chart, out, title, dates, format string
	baseline                                                                  int
	rebases                                                                   []string
	screen                                                                    bool
}

func newSPC() *cobra.Command {
	var f spcFlags
	cmd := &cobra.Command{
		Use:   "spc SERIES.csv",
		Short: "Draw a control chart of any series",
		Long: `Works out a control chart of a CSV file with the columns date and value, or date,
numerator and denominator, and says which points are special causes. Dates are
written as 2024-01-31 or 31/01/2024; an empty value is a gap, which breaks every
run, and so are N/A, -, .., c, x and z, and a day, week or month without a row.

From 12 values on the chart is XmR for values and Laney's p-prime for numerators
and denominators, whose values run from 0 to 1; below that it is a run chart.
Limits from 12 values or fewer are trial limits, but for those of a baseline that
has 12. The rules are those of Making Data Count: a point outside a limit; a trend of 7; two of three near one limit;
7 on one side of the mean.

Rebase only where the process changed on a known day for a known reason, and
show the chart without the rebase too. Moving ranges are screened on an XmR
chart, and on a p-prime chart only with --screen-outliers.

Nothing is written without --out: then PNG, SVG, their words and data, and the
points with every digit. Exit codes: 0 charted; 2 a flag does not fit the series;
3 the file is missing or cannot be read as a series.`,
		Example: `  ehcp spc waiting.csv --improvement decrease --target 50
  ehcp spc waiting.csv --rebase '2024-04-01=second team' --out charts
  ehcp spc on-time.csv --format json`,
		Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error { return runSPC(cmd, f, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.improvement, "improvement", "increase", "which way is better: increase, decrease or neutral")
	flags.StringVar(&f.target, "target", "", "`X` to reach, in the unit of the values (0 to 1 for proportions)")
	flags.IntVar(&f.baseline, "baseline", 0, "limits from the first `N` points of each part, 12 or more (default all)")
	flags.StringArrayVar(&f.rebases, "rebase", nil, "`DATE=REASON` of new limits from that day on (repeatable)")
	flags.BoolVar(&f.screen, "screen-outliers", true, "leave outlying moving ranges out of the limits")
	flags.StringVar(&f.twoInThree, "two-in-three", "inside", "inside: a point beyond a limit does not count as near it; beyond: it does")
	flags.StringVar(&f.compat, "compat", "", "plotthedots: do as that R package does, to the letter")
	flags.StringVar(&f.chart, "chart", "", "xmr, pprime or run (default the one that suits)")
	flags.StringVar(&f.out, "out", "", "write picture, words and points into this `DIR`")
	flags.StringVar(&f.dates, "dates", "", "order of dates such as 03/04/2024: dmy or mdy (default what they tell)")
	flags.StringVar(&f.title, "title", "", "what is measured, as `TEXT` on the picture (default the name of the file)")
	flags.StringVar(&f.format, "format", "table", "table, json or csv")
	return cmd
}

// oneFile wants the path of one file.
func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return fault.New(fault.Usage, fmt.Sprintf("one file is charted at a time, and %d are named", len(args)), cmd.CommandPath()+" SERIES.csv")
}

func runSPC(cmd *cobra.Command, f spcFlags, path string) error {
	if err := errors.Join(f.given(cmd.Flags()), f.check()); err != nil {
		return err
	}
	s, err := series.Read(path, f.dates)
	if err != nil {
		return err
	}
	if f.compat == "" {
		s = s.WithGaps()
	}
	o, err := f.options(s, cmd.Flags().Changed("screen-outliers"))
	if err != nil {
		return err
	}
	if slices.ContainsFunc(o.Rebases, func(r evidence.Rebase) bool { return workbook.Harmless(r.Reason) != r.Reason }) {
		s.Notes = append(s.Notes, "the reason of a rebase begins like a formula: an apostrophe is put before it in the CSV")
	}
	charted, err := s.Charted(o)
	if err != nil {
		return fault.New(fault.Usage, path+": "+err.Error(), cmd.CommandPath()+" --help says what the flags take")
	}
	if f.out != "" {
		picture, err := pipeline.DrawSeries(f.out, path, workbook.OneLine(f.title), charted)
		if err != nil {
			return err
		}
		fmt.Fprintf(cmd.ErrOrStderr(), "drawn in %s\n", picture)
	}
	switch f.format {
	case "json":
		return charted.WriteJSON(cmd.OutOrStdout())
	case "csv":
		return charted.WriteCSV(cmd.OutOrStdout())
	}
	return charted.WriteTable(cmd.OutOrStdout())
}

// given refuses flags that are given nothing.
func (f spcFlags) given(flags *pflag.FlagSet) error {
	for name, value := range map[string]string{"target": f.target, "out": f.out, "title": strings.TrimSpace(f.title)} {
		if flags.Changed(name) && value == "" {
			return fault.New(fault.Usage, "--"+name+" is given nothing", "leave it out, or say what it is")
		}
	}
	if flags.Changed("baseline") && f.baseline < evidence.LeastForLimits {
		return fault.New(fault.Usage, fmt.Sprintf("a baseline of %d is too short; it needs %d points or more", f.baseline, evidence.LeastForLimits),
			"leave --baseline out for limits from all points")
	}
	return nil
}

// check refuses words that no flag takes.
func (f spcFlags) check() error {
	for _, w := range []struct {
		flag, given string
		words       []string
	}{
		{"improvement", f.improvement, []string{"increase", "decrease", "neutral"}},
		{"two-in-three", f.twoInThree, []string{"inside", "beyond"}},
		{"compat", f.compat, []string{"", "plotthedots"}},
		{"chart", f.chart, []string{"", "xmr", "pprime", "run"}},
		{"dates", f.dates, []string{"", series.DayFirst, series.MonthFirst}},
		{"format", f.format, []string{"table", "json", "csv"}},
	} {
		if !slices.Contains(w.words, w.given) {
			return fault.New(fault.Usage, fmt.Sprintf("--%s %q is not known", w.flag, w.given),
				"use "+strings.TrimPrefix(strings.Join(w.words, ", "), ", "))
		}
	}
	return nil
}

// options are what the flags ask for of a series.
func (f spcFlags) options(s series.Series, screeningAsked bool) (evidence.ChartOptions, error) {
	o := evidence.ChartOptions{
		Method: evidence.Method(f.chart), Improvement: evidence.Direction(f.improvement), Baseline: f.baseline,
		BeyondIsNear: f.twoInThree == "beyond", PlotTheDots: f.compat != "",
	}
	if o.Method == "" && !o.PlotTheDots {
		o.Method = evidence.Suits(s.Points)
	}
	// Laney's factor is defined without screening.
	o.ScreenOutliers = f.screen && (o.Method != evidence.PPrime || screeningAsked)
	var err error
	if o.Target, err = f.goal(s.Proportions); err != nil {
		return o, err
	}
	for _, text := range f.rebases {
		day, reason, found := strings.Cut(text, "=")
		date, err := config.Date(strings.TrimSpace(day))
		if err != nil || date.IsZero() || !found || strings.TrimSpace(reason) == "" {
			return o, fault.New(fault.Usage, fmt.Sprintf("--rebase %q is not a date and a reason", text),
				"write it as --rebase '2024-04-01=second team'")
		}
		o.Rebases = append(o.Rebases, evidence.Rebase{Date: date, Reason: workbook.OneLine(reason)})
	}
	return o, nil
}

// goal is the target, in the unit of the series.
func (f spcFlags) goal(proportions bool) (*float64, error) {
	if f.target == "" {
		return nil, nil
	}
	target, err := strconv.ParseFloat(f.target, 64)
	if err != nil || math.IsNaN(target) || math.IsInf(target, 0) || strings.ContainsAny(f.target, "_xXpP") {
		return nil, fault.New(fault.Usage, fmt.Sprintf("--target %q is not a number", f.target), "write it in digits, such as 60")
	}
	if proportions && (target < 0 || target > 1) {
		return nil, fault.New(fault.Usage, fmt.Sprintf("--target %s is no proportion, and this series has numerators and denominators", f.target),
			"write 0.6 for 60%")
	}
	return &target, nil
}
