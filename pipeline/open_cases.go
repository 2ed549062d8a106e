package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/warehouse"
	"ehcp/pipeline/workbook"
	"ehcp/queries"
)

// mostOpenCases is how many cases the list of open cases holds: more than any
// authority has open, and well below the last row of a worksheet.
const mostOpenCases = 100_000

// notRecorded stands for what an extract does not say, as in the tables.
const notRecorded = "Not recorded"

// daysLeft shows days as what they mean, and is sorted and filtered as a number.
const daysLeft = `0" left";0" over";"last day"`

// caseColumn is a column of the list of open cases.
type caseColumn struct {
	name   string // in queries/publish/open_cases
	needs  string // the extract's column without which it is left out
	column workbook.Column
	means  string
}

// caseColumns are the columns in the order in which they are read: whose case it
// is, what has to be done by when, and what the case is.
func caseColumns() []caseColumn {
	day := func(title string) workbook.Column {
		return workbook.Column{Title: title, Kind: workbook.Day, Width: 14}
	}
	left := func(title string) workbook.Column {
		return workbook.Column{Title: title, Kind: workbook.Number, Format: daysLeft, Width: 13}
	}
	text := func(title string) workbook.Column { return workbook.Column{Title: title} }
	return []caseColumn{
		{"case_id", "", text("Case"), "The extract's id, or a keyed hash where the id was a national one."},
		{"authority_name", "several", text("Authority"), "Whose case it is."},
		{"case_officer", "case_officer", text("Officer"), "As extracted."},
		{"team", "team", text("Team"), "As extracted."},
		{"stage", "", text("Stage"), "Request, assessment, or plan to be issued: drafting, or draft plan sent, where that is known."},
		{"next_step", "", text("Next step"), "What the law asks for next: the decision whether to assess within 6 weeks, " +
			"the decision whether to issue a plan within 16, the final plan within 20 (SI 2014/1530 regulations 5, 10 and 13)."},
		{"next_step_date", "", day("Next step by"), "The last day in time. After an order of the tribunal or what counts as one: " +
			"2, 10 and 14 weeks from it to assess, 11 to make a plan (regulations 42, 44 and 45)."},
		{"days_to_next_step", "", left("Days to next step"), "To the day before; over: days since it. A number: it can be sorted."},
		{"due_date", "", day("Plan due"), "The 20-week day, or the case's own day where mediation or tribunal gave it a new clock."},
		{"days_to_due_date", "", left("Days to plan due"), "To the day before, or since it."},
		{
			"weeks_open", "",
			workbook.Column{Title: "Weeks open", Kind: workbook.Number, Format: workbook.Decimal, Width: 10},
			"Days since the clock started, divided by 7. The clock never pauses.",
		},
		{"awaiting", "awaiting", text("Advice awaited"), "As extracted."},
		{
			"is_exception", "week20_exception",
			workbook.Column{Title: "Exception", Kind: workbook.Truth, Width: 12},
			"Marked as one: regulation 13(3) lets the council take longer than 20 weeks.",
		},
		{"route", "", text("Route"), "Ordinary, mediation or tribunal, moved in, or reopened after a refusal."},
		{"area", "area", text("Area"), "As extracted."},
		{"district", "district", text("District"), "As extracted."},
		{"primary_need", "primary_need", text("Primary need"), "As extracted."},
		{"clock_start", "", day("Clock started"), "Day 0: the day of receipt, or for a case that moved in the day it came."},
		{"due_20_weeks", "", day("20 weeks"), "The last day in time for 20 weeks."},
		{"due_30_weeks", "", day("30 weeks"), "The last day in time for 30 weeks."},
		{"due_52_weeks", "", day("52 weeks"), "The last day in time for 52 weeks."},
	}
}

