package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ehcp/pipeline/config"
	"ehcp/pipeline/draw"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/runs"
)

// chartFlags are what the flags of ehcp chart say, before they are checked.
type chartFlags struct {
	by, period, from, to, size, title, out, run, output string
	formats, profiles                                   []string
}

func newChart() *cobra.Command {
	var f chartFlags
	cmd := &cobra.Command{
		Use:   "chart NAME",
		Short: "Draw a chart of a run once more, in another form",
		Long: `Draws a chart from the published tables of a run, with another breakdown, period
type, range, size or format: ` + strings.Join(draw.Names(), ", ") + `.

It reads the tables of one profile and no case, and changes nothing in the run.
Public tables have months for all cases alone; weeks, teams and crosses are in
the restricted ones. What is drawn from restricted tables has -restricted in its
name and is not for publication.

Beside the images stand the chart's alternative text, long description and data.

Exit codes: 0 drawn; 1 failed; 2 a name or a flag is wrong, or there is no run
or no such figure in it.`,
		Example: `  ehcp chart timeliness --period month --from 2023-04-01 --to 2024-12-31
  ehcp chart falling-due --by sex --format png,pdf
  ehcp chart backlog --size 200x110 --title 'Fewer children wait' --output slides`,
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return runChart(cmd, f, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.by, "by", "", "one small chart for each value of this `TOPIC`, such as area or primary-need")
	flags.StringVar(&f.period, "period", "", "`TYPE` of period: "+strings.Join(draw.PeriodTypes(), ", ")+" (default three_months)")
	flags.StringVar(&f.from, "from", "", "periods that begin on this `DATE` or later")
	flags.StringVar(&f.to, "to", "", "periods that begin on this `DATE` or earlier")
	flags.StringSliceVar(&f.formats, "format", []string{"png", "svg"}, "`LIST` of "+strings.Join(draw.Formats(), ", "))
	flags.StringVar(&f.size, "size", "", "width and height in `MM`, such as 160x90 (default the chart's own)")
	flags.StringVar(&f.title, "title", "", "`TEXT` of a headline on the picture, with its subtitle")
	flags.StringSliceVar(&f.profiles, "profile", []string{"public"}, "profiles to draw from: public, restricted")
	flags.StringVar(&f.out, "out", "out", "`DIR` that holds the runs")
	flags.StringVar(&f.run, "run", "", "`ID` of a run (default the latest)")
	flags.StringVar(&f.output, "output", ".", "write into this `FOLDER`")
	return cmd
}

func runChart(cmd *cobra.Command, f chartFlags, name string) error {
	requests, err := f.requests(cmd, name)
	if err != nil {
		return err
	}
	folder, err := runs.Folder(f.out, f.run)
	if err != nil {
		return err
	}
	kept, err := draw.Open(folder)
	if err != nil {
		return err
	}
	pictures := make([]draw.Picture, len(requests))
	for i, r := range requests {
		if pictures[i], err = kept.Redraw(r); err != nil {
			return err
		}
	}
	for i, p := range pictures {
		if err := p.Write(f.output, draw.FileMode(requests[i].Profile)); err != nil {
			return err
		}
		for _, format := range requests[i].Formats {
			fmt.Fprintln(cmd.OutOrStdout(), filepath.Join(f.output, p.Chart.Name+"."+format))
		}
		if requests[i].Profile == draw.Restricted {
			fmt.Fprintln(cmd.ErrOrStderr(), "note: OFFICIAL-SENSITIVE: drawn from restricted tables, not for publication")
		}
	}
	return nil
}

// requests checks the flags and gives one request a profile.
func (f chartFlags) requests(cmd *cobra.Command, name string) ([]draw.Request, error) {
	r := draw.Request{Name: name, By: f.by, Title: strings.TrimSpace(f.title)}
	var err error
	if r.Formats, err = words("format", f.formats, draw.Formats()); err != nil {
		return nil, err
	}
	profiles, err := words("profile", f.profiles, draw.Profiles())
	if err != nil {
		return nil, err
	}
	for _, flag := range []string{"by", "period", "from", "to", "size", "title", "output"} {
		if cmd.Flags().Changed(flag) && strings.TrimSpace(cmd.Flag(flag).Value.String()) == "" {
			return nil, fault.New(fault.Usage, "--"+flag+" is empty", "give it a value, or leave it out")
		}
	}
	if r.Range, err = f.chosenRange(); err != nil {
		return nil, err
	}
	if r.Size, err = sizeOf(f.size); err != nil {
		return nil, err
	}
	var requests []draw.Request
	for _, profile := range profiles {
		r.Profile = profile
		if err := r.Check(); err != nil {
			return nil, err
		}
		requests = append(requests, r)
	}
	return requests, nil
}

// words checks a list of words and leaves each once, in the order of those that are known.
func words(flag string, given, known []string) ([]string, error) {
	for _, word := range given {
		if !slices.Contains(known, word) {
			return nil, fault.New(fault.Usage, fmt.Sprintf("--%s %q is not known", flag, word), "use "+strings.Join(known, ", "))
		}
	}
	if len(given) == 0 {
		return nil, fault.New(fault.Usage, "--"+flag+" is empty", "use "+strings.Join(known, ", "))
	}
	return slices.DeleteFunc(slices.Clone(known), func(word string) bool { return !slices.Contains(given, word) }), nil
}

// chosenRange reads the type and the first days of the periods.
func (f chartFlags) chosenRange() (draw.Range, error) {
	r := draw.Range{PeriodType: strings.ReplaceAll(strings.ToLower(f.period), "-", "_")}
	if f.period != "" && !slices.Contains(draw.PeriodTypes(), r.PeriodType) {
		try := "use " + strings.Join(draw.PeriodTypes(), ", ")
		if near := fault.Nearest(r.PeriodType, draw.PeriodTypes()); near != "" {
			try = fmt.Sprintf("did you mean %s? %s", near, try)
		}
		return r, fault.New(fault.Usage, fmt.Sprintf("--period %q is not known", f.period), try)
	}
	for _, end := range []struct {
		flag, text string
		day        *time.Time
	}{{"from", f.from, &r.From}, {"to", f.to, &r.To}} {
		day, err := config.Date(end.text)
		if err != nil {
			return r, fault.New(fault.Usage, fmt.Sprintf("--%s %q is not a date", end.flag, end.text), "write it as 2024-12-31")
		}
		*end.day = day
	}
	if !r.To.IsZero() && r.To.Before(r.From) {
		return r, fault.New(fault.Usage, fmt.Sprintf("--to %s is before --from %s", f.to, f.from), "exchange them")
	}
	return r, nil
}

// sizeOf reads a width and a height in millimetres.
func sizeOf(text string) (draw.Size, error) {
	if text == "" {
		return draw.Size{}, nil
	}
	var size draw.Size
	width, height, found := strings.Cut(strings.ToLower(text), "x")
	for _, side := range []struct {
		text string
		mm   *float64
	}{{width, &size.Width}, {height, &size.Height}} {
		mm, err := strconv.ParseUint(side.text, 10, 16)
		if err != nil || !found {
			return size, fault.New(fault.Usage, fmt.Sprintf("--size %q is not a width and a height in millimetres", text), "write it as 160x90")
		}
		*side.mm = float64(mm)
	}
	if err := size.Check(); err != nil {
		return size, fault.New(fault.Usage, fmt.Sprintf("--size %s: %s", text, err), "160x90 is the size of a chart in a document")
	}
	return size, nil
}
