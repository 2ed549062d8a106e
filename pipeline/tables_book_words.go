package pipeline

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/workbook"
)

// aboutBook is what the sheets of a workbook say of the run.
type aboutBook struct {
	council     string // empty where none was given
	authorities int
	asAt        time.Time
	profile     string
	marking     string // stands on every sheet; empty for the public
	note        string // of the council, such as Invented data
	inputs      string // the beginning of their hash
	minimum     int
	headline    int    // the smallest count of all cases that is shown
	rounded     string // what rounding does; empty where counts are hidden
	readers     string // who may read it
	scratch     string
}

func (j *job) aboutBook(e *edition) aboutBook {
	about := aboutBook{
		council: e.council, authorities: len(j.authorities), asAt: j.asAt, profile: e.profile, note: j.o.Config.Council.Note,
		inputs: j.manifest.InputsHash[:8], minimum: int(j.o.Config.Disclosure.MinimumCount), scratch: j.scratch,
		headline: int(j.o.Config.Disclosure.HeadlineMinimumCount),
		readers:  strings.TrimSpace(j.readmes()[e.profile]),
	}
	if e.authority != nil {
		about.authorities = 1
	}
	if d := j.o.Config.Disclosure; e.profile == publicProfile && d.IsRounded() {
		about.rounded = protect.RoundedWords(int(d.RoundTo))
	}
	if e.profile == restrictedProfile {
		about.marking = "OFFICIAL-SENSITIVE. Small counts are shown: for the Department by a secure route, not for publication."
	}
	return about
}

const bookTitle = "Education, health and care needs assessments: timeliness and backlog"

func (a aboutBook) properties() workbook.Properties {
	p := workbook.Properties{Title: a.titled(bookTitle), Creator: "ehcp", Day: a.asAt, Scratch: a.scratch}
	if a.council != "" {
		p.Creator = a.council
	}
	return p
}

// titled is a title with whom and which day it is about.
func (a aboutBook) titled(title string) string {
	if a.authorities > 1 {
		title += fmt.Sprintf(", %d authorities", a.authorities)
	} else if a.council != "" {
		title += ", " + a.council
	}
	return title + ", as at " + a.asAt.Format("2 January 2006")
}

// top is what every sheet says first: how it may be used, and what it is not.
func (a aboutBook) top() []workbook.Line {
	var lines []workbook.Line
	if a.marking != "" {
		lines = append(lines, workbook.Line{Text: a.marking})
	}
	if a.note != "" {
		lines = append(lines, workbook.Line{Text: strings.TrimSuffix(a.note, ".") + "."})
	}
	return lines
}

// cover says what the workbook is and how to read it.
func (a aboutBook) cover(book *workbook.Book) error {
	lines := a.top()
	add := func(heading string, texts ...string) {
		lines = append(lines, workbook.Line{Text: heading, Heading: true})
		lines = append(lines, workbook.Lines(texts...)...)
	}
	add("What this workbook holds",
		"How long requests for an education, health and care needs assessment have taken or are waiting, against 20, 30 and 52 weeks.",
		"Each table is as in the CSV file of the same name beside this workbook, for three-month increments and calendar years. "+
			"Other periods, and breakdowns by two things at once, are in the CSV files alone.")
	if a.authorities > 1 {
		lines = append(lines, workbook.Lines("The figures are of several authorities, each by itself; nothing is added across them.")...)
	}
	add("How to read it",
		"The published 20-week rate counts the plans issued in a period. It falls while old cases are cleared and rises when they "+
			"are left to wait. Read timeliness beside falling_due and backlog.",
		"A cell without a figure has a mark in brackets, which the Notes sheet explains. No cell of a table is empty.")
	add("Who may read it", a.readers)
	add("Source", "Case records as extracted, as at the end of "+a.asAt.Format("2 January 2006")+". Inputs "+a.inputs+".")
	return book.Prose("Cover", a.titled(bookTitle), lines)
}

