package actionplan

import (
	"fmt"
	"strings"
	"time"

	"ehcp/pipeline/document"
	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
)

// hiddenSeries says why the public sees no chart of a series.
const hiddenSeries = "The chart is not shown: a small number of people is hidden among the figures, and could be worked out from its mean and limits."

// otherSeries lists the figures that others supply, then shows each with its chart.
func (w writer) otherSeries(s *document.Section) {
	summary := w.rows("other_series_summary", nil)
	s.Tables = []document.Table{w.seriesTable(summary)}
	for i, row := range summary {
		s.Sections = append(s.Sections, w.oneSeries(fmt.Sprintf("%s-%d", s.ID, i+1), row))
	}
}

// seriesTable has a row for each series: who supplies it, and where it stands.
func (w writer) seriesTable(summary []Row) document.Table {
	t := document.Table{
		Caption: "Series that others supply, and what their newest figures show",
		Columns: []document.Column{
			{Head: "Series", Share: 2.3, Words: true},
			{Head: "Supplied by", Share: 1.6, Words: true},
			{Head: "How often", Share: 1.1, Words: true},
			{Head: "Newest figure", Share: 1.6, Words: true},
			{Head: "Target"},
			{Head: "Variation", Share: 1.4, Words: true},
		},
	}
	for _, row := range summary {
		supplier := document.Cell{Text: document.Plain(row["supplied_by"])}
		if supplier.Text == "" {
			supplier = document.Cell{Text: "not said", Quiet: true}
		}
		target := document.Cell{Text: "none set", Quiet: true}
		if isNumber(row["target"]) {
			target = document.Cell{Text: inUnit(row, row["target"])}
		}
		variation := worded(variationWords(), row["variation"])
		variation.Quiet = variation.Quiet || isHidden(row["variation"])
		variation.Icon = iconOf(registry.Measure{Direction: evidence.Direction(row["direction"])}, row["variation"])
		t.Rows = append(t.Rows, []document.Cell{
			{Text: document.Plain(row["series"])}, supplier, {Text: row["how_often"]}, {Text: newestOf(row)}, target, variation,
		})
	}
	return t
}

// newestOf is the newest figure with its date, and that it is late.
func newestOf(row Row) string {
	if row["newest_date"] == "" || isHidden(row["newest_date"]) {
		return "none yet"
	}
	said := inUnit(row, row["latest"]) + " (" + dateOf(row, row["newest_date"]) + ")"
	if row["is_late"] == "true" {
		said += ", late"
	}
	return said
}

// inUnit writes a figure of a series in its unit. Money has its sign before it.
func inUnit(row Row, cell string) string {
	unit := document.Plain(row["unit"])
	switch {
	case !isNumber(cell) || unit == "":
		return written(cell, "", false)
	case unit == "%":
		return written(cell, "%", true)
	case unit == "£":
		return unit + written(cell, "", false)
	}
	return written(cell, " "+unit, false)
}

// dateOf is a date of a series: the month, where it has one figure a month, and
// the quarter that it begins.
func dateOf(row Row, iso string) string {
	at, err := time.Parse(time.DateOnly, iso)
	switch {
	case err == nil && row["how_often"] == "monthly":
		return at.Format("January 2006")
	case err == nil && row["how_often"] == "quarterly" && at.Day() == 1:
		return at.Format("Jan") + " to " + at.AddDate(0, 2, 0).Format("Jan 2006")
	}
	return day(iso)
}

// oneSeries is the part of one series.
func (w writer) oneSeries(id string, row Row) document.Section {
	s := document.Section{
		ID: id, Heading: document.Plain(row["series"]), Lead: document.Plain(row["sentence"]), Paragraphs: []string{suppliedWords(row)},
	}
	isHidden := isHidden(row["sentence"])
	if isHidden {
		s.Lead, s.Missing = "", []string{hiddenSeries}
	}
	if picture := row["picture"]; picture != "" && !isHidden {
		if s.Figures = w.figures(picture); len(s.Figures) == 0 {
			s.Missing = append(s.Missing, "The chart is not available: "+w.whyNotDrawn(picture)+".")
		}
	}
	columns := []column{{head: "Figure", name: "shown", words: true}}
	if row["unit"] == "%" {
		columns = append(columns, column{head: "Numerator", name: "numerator"}, column{head: "Denominator", name: "denominator"})
	}
	if !isHidden {
		columns = append(columns, column{head: "Signal", name: "signal", words: true})
	}
	t := table("The newest figures of "+document.Plain(row["series"]), "Date", func(r Row) string { return r["day"] }, w.pointsOf(row), columns...)
	if hasFigures(t) {
		s.Tables = []document.Table{newest(t)}
	}
	if notes := document.Plain(row["notes"]); notes != "" && !isHidden {
		s.Items = []document.Item{{Label: "How the chart was drawn", Text: notes}}
	}
	return s
}

// pointsOf are the points of a series in words.
func (w writer) pointsOf(row Row) []Row {
	signals := map[string]string{
		"outside": "outside a limit", "trend": "in a trend of 7", "two_in_three": "two of three near a limit", "shift": "in a run on one side",
	}
	var points []Row
	for _, p := range w.rows("other_series", Row{"series": row["series"], "authority_code": row["authority_code"]}) {
		said := Row{
			"day": dateOf(row, p["date"]), "shown": inUnit(row, p["value"]), "numerator": p["numerator"], "denominator": p["denominator"],
			"signal": "none",
		}
		if words := signals[p["rule"]]; words != "" {
			said["signal"] = map[string]string{"improvement": "better: ", "concern": "worse: "}[p["type"]] + words
		}
		if p["is_complete"] == "false" {
			said["day"] += " (not over, provisional)"
		}
		if p["chart"] == "none" || p["rule"] == "" {
			said["signal"] = "not judged"
		}
		points = append(points, said)
	}
	return points
}

// suppliedWords say who supplies a series, how often, and whether it is late.
func suppliedWords(row Row) string {
	supplier := document.Plain(row["supplied_by"])
	if supplier == "" {
		supplier = "a supplier that is not named"
	}
	often := row["how_often"]
	if often == "uneven" {
		often = "at uneven dates, or too few to tell how often"
	}
	said := fmt.Sprintf("Supplied by %s, %s.", supplier, often)
	if isNumber(row["figures"]) && row["figures"] != "0" {
		said += fmt.Sprintf(" Newest figure: %s.", strings.TrimSuffix(newestOf(row), ", late"))
	}
	if row["is_late"] == "true" {
		said += " It is late: a newer one should have come by the as-at day."
	}
	if row["missing"] != "0" && isNumber(row["missing"]) {
		said += fmt.Sprintf(" Dates without a figure: %s.", row["missing"])
	}
	return said + map[string]string{"increase": " Higher is better.", "decrease": " Lower is better."}[row["direction"]]
}
