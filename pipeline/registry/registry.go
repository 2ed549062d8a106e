// Package registry is the one list of published tables and their columns. CSV
// headers, metadata, the dictionary, disclosure control and the documents are
// all made from it.
package registry

import "slices"

// Role says what a column is, and so how it is protected and described.
type Role int

// The roles of a column.
const (
	Key         Role = iota // part of a row's identity
	Flag                    // true or false
	Count                   // a number of cases: a cell of disclosure control
	Percent                 // 0 to 100, one decimal: Of over Per
	Bound                   // a limit of the percentage Of/Per, one decimal
	Statistic               // a mean, median or percentile of Of cases, at least Least
	Single                  // describes one child
	Figure                  // worked out from other tables' figures, and hidden with them
	Word                    // what is said of the figures
	Estimate                // 0 to 100, one decimal, but no count over another
	Distinct                // a number of things behind the cases Of, each once: it adds up over nothing
	PerThousand             // Of for every 1,000 people of a column beside it, one decimal
	Given                   // a number that an extract has and that is of no cases: it is not protected
)

// Column is one column of a published table.
type Column struct {
	Name        string
	Role        Role
	Type        string // string, date, boolean, integer or decimal
	Unit        string // children, plans, %, weeks ...
	Label       string
	Description string
	Of, Per     string // numerator and denominator, or the cases behind a statistic
	OfMinus     string // subtracted from Of: the numerator is Of - OfMinus
	PerPlus     string // added to Per: the denominator is Per + PerPlus
	PerIsWider  bool   // the denominator lies within Per and is not published itself
	Least       int    // the fewest cases a public statistic may rest on
}

// Table is one published table.
type Table struct {
	Name           string
	Title          string // what it is about, as a heading
	Grain          string // what one row is
	Description    string
	Source         string
	Columns        []Column
	RestrictedOnly bool
	Dated          bool // one row a date rather than a period
	Judged         bool // made from the other tables' figures rather than from cases
	Compared       bool // made by comparison with earlier runs
	Sort           []string
	File           string // the team's query that makes it; empty of the program's own
	Extract        string // the kind of extract that it is made from, beside assessments
	Beside         string // another kind of extract that it needs too
	IsOpen         bool   // made of figures that are public already: nothing in it is protected
	IsWhole        bool   // a table of other extracts that documents need every row of

	// Sums and Units say what its counts have to do with each other, where
	// protection does not know it of the table: what holds within each row, and
	// what one more of each kind of thing that it counts adds 1 to.
	Sums  []Sum
	Units [][]string
	// Follows is the table whose public counts it repeats: it shows them where that
	// does, and protects by itself what it counts besides.
	Follows string
	// Shown are counts of all cases that are never hidden, as the others follow from them: a kind
	// of period in which one of them is small is not for the public at all.
	Shown []string
}

// Sum says that a count is the sum of others of its row. A part in brackets is of
// no column: it is the difference that a reader can form.
type Sum struct {
	Whole string
	Parts []string
}

// Keys are the columns that identify a row, in the order of the header.
func (t Table) Keys() []Column {
	return slices.DeleteFunc(slices.Clone(t.Columns), func(c Column) bool {
		return c.Role != Key && c.Role != Flag
	})
}

// Measures are the columns that hold figures, in the order of the header.
func (t Table) Measures() []Column {
	return slices.DeleteFunc(slices.Clone(t.Columns), func(c Column) bool {
		return c.Role == Key || c.Role == Flag || c.Role == Word
	})
}

// Described are the columns that identify no row, in the order of the header:
// figures, and the words and flags that are said of them. A flag before the first
// of them describes the period or the date.
func (t Table) Described() []Column {
	var columns []Column
	for _, c := range t.Columns {
		identifies := c.Role == Key && (len(columns) == 0 || slices.Contains(t.Sort, c.Name))
		if !identifies && (c.Role != Flag || len(columns) > 0) {
			columns = append(columns, c)
		}
	}
	return columns
}

// Header gives the names of all columns in order.
func (t Table) Header() []string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	return names
}

// Tables lists every published table in the order of the dictionary.
func Tables() []Table {
	return slices.Concat([]Table{
		fallingDue(), timeliness(), backlog(), flow(), timeToPlan(), requests(), demand(), stageTimes(), dfeTimeliness(),
		spc(), evidenceTable(), summary(), forecast(), revisions(), integrity(),
	}, listed(), []Table{figures()})
}

// Find gives the table of that name.
func Find(name string) (Table, bool) {
	for _, t := range Tables() {
		if t.Name == name {
			return t, true
		}
	}
	return Table{}, false
}
