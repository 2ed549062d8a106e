package actionplan

import (
	"strconv"
	"strings"

	"ehcp/pipeline/document"
	"ehcp/pipeline/protect"
)

// quality says what the figures rest on.
func (w writer) quality() document.Section {
	s := document.Section{ID: "data-quality", Heading: "Data quality"}
	q := w.Quality
	caption := "Rows of the extracts: those read are those of the other lines together"
	if !w.Restricted && w.RoundedTo > 0 {
		caption = "Rows of the extracts, rounded as numbers of cases are"
	}
	s.Tables = []document.Table{{
		Caption: caption,
		Columns: []document.Column{{Head: "Rows", Share: 3, Words: true}, {Head: "Number", Share: 1}},
		Rows:    w.accounted(),
	}}
	if q.CompleteFrom != "" {
		s.Items = append(s.Items, document.Item{Label: "Coverage", Text: "The extracts hold every case that was open from " + day(q.CompleteFrom) +
			". " + document.Plain(q.CoverageWhy)})
	}
	s.Items = append(s.Items, w.undated()...)
	if q.Corrections > 0 {
		s.Items = append(s.Items, document.Item{Label: "Corrections", Text: "Entries of the case system were corrected by the council's own list " +
			"before they were counted."})
	}
	for _, caution := range q.Cautions {
		s.Items = append(s.Items, document.Item{Label: "Take care", Text: capital(document.Plain(caution)) + "."})
	}
	for _, u := range w.Unsupported {
		what, more, found := strings.Cut(u.Measure, ": ")
		what = strings.ReplaceAll(what, "_", " ")
		if found {
			what += ", " + more
		}
		s.Items = append(s.Items, document.Item{Label: "Not available", Text: what + ": " + u.why() + "."})
	}
	return s
}

// accounted are the lines of rows. In public the ways not to count a row stand
// together where one of them is a small number, and without a number where even
// all of them are.
func (w writer) accounted() [][]document.Cell {
	q := w.Quality
	line := func(words string, number int64) []document.Cell {
		return []document.Cell{{Text: words}, {Text: w.rowCount(number)}}
	}
	small := func(number int64) bool {
		return !w.Restricted && w.RoundedTo == 0 && number > 0 && number < int64(w.MinimumCount)
	}
	read, counted := line("Read", q.Read), line("Counted", q.Staged)
	left := q.Rejected + q.Repeats + q.Superseded
	switch {
	case small(left) || small(q.Staged):
		hidden := document.Cell{Text: "[c]"}
		return [][]document.Cell{read, {{Text: "Counted"}, hidden}, {{Text: "Not counted: rejected, repeats or superseded"}, hidden}}
	case small(q.Rejected) || small(q.Repeats) || small(q.Superseded):
		return [][]document.Cell{read, counted, line("Not counted: rejected, repeats or superseded", left)}
	}
	return [][]document.Cell{
		read, counted, line("Rejected: they cannot be used", q.Rejected), line("Repeats of another row", q.Repeats),
		line("Superseded by a newer row of the same case", q.Superseded),
	}
}

// rowCount is a number of rows of the extracts: as rounded as the cases are.
func (w writer) rowCount(number int64) string {
	if !w.Restricted && w.RoundedTo > 0 {
		number = protect.Rounded(number, int64(w.RoundedTo))
	}
	return shown(strconv.FormatInt(number, 10), "")
}

// undated are the cases that the figures cannot place, as the tables have them.
func (w writer) undated() []document.Item {
	var items []document.Item
	if row := w.one("timeliness", Row{
		"period_type": "three_months", "period_start": w.latest["period_start"], "breakdown_topic": "All",
	}); w.latest != nil && row != nil && row["undated"] != "0" {
		items = append(items, document.Item{Label: "Plans without a received date", Text: shown(row["undated"], "") + " in " + w.latest["period"] +
			": they are among the plans issued, and never in time."})
	}
	stocks := w.stocks()
	if len(stocks) == 0 {
		return items
	}
	if row := stocks[len(stocks)-1]; row["ended_undated"] != "0" {
		items = append(items, document.Item{Label: "Cases that ended on an unknown day", Text: shown(row["ended_undated"], "") + " by " +
			endOf(row) + ": they are not among the open cases, which they would raise at worst."})
	}
	return items
}
