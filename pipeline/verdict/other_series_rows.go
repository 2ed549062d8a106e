package verdict

import (
	"strconv"
	"strings"
	"time"

	"ehcp/pipeline/evidence"
)

// Rows are the rows of the tables other_series and other_series_summary, as at the
// end of a day.
func (o OtherSeries) Rows(asAt time.Time, b Baseline, sparing Sparing) (points []Row, summary Row) {
	c := o.chart(asAt, b, sparing)
	hides := c.hidesAny()
	for _, p := range c.charted.Chart.Points {
		points = append(points, c.row(p, hides))
	}
	for _, p := range c.uncharted() {
		points = append(points, c.uncounted(p, asAt))
	}
	return points, c.summary(asAt, hides)
}

// keys open a row.
func (o OtherSeries) keys() []Cell {
	return []Cell{word(o.AuthorityCode), word(o.AuthorityName), word(o.Name)}
}

// uncharted are the points that stand in no chart: all of them where there is none.
func (c otherChart) uncharted() []OtherPoint {
	if c.why == "" {
		return c.open
	}
	all := make([]OtherPoint, len(c.Points))
	for i, p := range c.Points {
		all[i] = c.points[p.Date]
	}
	return all
}

// row is a point of the chart. Its lines and what they show rest on every point.
func (c otherChart) row(p evidence.ChartPoint, hides bool) Row {
	line := func(value float64, there bool) Cell {
		return Cell{Text: digits(c.charted.Drawn(value, there)), Mark: notAvailable, small: hides}
	}
	said := func(text string) Cell {
		if !p.Known {
			return word("")
		}
		return Cell{Text: text, small: hides}
	}
	cells := append(c.keys(), word(p.Date.Format(time.DateOnly)), word("true"))
	cells = append(append(cells, c.figures(c.points[p.Date])...), word(string(c.charted.Chart.Method)),
		line(p.Mean, p.HasMean), line(p.Lower, p.HasLimits), line(p.Upper, p.HasLimits),
		said(string(p.Rule)), said(string(p.Type)), word(c.points[p.Date].Rebase))
	return Row{Cells: cells}
}

// uncounted is a point that is not charted.
func (c otherChart) uncounted(p OtherPoint, asAt time.Time) Row {
	cells := append(c.keys(), word(p.Date.Format(time.DateOnly)), word(strconv.FormatBool(!c.pace.End(p.Date).After(asAt))))
	return Row{Cells: append(append(cells, c.figures(p)...), word("none"),
		none(notAvailable), none(notAvailable), none(notAvailable), word(""), word(""), word(p.Rebase))}
}

// figures are value, numerator and denominator of a point.
func (c otherChart) figures(p OtherPoint) []Cell {
	small := c.isHidden(p)
	value, part, whole := none(notAvailable), none(notAvailable), none(notAvailable)
	if known := c.evidence(p); known.Known {
		value = Cell{Text: c.shown(known.Value), small: small}
	}
	if !c.isShare {
		return []Cell{value, none(notApplicable), none(notApplicable)}
	}
	if p.isShare() {
		part = Cell{Text: strconv.FormatInt(*p.Part, 10), small: small}
		whole = Cell{Text: strconv.FormatInt(*p.Whole, 10), small: small}
	}
	return []Cell{value, part, whole}
}

// shown is a value with all its digits, and a share as a percentage with one.
func (c otherChart) shown(value float64) string {
	if c.isShare {
		return oneDecimal(100 * value)
	}
	return digits(strconv.FormatFloat(value, 'f', -1, 64))
}

// digits writes a number as the run's database does, with one decimal at least.
func digits(number string) string {
	if number == "" || strings.Contains(number, ".") {
		return number
	}
	return number + ".0"
}

// summary says what the series shows.
func (c otherChart) summary(asAt time.Time, hides bool) Row {
	var first, newest evidence.ChartPoint
	figures := 0
	for _, p := range c.charted.Chart.Points {
		if !p.Known {
			continue
		}
		if figures++; figures == 1 {
			first = p
		}
		newest = p
	}
	date := func(day time.Time) Cell {
		if figures == 0 {
			return none(notAvailable)
		}
		return word(day.Format(time.DateOnly))
	}
	latest, unit := none(notAvailable), c.Unit
	if figures > 0 {
		latest = c.figures(c.points[newest.Date])[0]
	}
	if c.isShare {
		unit = "%"
	}
	late := figures > 0 && c.pace.IsLate(newest.Date, asAt)
	return Row{Cells: append(c.keys(), append([]Cell{
		word(unit), word(string(c.Better)), word(c.SuppliedBy), word(c.pace.Words()), date(first.Date), date(newest.Date),
		word(strconv.FormatBool(late)), word(strconv.Itoa(figures)), word(strconv.Itoa(len(c.charted.Chart.Points) - figures)), latest,
	}, c.said(hides)...)...)}
}

// said is what the chart says: from chart to picture.
func (c otherChart) said(hides bool) []Cell {
	target := none(notApplicable)
	if c.target() != nil {
		target = word(digits(strconv.FormatFloat(*c.Target, 'f', -1, 64)))
	}
	if c.why != "" {
		return []Cell{word("none"), word(""), target, word(""), word("false"), word(""), word(c.why), word("")}
	}
	chart := c.charted.Chart
	guarded := func(text string) Cell { return Cell{Text: text, small: hides} }
	return []Cell{
		word(string(chart.Method)), guarded(string(chart.Variation)), target, guarded(string(chart.Assurance)),
		word(strconv.FormatBool(chart.Segments[len(chart.Segments)-1].Trial)),
		guarded(strings.Join(c.charted.Sentences(), " ")), guarded(strings.Join(c.charted.Remarks(), " ")), guarded(c.Picture),
	}
}
