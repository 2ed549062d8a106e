package actionplan

import (
	"slices"

	"ehcp/pipeline/config"
	"ehcp/pipeline/document"
	"ehcp/pipeline/registry"
)

// letter sets the figures of this run against what the regulator asks, point by
// point, and says what no figure was supplied for. Without the council's own letter
// the points are the sections of this document.
func (w writer) letter() document.Section {
	s := document.Section{ID: "letter", Heading: "What is asked, and what the figures show", Downloads: []string{"summary"}}
	if len(w.Words.Letter) == 0 {
		s.Tables = []document.Table{w.area("Each part of this update, by its leading measure", w.usualAsks())}
	}
	for _, area := range w.Words.Letter {
		s.Tables = append(s.Tables, w.area(document.Plain(area.Area), area.Asks))
	}
	return s
}

// usualAsks are one for each section of the registry that tells of something
// measured, with the measure that leads it.
func (w writer) usualAsks() (asks []config.Ask) {
	for _, r := range registry.Sections() {
		measures := slices.DeleteFunc(slices.Clone(r.Measures), func(name string) bool { return !w.shows(name) })
		if len(measures) > 0 || r.Extract != "" {
			asks = append(asks, config.Ask{Text: r.Heading, Measures: measures[:min(1, len(measures))], Section: r.Name})
		}
	}
	return asks
}

// area is the table of one area of the letter: a row for each measure of what it
// asks.
func (w writer) area(name string, asks []config.Ask) document.Table {
	t := document.Table{Caption: name, Columns: []document.Column{
		{Head: "What is asked", Share: 2.2, Words: true},
		{Head: "Figures that were supplied", Share: 2.2, Words: true},
		{Head: "Baseline", Share: 1},
		{Head: w.latestHead(), Share: 1.2},
		{Head: "Verdict", Share: 1.6, Words: true},
	}}
	for _, ask := range asks {
		for _, answer := range w.answers(ask) {
			t.Rows = append(t.Rows, append([]document.Cell{{Text: document.Plain(ask.Text)}}, answer...))
		}
	}
	return t
}

// latestHead names the newest increment that is over, if there is one.
func (w writer) latestHead() string {
	if w.latest == nil {
		return "Latest"
	}
	return "Latest, " + w.latest["period"]
}

// answers are the cells behind one thing that is asked, a row for each measure.
func (w writer) answers(ask config.Ask) (rows [][]document.Cell) {
	for _, name := range ask.Measures {
		rows = append(rows, w.answer(measure(name)))
	}
	section, hasSection := findSection(ask.Section)
	switch {
	case len(rows) > 0:
		return rows
	case !hasSection:
		return append(rows, said("Figures cannot answer this."))
	case !w.isSupplied(section.Extract):
		return append(rows, notSupplied("", section.Extract))
	case len(w.downloads(section)) == 0:
		return append(rows, said("Not in the version for the public."))
	}
	return append(rows, said("See '"+section.Heading+"'."))
}

func (w writer) answer(m registry.Measure) []document.Cell {
	if table, _ := registry.Find(m.Listed.Table); !w.isSupplied(table.Extract) {
		return notSupplied(m.Label+": ", table.Extract)
	}
	row := w.one("summary", Row{"measure": m.Name})
	if row == nil {
		return said(m.Label + ": not available, for the extracts do not cover a baseline and an increment after it.")
	}
	latest := shown(row["latest"], unitOf(m))
	if row["latest_period"] != "" && row["latest_period"] != w.latest["period"] {
		latest += " (" + row["latest_period"] + ")"
	}
	return []document.Cell{
		{Text: m.Label}, {Text: shown(row["baseline"], unitOf(m))}, {Text: latest}, worded(verdictWords(), row["verdict"]),
	}
}

// isSupplied says whether the run has an extract of a kind; assessments have no name
// here.
func (w writer) isSupplied(extract string) bool {
	return extract == "" || slices.Contains(w.Extracts, extract)
}

func findSection(name string) (registry.Section, bool) {
	sections := registry.Sections()
	i := slices.IndexFunc(sections, func(s registry.Section) bool { return s.Name == name })
	if i < 0 {
		return registry.Section{}, false
	}
	return sections[i], true
}

func notSupplied(what, extract string) []document.Cell {
	return said(capital(what+"no data were supplied") + ". An extract of kind " + extract + " would tell.")
}

// said are the cells of a row that has words and no figure.
func said(words string) []document.Cell {
	nothing := document.Cell{Text: "none", Quiet: true}
	return []document.Cell{{Text: words}, nothing, nothing, {Text: "not judged", Quiet: true}}
}
