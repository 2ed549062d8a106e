// Package actionplan makes the action-plan update out of one profile's
// published tables and charts: every figure in it is a cell of a published
// table, every sentence of a figure one of the table evidence.
package actionplan

import (
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/document"
)

// Row is one row of a published table by the names of its columns, as its CSV
// has it.
type Row map[string]string

// Facts are all that an action-plan update is made of.
type Facts struct {
	Restricted   bool // aggregates with small numbers
	Council      string
	Note         string
	Readers      string // who may read this version
	AsAt         time.Time
	Hash         string // of the inputs, in short
	MinimumCount int    // the smallest number shown in public
	Headline     int    // the same of all cases together, where it is lower; else MinimumCount
	RoundedTo    int    // what numbers are rounded to in public; 0 where they are hidden
	Words        config.Documents
	Targets      []config.Target
	Tables       map[string][]Row // All for every increment and year; other topics for the newest increment and date
	Extracts     []string         // kinds that the run has beside assessments
	Topics       []string         // breakdowns that are not crosses, All left out
	Charts       []Chart
	NotDrawn     map[string]string // chart: why there is none
	Unsupported  []Unsupported
	Quality      Quality
	Before       *Before // nil where no earlier run was taken account of
	NoHistory    bool    // as asked for
	Icons        map[string]string
}

// Chart is a chart of this profile.
type Chart struct {
	Name, Headline, Subtitle, Alt string
	SVG                           string
	PNG                           func() ([]byte, error)
}

// Unsupported is what the extracts cannot tell, and the columns that it needs.
type Unsupported struct {
	Measure string
	Columns []string
}

// why says it in words.
func (u Unsupported) why() string {
	return "it needs " + strings.Join(u.Columns, " and ") + ", which no extract has"
}

// Quality says how good the extracts are.
type Quality struct {
	Read, Staged, Rejected, Repeats, Superseded int64
	CompleteFrom                                string // ISO
	CoverageWhy                                 string
	Cautions                                    []string // what a reader of the figures should know
	Corrections                                 int64    // of the case system's rows, by the council's own list; 0 is none
}

// Before is the earlier run that this one is held against.
type Before struct {
	AsAt              time.Time
	Hash              string
	Read              int64 // 0 where it is not on record
	SameConfiguration bool
	SameVersion       bool
	Evidence          []Row // its table of the same profile; empty where it is no longer there
}

// Make writes the document.
func Make(f Facts) document.Document {
	w := writer{Facts: f, latest: latestOf(f.Tables["evidence"], f.Tables["timeliness"], f.Tables["falling_due"])}
	title := document.Plain(f.Words.Title)
	if title == "" {
		title = "Education, health and care needs assessments: action-plan update"
	}
	d := document.Document{
		Title: title, Council: document.Plain(f.Council), AsAt: longDay(f.AsAt), Readers: f.Readers,
		Note: strings.TrimSuffix(document.Plain(f.Note), "."), Logo: logoOf(f.Words.Picture), Source: w.source(), Icons: f.Icons,
		Opening: document.Paragraphs(f.Words.Introduction),
	}
	if f.Restricted {
		d.Marking = "OFFICIAL-SENSITIVE"
	}
	if len(d.Opening) == 0 {
		d.Opening = []string{opening}
	}
	d.Sections = append(d.Sections, w.summary(), w.letter())
	if len(w.planned()) > 0 {
		d.Sections = append(d.Sections, w.milestones())
	}
	d.Sections = append(d.Sections, w.measured()...)
	d.Sections = append(d.Sections, w.quality(), w.changes(), w.reading(), w.notes())
	d.Number()
	return d
}

// writer holds what all sections need.
type writer struct {
	Facts
	latest Row // keys of the newest increment that is over; nil where none is
}

// latestOf gives the newest three-month row of the first table that has one
// that is over.
func latestOf(tables ...[]Row) Row {
	for _, rows := range tables {
		var newest Row
		for _, row := range rows {
			if row["period_type"] == "three_months" && row["is_complete"] == "true" && row["period_start"] > newest["period_start"] {
				newest = row
			}
		}
		if newest != nil {
			return newest
		}
	}
	return nil
}

// rows are a table's rows of these cells, in their order.
func (w writer) rows(table string, cells Row) []Row {
	var kept []Row
	for _, row := range w.Tables[table] {
		if matches(row, cells) {
			kept = append(kept, row)
		}
	}
	return kept
}

func matches(row, cells Row) bool {
	for column, value := range cells {
		if row[column] != value {
			return false
		}
	}
	return true
}

// one is the first row of these cells; nil where there is none.
func (w writer) one(table string, cells Row) Row {
	if rows := w.rows(table, cells); len(rows) > 0 {
		return rows[0]
	}
	return nil
}

// shows says whether a measure is among those that the configuration asks for.
func (w writer) shows(measure string) bool {
	return len(w.Words.Measures) == 0 || slices.Contains(w.Words.Measures, measure)
}
