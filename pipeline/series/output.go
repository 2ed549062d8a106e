package series

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"ehcp/pipeline/evidence"
)

// Charted is a series with its control chart.
type Charted struct {
	Series  Series
	Chart   evidence.ControlChart
	Options evidence.ChartOptions
	// decimals are the most that a value of the series has, up to 4 from its first
	// digit on.
	decimals int
}

// Charted works out the control chart of the series. It fails for options that
// do not fit.
func (s Series) Charted(o evidence.ChartOptions) (Charted, error) {
	chart, err := evidence.Chart(s.Points, o)
	if err != nil {
		return Charted{}, err
	}
	most, largest, decimals := 4, 0.0, 0
	for _, p := range s.Points {
		largest = max(largest, math.Abs(p.Value))
	}
	if largest > 0 { // as many more as stand between the point and the first digit
		most += max(0, int(-math.Log10(largest)))
	}
	for _, p := range s.Points {
		if _, after, found := strings.Cut(exact(p.Value, p.Known), "."); found {
			decimals = min(most, max(decimals, len(after)))
		}
	}
	return Charted{Series: s, Chart: chart, Options: o, decimals: decimals}, nil
}

// object is a chart as JSON has it.
type object struct {
	Points    []point            `json:"points"`
	Variation evidence.Variation `json:"variation"`
	Assurance evidence.Assurance `json:"assurance"`
	Warnings  []string           `json:"warnings"`
}

// point is a point as JSON has it, unrounded.
type point struct {
	Date    string             `json:"date"`
	Value   *float64           `json:"value"`
	Mean    *float64           `json:"mean"`
	Lower   *float64           `json:"lower"`
	Upper   *float64           `json:"upper"`
	Rule    evidence.Rule      `json:"rule"`
	Type    evidence.Variation `json:"type"`
	Segment int                `json:"segment"`
}

// optional is nil for what is not there.
func optional(value float64, there bool) *float64 {
	if !there {
		return nil
	}
	return &value
}

// Warnings are what was made of the file and what the chart is not good for.
func (c Charted) Warnings() []string {
	return append(append([]string{}, c.Series.Notes...), c.Chart.Warnings...)
}

// WriteJSON writes one object, its numbers unrounded and null where there is none.
func (c Charted) WriteJSON(w io.Writer) error {
	o := object{Points: []point{}, Variation: c.Chart.Variation, Assurance: c.Chart.Assurance, Warnings: c.Warnings()}
	for _, p := range c.Chart.Points {
		o.Points = append(o.Points, point{
			Date: p.Date.Format(time.DateOnly), Value: optional(p.Value, p.Known), Mean: optional(p.Mean, p.HasMean),
			Lower: optional(p.Lower, p.HasLimits), Upper: optional(p.Upper, p.HasLimits),
			Rule: p.Rule, Type: p.Type, Segment: p.Segment,
		})
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(o)
}

// WriteCSV writes the points, one a row, with what JSON has of them.
func (c Charted) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	err := out.Write([]string{"date", "value", "mean", "lower", "upper", "rule", "type", "segment"})
	for _, p := range c.Chart.Points {
		err = errors.Join(err, out.Write([]string{
			p.Date.Format(time.DateOnly), exact(p.Value, p.Known), exact(p.Mean, p.HasMean),
			exact(p.Lower, p.HasLimits), exact(p.Upper, p.HasLimits), string(p.Rule), string(p.Type), strconv.Itoa(p.Segment),
		}))
	}
	out.Flush()
	return errors.Join(err, out.Error())
}

