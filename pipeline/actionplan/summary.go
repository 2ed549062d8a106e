package actionplan

import (
	"strings"

	"ehcp/pipeline/document"
	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
)

// summary is the table that boards use, under what the charts say in a line each.
func (w writer) summary() document.Section {
	s := document.Section{ID: "summary", Heading: "Summary", Downloads: []string{"summary"}}
	for _, section := range registry.Sections() {
		// A headline without a finding names what the chart is split by.
		if chart, found := w.chart(section.Chart); found && !strings.Contains(chart.Headline, ", by ") {
			s.Points = append(s.Points, document.Plain(chart.Headline)+".")
		}
	}
	s.Figures = w.figures("summary")
	rows := w.summaryRows()
	if w.latest == nil || len(rows) == 0 {
		s.Missing = append(s.Missing, "The summary table is not available: "+w.whyUnjudged()+".")
		return s
	}
	usual := usualBaseline(rows)
	t := document.Table{
		Caption: "Where each measure stands, " + w.latest["period"] + "; open cases at its end",
		Columns: []document.Column{
			{Head: "Measure", Share: 3, Words: true},
			{Head: "Baseline, " + usual, Share: 1.2},
			{Head: "Target and day", Share: 1.2},
			{Head: w.previous(), Share: 1.1},
			{Head: "Latest, " + w.latest["period"], Share: 1.1},
			{Head: "Variation", Share: 1.2, Words: true},
			{Head: "Assurance", Share: 1.2, Words: true},
			{Head: "Verdict", Share: 2.2, Words: true},
		},
	}
	for _, row := range rows {
		t.Rows = append(t.Rows, w.summaryRow(row, usual))
	}
	t.Notes = []string{"What variation, assurance and verdict mean is said under 'How to read it'. A measure without a target has no assurance; " +
		"one of which neither way is better has no verdict; open cases have no variation."}
	s.Tables = append(s.Tables, t)
	return s
}

// summaryRows are the rows of the measures shown, in the order of reading.
func (w writer) summaryRows() []Row {
	var rows []Row
	for _, m := range registry.Measures() {
		if row := w.one("summary", Row{"measure": m.Name}); row != nil && w.shows(m.Name) {
			rows = append(rows, row)
		}
	}
	return rows
}

// usualBaseline is the baseline that most measures have: the others, which
// could not be counted for all of it, say their own.
func usualBaseline(rows []Row) (usual string) {
	times := map[string]int{}
	for _, row := range rows {
		period := row["baseline_period"]
		times[period]++
		if times[period] > times[usual] || usual == "" {
			usual = period
		}
	}
	return usual
}

func (w writer) summaryRow(row Row, usual string) []document.Cell {
	m := measure(row["measure"])
	unit := unitOf(m)
	target := document.Cell{Text: "none set", Quiet: true}
	if isNumber(row["target"]) {
		target = document.Cell{Text: shown(row["target"], unit)}
		if row["target_date"] != "" {
			target.Text += " by " + day(row["target_date"])
		}
	}
	latest := document.Cell{Text: shown(row["latest"], unit)}
	if row["latest_period"] != "" && row["latest_period"] != w.latest["period"] {
		latest.Text += " (" + row["latest_period"] + ")"
	}
	baseline := document.Cell{Text: shown(row["baseline"], unit)}
	if isNumber(row["baseline"]) && row["baseline_period"] != usual {
		baseline.Text += " (" + row["baseline_period"] + ")"
	}
	variation, assurance := worded(variationWords(), row["variation"]), worded(assuranceWords(), row["assurance"])
	variation.Icon, assurance.Icon = iconOf(m, row["variation"]), row["assurance"]
	return []document.Cell{
		{Text: m.Label},
		baseline,
		target,
		{Text: shown(row["previous"], unit)},
		latest,
		variation, assurance, worded(verdictWords(), row["verdict"]),
	}
}

// worded is a judgement in words; one that has none of ours stays as it is.
func worded(words map[string]string, judged string) document.Cell {
	switch {
	case judged == "":
		return document.Cell{Text: "not judged", Quiet: true}
	case words[judged] != "":
		return document.Cell{Text: words[judged]}
	}
	return document.Cell{Text: shown(strings.ReplaceAll(judged, "_", " "), "")}
}

// previous names the increment before the latest.
func (w writer) previous() string {
	var before Row
	for _, row := range w.Tables["evidence"] {
		if row["period_type"] == "three_months" && row["period_start"] < w.latest["period_start"] && row["period_start"] > before["period_start"] {
			before = row
		}
	}
	if before == nil {
		return "Previous"
	}
	return "Previous, " + before["period"]
}

// measure is the measure of that name.
func measure(name string) registry.Measure {
	for _, m := range registry.Measures() {
		if m.Name == name {
			return m
		}
	}
	return registry.Measure{Name: name, Label: name}
}

// iconOf names the sign of a variation: the same word has another arrow where
// lower is better.
func iconOf(m registry.Measure, variation string) string {
	high := variation == "neutral_high" || (variation == "improvement") == (m.Direction == evidence.Increase)
	if variation == "common_cause" || variation == "neutral_low" {
		high = false
	}
	return IconName(variation, high)
}

// IconName is the name by which Facts.Icons has a sign of variation.
func IconName(variation string, high bool) string {
	if high {
		return variation + "_up"
	}
	return variation
}

func variationWords() map[string]string {
	return map[string]string{
		"common_cause": "as usual", "improvement": "better than usual", "concern": "worse than usual",
		"neutral_high": "unusually high", "neutral_low": "unusually low",
	}
}

func assuranceWords() map[string]string {
	return map[string]string{ //nolint:gosec // To pass is to meet a target.
		"consistent_pass": "reliably met", "consistent_fail": "not in reach", "inconsistent": "met by chance",
	}
}

func verdictWords() map[string]string {
	return map[string]string{
		"too_early_to_say": "too early to say", "no_evidence_of_change": "no evidence of change", "improving": "improving",
		"improved": "improved, not yet sustained", "sustained": "improved and sustained", "worse": "worse",
	}
}
