package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

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
		if c.isToTheRight() && !s.table.Worked { // where the filter's button would hide it
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