// exact writes a number with every digit, or nothing.
func exact(value float64, there bool) string {
	if !there {
		return ""
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

// WriteTable writes a table to read, then what the chart says in sentences.
func (c Charted) WriteTable(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "DATE\tVALUE\t%s\tLOWER\tUPPER\tRULE\tTYPE\n", strings.ToUpper(c.centreName()))
	for i, p := range c.Chart.Points {
		cells := []string{
			p.Date.Format(time.DateOnly), c.shown(p.Value, p.Known), c.line(p.Mean, p.HasMean),
			c.line(p.Lower, p.HasLimits), c.line(p.Upper, p.HasLimits), "", "", "",
		}
		if i > 0 && p.Segment != c.Chart.Points[i-1].Segment {
			cells[7] = "rebased: " + c.Chart.Segments[p.Segment].Reason
		}
		if p.Rule != evidence.NoRule {
			cells[5], cells[6] = string(p.Rule), string(p.Type)
		}
		fmt.Fprintln(table, strings.TrimRight(strings.Join(cells, "\t"), "\t"))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%s\n", c.Method())
	for _, sentence := range c.Sentences() {
		fmt.Fprintln(w, sentence)
	}
	for _, warning := range c.Warnings() {
		fmt.Fprintf(w, "note: %s\n", warning)
	}
	return nil
}

func (c Charted) centreName() string {
	if c.Chart.Method == evidence.RunChart {
		return "median"
	}
	return "mean"
}

// Sentences say what the chart shows.
func (c Charted) Sentences() []string {
	return c.Chart.Sentences(c.Options, func(value float64) string { return c.line(value, true) })
}

// Remarks say in sentences how the lines were drawn, and what the chart is not good
// for.
func (c Charted) Remarks() []string {
	said := []string{c.Method()}
	for _, w := range c.Warnings() {
		said = append(said, strings.ToUpper(w[:1])+w[1:]+".")
	}
	return said
}

// Method says in a sentence how the lines were drawn.
func (c Charted) Method() string {
	screening := "with every moving range"
	if c.Options.ScreenOutliers {
		screening = "with outlying moving ranges left out"
	}
	switch c.Chart.Method {
	case evidence.RunChart:
		return "Run chart: the median, without limits; rules of Anhoej."
	case evidence.P:
		return "P chart: the mean and 3 binomial standard deviations."
	case evidence.PPrime:
		return "P-prime chart (Laney): the mean and 3 binomial standard deviations, " +
			c.sigmas() + ", " + screening + "; rules of Making Data Count" + c.version()
	case evidence.XmR:
	}
	return "XmR chart: the mean and 2.66 mean moving ranges, " + screening + "; rules of Making Data Count" + c.version()
}

// version says which form of two in three was used.
func (c Charted) version() string {
	switch {
	case c.Options.PlotTheDots:
		return ", as NHSRplotthedots 0.2.2 has them."
	case c.Options.BeyondIsNear:
		return "; in two of three, a point beyond a limit counts as near it."
	}
	return "; in two of three, a point beyond a limit does not count as near it."
}

// sigmas gives Laney's factor of each segment.
func (c Charted) sigmas() string {
	var list []string
	for _, s := range c.Chart.Segments {
		if s.SigmaZ > 0 {
			list = append(list, strconv.FormatFloat(s.SigmaZ, 'f', 2, 64))
		}
	}
	if len(list) == 0 {
		return "sigma z not available"
	}
	return "times sigma z of " + strings.Join(list, ", ")
}

// shown writes a value for people: a proportion as a percentage, another with
// as many decimals as the file's values have.
func (c Charted) shown(value float64, there bool) string {
	switch {
	case !there:
		return "-"
	case c.Series.Proportions:
		const hair = 1e-9                                           // what a division leaves behind does not decide it
		return rounded(math.Floor(1000*value+0.5+hair)/10, 1) + "%" // half up, as all published percentages are
	}
	return rounded(value, c.decimals)
}

// rounded writes a number with so many decimals, and 0 without a sign.
func rounded(value float64, decimals int) string {
	text := strconv.FormatFloat(value, 'f', decimals, 64)
	if strings.Trim(text, "-0.") == "" {
		return strings.TrimPrefix(text, "-")
	}
	return text
}

// line writes a mean or a limit, of whole numbers with one decimal.
func (c Charted) line(value float64, there bool) string {
	if !there || c.Series.Proportions || c.decimals > 0 {
		return c.shown(value, there)
	}
	return strings.TrimSuffix(rounded(value, 1), ".0")
}
