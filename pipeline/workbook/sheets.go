package workbook

import (
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Line is one line of a sheet. One that leads to a sheet is a link to it.
type Line struct {
	Text    string
	Heading bool
	Sheet   string
}

// Lines are lines of plain text.
func Lines(texts ...string) []Line {
	lines := make([]Line, len(texts))
	for i, text := range texts {
		lines[i].Text = text
	}
	return lines
}

// Prose adds a sheet of text in one column.
func (b *Book) Prose(name, title string, lines []Line) error {
	if err := b.addSheet(name, widestProse); err != nil {
		return err
	}
	if err := b.setLines(name, title, lines, b.styles.prose); err != nil {
		return err
	}
	if err := b.file.SetColWidth(name, "A", "A", widestProse+10); err != nil {
		return err
	}
	for i, line := range lines {
		if err := b.file.SetRowHeight(name, i+2, height(linesIn(line.Text, widestProse+10))+4); err != nil {
			return err
		}
	}
	return b.file.SetRowHeight(name, 1, 26)
}

// setLines writes a title and lines beneath it, none of them a formula.
func (b *Book) setLines(sheet, title string, lines []Line, look int) error {
	if err := errors.Join(b.file.SetCellStr(sheet, "A1", Harmless(title)),
		b.file.SetCellStyle(sheet, "A1", "A1", b.styles.title)); err != nil {
		return err
	}
	for i, line := range lines {
		cell := fmt.Sprintf("A%d", i+2)
		style := look
		switch {
		case line.Heading:
			style = b.styles.heading
		case line.Sheet != "":
			style = b.styles.link
			if err := b.file.SetCellHyperLink(sheet, cell, place(line.Sheet), "Location"); err != nil {
				return err
			}
		}
		if err := errors.Join(b.file.SetCellStr(sheet, cell, Harmless(line.Text)),
			b.file.SetCellStyle(sheet, cell, cell, style)); err != nil {
			return err
		}
	}
	return nil
}

// place is where a link to a sheet leads.
func place(sheet string) string {
	return "'" + strings.ReplaceAll(sheet, "'", "''") + "'!A1"
}

// Table is a sheet with one table.
type Table struct {
	Sheet   string // its name
	Name    string // of the table for programs: letters, digits and underscores
	Title   string // the first line of the sheet
	Lines   []Line // what a reader should know before the table
	Columns []Column
	// Rows hands over each row; every cell of it says something. Marks are in
	// brackets.
	Rows  func(add func(cells []string) error) error
	Links []string // by row, the sheet that its first cell leads to
	// Worked marks a sheet to work with rather than to read: its header stays in
	// sight, with the first column, and can be filtered by.
	Worked bool
}

// Given are rows that are all there.
func Given(rows [][]string) func(add func([]string) error) error {
	return func(add func([]string) error) error {
		for _, row := range rows {
			if err := add(row); err != nil {
				return err
			}
		}
		return nil
	}
}

// Table adds a sheet with a table and gives its number of rows. A table without
// rows is an error: its sheet would say nothing.
func (b *Book) Table(t Table) (rows int, err error) {
	wide := 0.0
	for _, c := range t.Columns {
		wide += c.Width
	}
	if err := b.addSheet(t.Sheet, wide); err != nil {
		return 0, err
	}
	s, err := b.beginTable(t)
	if err != nil {
		return 0, fmt.Errorf("sheet %s: %w", t.Sheet, err)
	}
	if err := t.Rows(s.add); err != nil {
		return 0, fmt.Errorf("sheet %s: %w", t.Sheet, err)
	}
	if s.row == s.header {
		return 0, fmt.Errorf("sheet %s: the table has no rows", t.Sheet)
	}
	return s.row - s.header, s.end()
}

// sheet is a table's sheet while it is written.
type sheet struct {
	book   *Book
	table  Table
	stream *excelize.StreamWriter
	looks  []int
	header int // the row that it stands in
	row    int // the last one written
	cells  []any
}

// beginTable writes what stands above the table, and its header.
func (b *Book) beginTable(t Table) (*sheet, error) {
	s := &sheet{book: b, table: t, header: len(t.Lines) + 2, cells: make([]any, len(t.Columns))}
	if err := s.link(); err != nil {
		return nil, err
	}
	var err error
	if s.stream, err = b.file.NewStreamWriter(t.Sheet); err != nil {
		return nil, err
	}
	for i, c := range t.Columns {
		look, err := b.look(c)
		if err != nil {
			return nil, err
		}
		s.looks = append(s.looks, look)
		if err := s.stream.SetColWidth(i+1, i+1, c.Width); err != nil {
			return nil, err
		}
	}
	if t.Worked {
		corner, err := excelize.CoordinatesToCellName(2, s.header+1)
		if err != nil {
			return nil, err
		}
		if err := s.stream.SetPanes(&excelize.Panes{
			Freeze: true, XSplit: 1, YSplit: s.header, TopLeftCell: corner, ActivePane: "bottomRight",
		}); err != nil {
			return nil, err
		}
	}
	return s, s.begin()
}

// link makes the links of the sheet, which a stream cannot.
func (s *sheet) link() error {
	for i, line := range s.table.Lines {
		if line.Sheet == "" {
			continue
		}
		if err := s.book.file.SetCellHyperLink(s.table.Sheet, fmt.Sprintf("A%d", i+2), place(line.Sheet), "Location"); err != nil {
			return err
		}
	}
	for i, to := range s.table.Links {
		if to == "" {
			continue
		}
		if err := s.book.file.SetCellHyperLink(s.table.Sheet, fmt.Sprintf("A%d", s.header+1+i), place(to), "Location"); err != nil {
			return err
		}
	}
	return nil
}

// begin writes the title, the lines and the header.
func (s *sheet) begin() error {
	look := s.book.styles
	if err := s.stream.SetRow("A1", []any{excelize.Cell{StyleID: look.title, Value: Harmless(s.table.Title)}},
		excelize.RowOpts{Height: 24}); err != nil {
		return err
	}
	for i, line := range s.table.Lines {
		style := look.line
		if line.Sheet != "" {
			style = look.link
		}
		if err := s.stream.SetRow(fmt.Sprintf("A%d", i+2), []any{excelize.Cell{StyleID: style, Value: Harmless(line.Text)}}); err != nil {
			return err
		}
	}
	for i, c := range s.table.Columns {
		style := look.header
		if c.isToTheRight() {
			style = look.headerRight
		}
		s.cells[i] = excelize.Cell{StyleID: style, Value: Harmless(c.Title)}
	}
	s.row = s.header
	return s.stream.SetRow(fmt.Sprintf("A%d", s.header), s.cells, excelize.RowOpts{Height: headerHeight(s.table.Columns)})
}

// add writes one row.
func (s *sheet) add(row []string) error {
	if len(row) != len(s.cells) {
		return fmt.Errorf("a row has %d cells, want %d", len(row), len(s.cells))
	}
	for i, c := range s.table.Columns {
		if row[i] == "" {
			return fmt.Errorf("%s is empty in row %d", c.Title, s.row-s.header+1)
		}
		cell := c.valued(row[i], s.looks[i], s.book.styles.mark)
		if at := s.row - s.header; i == 0 && at < len(s.table.Links) && s.table.Links[at] != "" {
			cell.StyleID = s.book.styles.link
		}
		s.cells[i] = cell
	}
	s.row++
	return s.stream.SetRow(fmt.Sprintf("A%d", s.row), s.cells, excelize.RowOpts{Height: rowHeight(s.table.Columns, row)})
}
