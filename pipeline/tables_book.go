package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
	"ehcp/pipeline/workbook"
)

// mostBookRows is how many rows a table in a workbook may have: a longer one is
// for programs, and stays in CSV and Parquet.
const mostBookRows = 20_000

// bookTable is a published table on its way into a workbook.
type bookTable struct {
	registry.Table
	from    string // the rows that a workbook holds, as SQL
	rows    int
	periods bool // other periods and breakdowns are in the CSV alone
	long    bool // figures, or beyond mostBookRows
}

// inBook says whether the table has a sheet.
func (t bookTable) inBook() bool { return t.rows > 0 && !t.long }

// tablesBook lays an edition's published tables out as a workbook, which is still
// to be saved. Tables are read and laid out one by one: each may have 20,000
// rows.
func (j *job) tablesBook(ctx context.Context, e *edition) (_ *workbook.Book, err error) {
	tables, err := j.bookTables(ctx, e)
	if err != nil {
		return nil, err
	}
	about := j.aboutBook(e)
	book, err := workbook.New(about.properties())
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("tables.xlsx of the %s profile: %w", e.profile, err), book.Close())
		}
	}()
	if err := errors.Join(about.cover(book), about.contents(book, tables), about.notes(book, tables)); err != nil {
		return book, err
	}
	for _, t := range tables {
		if !t.inBook() {
			continue
		}
		rows, err := j.bookRows(ctx, e, t)
		if err != nil {
			return book, err
		}
		if err := about.table(book, t, rows); err != nil {
			return book, err
		}
	}
	return book, nil
}

// saveBook writes a workbook beside the edition's tables.
func (j *job) saveBook(ctx context.Context, book *workbook.Book, e *edition) error {
	return errors.Join(book.Save(ctx, filepath.Join(e.folder, "tables.xlsx"), 0o644), book.Close())
}

// bookTables are the tables of an edition with the rows that a workbook holds.
func (j *job) bookTables(ctx context.Context, e *edition) ([]bookTable, error) {
	var tables []bookTable
	for _, table := range j.tables() {
		if e.profile == publicProfile && table.RestrictedOnly {
			continue
		}
		t := bookTable{Table: table}
		if t.long = table.Name == "figures"; !t.long {
			t.from, t.periods = j.bookFilter(e, table)
			if err := j.db.Scan(ctx, "select count(*) from ("+t.from+")", &t.rows); err != nil {
				return nil, fmt.Errorf("count the rows of %s: %w", table.Name, err)
			}
			t.long = t.rows > mostBookRows
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// bookFilter selects the increments and calendar years of a table, for All and
// for first-level topics, in its order. Tables that have one kind of period are
// whole.
func (j *job) bookFilter(e *edition, t registry.Table) (from string, filtered bool) {
	from = "select * from " + e.from(t.Name)
	hasPeriods := t.Dated || slices.Contains(t.Header(), "period_type")
	if t.Judged || !hasPeriods || t.Name == "time_to_plan" {
		return from, false
	}
	if t.Dated {
		from += " where (is_increment_end::boolean or as_at::date = (select as_at from run)" +
			" or (month(as_at::date) = 12 and day(as_at::date) = 31))"
	} else {
		from += " where period_type in ('three_months', 'calendar_year')"
	}
	for _, cross := range j.o.Config.Breakdowns.Crosses {
		from += " and breakdown_topic <> " + warehouse.Literal(crossName(cross))
	}
	return from, true
}

// bookRows are a table's rows as its CSV has them, with a mark in brackets in
// every cell that has no figure.
func (j *job) bookRows(ctx context.Context, e *edition, t bookTable) ([][]string, error) {
	_, rows, err := j.db.Text(ctx, t.from)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", t.Name, err)
	}
	marks := j.judgedMarks(e, t.Table)
	marked := make([][]string, len(rows))
	for i, row := range rows {
		said := marks.of(row)
		marked[i] = make([]string, len(row))
		for k, c := range t.Columns {
			switch {
			case row[k] == nil || *row[k] == "":
				marked[i][k] = emptyMark(c, said, k)
			case c.Role != registry.Key && isMark(*row[k]):
				marked[i][k] = "[" + *row[k] + "]"
				if words := j.saidInBook(e.profile, t, row, c.Name); words != "" {
					marked[i][k] = words
				}
			default:
				marked[i][k] = *row[k]
			}
		}
	}
	return marked, nil
}

// saidInBook gives the words for a count that is hidden in a row.
func (j *job) saidInBook(profile string, t bookTable, row []*string, column string) string {
	if profile != publicProfile {
		return ""
	}
	return j.saidOf(t.Name, column, func(name string) string {
		if i := slices.Index(t.Header(), name); i >= 0 && row[i] != nil {
			return *row[i]
		}
		return ""
	})
}

func isMark(text string) bool { return text == "c" || text == "x" || text == "z" }

// emptyMark says why a cell is empty: a table that was judged knows; of the
// others a word is not said where none applies, and a figure or a name is not
// available.
func emptyMark(c registry.Column, said []string, place int) string {
	switch {
	case place < len(said) && said[place] != "":
		return "[" + said[place] + "]"
	case c.Role == registry.Word:
		return "[z]"
	}
	return "[x]"
}

// marksOf are the marks of a judged table's rows by the cells that identify
// them: the restricted tables themselves leave such cells empty.
type marksOf struct {
	places []int
	rows   map[string][]string
}

func (j *job) judgedMarks(e *edition, t registry.Table) marksOf {
	m := marksOf{rows: map[string][]string{}}
	if !t.Judged || e.profile == publicProfile {
		return m
	}
	for i, name := range t.Header() {
		for _, key := range t.Sort {
			if key == name {
				m.places = append(m.places, i)
			}
		}
	}
	for authority, rows := range j.judged[t.Name] {
		if e.authority != nil && authority != e.authority.code {
			continue
		}
		for _, row := range rows {
			key := make([]string, len(m.places))
			for i, place := range m.places {
				key[i] = row.Cells[place].Text
			}
			m.rows[strings.Join(key, "\n")] = row.Marks()
		}
	}
	return m
}

// of gives the marks of a row as it is published.
func (m marksOf) of(row []*string) []string {
	key := make([]string, len(m.places))
	for i, place := range m.places {
		if row[place] != nil {
			key[i] = *row[place]
		}
	}
	return m.rows[strings.Join(key, "\n")]
}
