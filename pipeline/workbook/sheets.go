package workbook

import (
	"errors"
	"fmt"
	"slices"
	"strings"
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
	t.Columns = slices.Clone(t.Columns)
	for i := range t.Columns {
		if t.Worked {
			t.Columns[i].Width += filterButton
		}
		wide += t.Columns[i].Width
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