// writeOpenCases writes the list that a manager opens in the morning. Where no
// column says that a plan was issued or a case closed every case would look open,
// and there is no list.
func (j *job) writeOpenCases(ctx context.Context) (written bool, err error) {
	var hasEnds bool
	if err := j.db.Scan(ctx, "select has_ends from run", &hasEnds); err != nil || !hasEnds {
		return false, err
	}
	if err := j.create(ctx, queries.Model{Path: "publish/open_cases", Form: queries.Bulk},
		fmt.Sprintf("%s limit %d", queries.Text("publish/open_cases"), mostOpenCases)); err != nil {
		return false, err
	}
	about := j.aboutBook(j.edition("casework", nil))
	book, err := workbook.New(about.properties())
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	columns := j.presentCaseColumns(about.authorities)
	about.marking = "OFFICIAL-SENSITIVE: case-level records. Never leaves the council."
	if err := j.listOpenCases(ctx, book, about, columns); err != nil {
		return false, fmt.Errorf("open-cases.xlsx: %w", err)
	}
	if err := about.explain(book, columns); err != nil {
		return false, err
	}
	return true, book.Save(ctx, filepath.Join(j.folder, "casework", "open-cases.xlsx"), 0o600)
}

// presentCaseColumns are those that the extracts can fill.
func (j *job) presentCaseColumns(authorities int) []caseColumn {
	return slices.DeleteFunc(caseColumns(), func(c caseColumn) bool {
		if c.needs == "several" {
			return authorities < 2
		}
		return c.needs != "" && !slices.Contains(j.present(), c.needs)
	})
}

// listOpenCases writes the sheet with the cases. They go from the database to
// the sheet one by one.
func (j *job) listOpenCases(ctx context.Context, book *workbook.Book, about aboutBook, columns []caseColumn) error {
	const sheet = "Open cases"
	said := fmt.Sprintf("Open cases: %d, the one that has waited longest first.", j.openCases)
	if j.openCases > mostOpenCases {
		said = fmt.Sprintf("Open cases: %d, of which this list holds the %d that have waited longest.", j.openCases, mostOpenCases)
	}
	title := about.titled("Open cases")
	if j.openCases == 0 {
		return book.Prose(sheet, title, append(about.top(), workbook.Lines("No case is open.")...))
	}
	names, fitted, err := j.fitCaseColumns(ctx, columns)
	if err != nil {
		return err
	}
	query := "select " + strings.Join(names, ", ") + " from open_cases"
	_, err = book.Table(workbook.Table{
		Sheet: sheet, Name: "open_cases", Title: title, Columns: fitted, Worked: true,
		Lines: append(about.top(), workbook.Line{Text: said}, workbook.Line{Text: "What the columns mean", Sheet: "Columns"}),
		Rows: func(add func([]string) error) error {
			_, err := j.db.EachText(ctx, query, func(row []*string) error { return add(recorded(row)) })
			return err
		},
	})
	return err
}

// fitCaseColumns gives the columns of text the width of the longest text in
// them, which one query finds.
func (j *job) fitCaseColumns(ctx context.Context, columns []caseColumn) (names []string, fitted []workbook.Column, err error) {
	longest := make([]string, len(columns))
	for i, c := range columns {
		names = append(names, c.name)
		said := "coalesce(" + c.name + "::varchar, " + warehouse.Literal(notRecorded) + ")"
		longest[i] = "max_by(" + said + ", length(" + said + "))"
		fitted = append(fitted, c.column)
	}
	_, rows, err := j.db.Text(ctx, "select "+strings.Join(longest, ", ")+" from open_cases")
	if err != nil {
		return nil, nil, err
	}
	for i, c := range workbook.Fit(fitted, [][]string{recorded(rows[0])}) {
		if c.Kind == workbook.Text {
			fitted[i] = c
		}
	}
	return names, fitted, nil
}

// recorded is a row in which what is missing is said to be.
func recorded(row []*string) []string {
	cells := make([]string, len(row))
	for i, cell := range row {
		cells[i] = notRecorded
		if cell != nil && *cell != "" {
			cells[i] = *cell
		}
	}
	return cells
}

// explain says what the columns of the list mean.
func (a aboutBook) explain(book *workbook.Book, columns []caseColumn) error {
	rows := make([][]string, len(columns))
	for i, c := range columns {
		rows[i] = []string{c.column.Title, c.means}
	}
	_, err := book.Table(workbook.Table{
		Sheet: "Columns", Name: "columns", Title: "What the columns mean", Lines: a.top(), Rows: workbook.Given(rows),
		Columns: workbook.Fit([]workbook.Column{{Title: "Column"}, {Title: "What it means", Kind: workbook.Wrapped}}, rows),
	})
	return err
}