// contents lists the tables with links to their sheets, and says of those that
// have none where they are.
func (a aboutBook) contents(book *workbook.Book, tables []bookTable) error {
	var rows [][]string
	var links []string
	add := func(sheet, title, rowCount, where string, linked bool) {
		rows = append(rows, []string{sheet, title, rowCount, where})
		if !linked {
			sheet = ""
		}
		links = append(links, sheet)
	}
	add("Cover", "What this workbook holds and how to read it", "[z]", "In this workbook", true)
	add("Notes", "Marks, notes and what every column means", "[z]", "In this workbook", true)
	for _, t := range tables {
		switch {
		case t.Name == "figures":
			add(t.Name, t.Title, "[x]", "In tables/figures.csv and tables/figures.parquet alone: it repeats the other tables for programs", false)
		case t.long:
			add(t.Name, t.Title, strconv.Itoa(t.rows), fmt.Sprintf("In tables/%s.csv alone, for it has over %d rows here; "+
				"tables/figures.parquet has its figures too", t.Name, mostBookRows), false)
		case t.rows == 0:
			add(t.Name, t.Title, "0", "Not in this workbook, for it has no rows: the extracts hold nothing for it", false)
		default:
			add(t.Name, t.Title, strconv.Itoa(t.rows), "In this workbook", true)
		}
	}
	columns := workbook.Fit([]workbook.Column{
		{Title: "Sheet"},
		{Title: "What it shows", Kind: workbook.Wrapped},
		{Title: "Rows", Kind: workbook.Number},
		{Title: "Where it is", Kind: workbook.Wrapped},
	}, rows)
	lines := append(a.top(), workbook.Lines("This worksheet contains one table. The first column links to the sheets.",
		"[x]: not counted. [z]: not a table.")...)
	_, err := book.Table(workbook.Table{
		Sheet: "Contents", Name: "contents", Title: "Contents", Lines: lines,
		Columns: columns, Rows: workbook.Given(rows), Links: links,
	})
	return err
}

// table writes one published table under its name.
func (a aboutBook) table(book *workbook.Book, t bookTable, rows [][]string) error {
	columns := make([]workbook.Column, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = workbook.Column{Title: c.Label}
		switch {
		case c.Type == "integer":
			columns[i].Kind, columns[i].Format = workbook.Number, workbook.Whole
		case c.Type == "decimal":
			columns[i].Kind, columns[i].Format = workbook.Number, workbook.Decimal
		case c.Type == "number":
			columns[i].Kind = workbook.Number
		case c.Type == "date":
			columns[i].Kind = workbook.Day
		case c.Type == "boolean":
			columns[i].Kind = workbook.Truth
		case c.Role == registry.Word:
			columns[i].Kind = workbook.Wrapped
		}
	}
	_, err := book.Table(workbook.Table{
		Sheet: t.Name, Name: t.Name, Title: a.titled(t.Title), Lines: a.lines(t, rows),
		Columns: workbook.Fit(columns, rows), Rows: workbook.Given(rows),
	})
	return err
}

// lines are what stands above a table: one sentence a line, since they run over
// the columns.
func (a aboutBook) lines(t bookTable, rows [][]string) []workbook.Line {
	lines := append(a.top(), workbook.Lines(fmt.Sprintf("This worksheet contains one table: %s.", t.Grain))...)
	lines = append(lines, workbook.Lines(oneEach(t.Description)...)...)
	if t.periods {
		held := "It holds increments and calendar years"
		if t.Dated {
			held = "It holds the ends of increments and calendar years, and the as-at date"
		}
		lines = append(lines, workbook.Line{Text: held + "; tables/" + t.Name + ".csv has the rest."})
	}
	if a.rounded != "" {
		lines = append(lines, workbook.Lines(oneEach(a.rounded)...)...)
	}
	for _, m := range a.marks() {
		if slices.ContainsFunc(rows, func(row []string) bool { return slices.Contains(row, m[0]) }) {
			lines = append(lines, workbook.Line{Text: m[0] + ": " + m[1]})
		}
	}
	return append(lines, workbook.Line{Text: "Source: " + t.Source},
		workbook.Line{Text: "Notes: what every column means", Sheet: "Notes"},
		workbook.Line{Text: "Back to the contents", Sheet: "Contents"})
}

// oneEach parts a text into its sentences.
func oneEach(text string) []string {
	parts := strings.SplitAfter(text, ". ")
	for i, part := range parts {
		parts[i] = strings.TrimSpace(part)
	}
	return parts
}
