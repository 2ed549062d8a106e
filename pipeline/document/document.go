// Package document is a report as plain values, and its two forms: one web page
// that needs nothing besides itself, and a Word document. Both say the same.
package document

import "strconv"

// Document is a whole report.
type Document struct {
	Title    string
	Council  string
	AsAt     string   // in words: 31 December 2024
	Marking  string   // on every page of what may not be published; empty otherwise
	Readers  string   // who may read it
	Note     string   // such as Invented data; may be empty
	Logo     *Logo    // may be nil
	Opening  []string // paragraphs before the first section
	Sections []Section
	Source   string // where the figures come from
	// Icons are the SVG elements that cells name: decoration beside words.
	Icons map[string]string
}

// Logo is the council's picture. Its name in words is the council's.
type Logo struct {
	Type    string // image/png or image/jpeg
	Content []byte
	Width   int // pixels
	Height  int
}

// Section is a part under a heading. Its parts are read in the order of the fields.
type Section struct {
	ID          string // unique in the document: small letters, digits and hyphens
	Heading     string
	Lead        string // what it says, in one go
	Paragraphs  []string
	Points      []string // a list of short lines
	Commentary  []string // the council's own words
	Missing     []string // what is not shown, and why
	Figures     []Figure
	Tables      []Table
	Items       []Item // what else there is to say, as a list
	Definitions []Item
	Notes       []Item   // that hold here, by label and ID; their text stands elsewhere
	Downloads   []string // names of published tables
	Sections    []Section
}

// Item is a text under a short label, which may be empty. ID is for those that
// notes refer to.
type Item struct{ Label, Text, ID string }

// Figure is a chart with its words.
type Figure struct {
	Number   int
	Name     string // of the chart's files
	Headline string
	Subtitle string
	Alt      string
	SVG      string                 // one svg element whose ids are unique in the document
	PNG      func() ([]byte, error) // of the same
}

// Table is a table whose first column names its rows.
type Table struct {
	Number  int
	ID      string // unique in the document
	Caption string
	Columns []Column
	Rows    [][]Cell
	Notes   []string // beneath it
	Short   bool     // the names of its rows are: none is broken over lines
}

// Column is one column of a table.
type Column struct {
	Head  string
	Share float64 // of the width on paper; 0 counts as 1
	Words bool    // words are set to the left, numbers to the right
}

// Cell is a text, with the name of an icon before it or none. Quiet is for words
// that stand for no figure.
type Cell struct {
	Text, Icon string
	Quiet      bool
}

// Number gives every figure and table its number, in reading order.
func (d *Document) Number() {
	figures, tables := 0, 0
	for i := range d.Sections {
		d.Sections[i].number(&figures, &tables)
	}
}

// IsWide says that a table does not fit a telephone: it is moved under the finger.
func (t Table) IsWide() bool { return len(t.Columns) > 4 }

// Widths are the columns' shares of the width, in whole per cent.
func (t Table) Widths() []int {
	total := 0.0
	widths := make([]int, len(t.Columns))
	for _, c := range t.Columns {
		total += max(c.Share, 1)
	}
	for i, c := range t.Columns {
		widths[i] = int(100*max(c.Share, 1)/total + 0.5)
	}
	return widths
}

// IsWhole says that a table is kept on one page: it has few rows.
func (t Table) IsWhole() bool { return len(t.Rows) <= mostWhole }

// mostWhole is the most rows that a table has if no page break parts it.
const mostWhole = 13

func (s *Section) number(figures, tables *int) {
	for i := range s.Figures {
		*figures++
		s.Figures[i].Number = *figures
	}
	for i := range s.Tables {
		*tables++
		s.Tables[i].Number = *tables
		s.Tables[i].ID = "table-" + strconv.Itoa(*tables)
	}
	for i := range s.Sections {
		s.Sections[i].number(figures, tables)
	}
}
