package extract

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ehcp/pipeline/extract/sen2"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// sampleBytes is how much of a file is looked at for its header and the
// length of its lines.
const sampleBytes = 1 << 18

// sampleRows is how many rows are looked at to guess what columns mean.
const sampleRows = 400

// delimiters are those that part cells, the most usual first.
func delimiters() []rune { return []rune{',', ';', '\t', '|'} }

// csvFile is lines of text whose cells are parted by a delimiter.
type csvFile struct {
	delimiter  rune
	headerLine int  // from 1, a line break inside a quotation counted
	headerRow  int  // from 1, as a spreadsheet shows it
	begins     int  // bytes of the text above the header
	isQuoted   bool // above the header stands a quotation mark
	line       int  // bytes of a typical line
	passed     passed
}

func (*csvFile) keepsLines() bool { return false }

func (*csvFile) isReturn() bool { return false }

// open finds the delimiter and the header, and settles which columns are read.
func (c *csvFile) open(ctx context.Context, s *Source) error {
	head, err := s.head()
	if err != nil {
		return err
	}
	if err := s.looksLikeText(head); err != nil {
		return err
	}
	header, rest := c.findHeader(s, head)
	if header == nil {
		return fault.New(fault.Extract, s.Path+" has no header line that can be read as CSV",
			"the first line must name the columns, with commas between them")
	}
	if err := c.findPassed(ctx, s); err != nil {
		return err
	}
	if s.module = sen2.NewTags().Module(header); s.module != "" {
		return c.checkCells(ctx, s) // Join puts it together with the others
	}
	if len(head) < sampleBytes && len(bytes.Trim(rest, " \r\n\""+string(c.delimiter))) == 0 {
		return s.NoRows()
	}
	if err := c.checkCells(ctx, s); err != nil {
		return err
	}
	if s.entry.Sheet != "" {
		s.Notes = append(s.Notes, s.Name()+" is no workbook: sheet: has no effect on it")
	}
	c.line = len(rest) / max(1, bytes.Count(rest, []byte("\n")))
	return s.mapColumns(header)
}

// findHeader gives the header and what comes after it, by the delimiter and
// the row that name most columns.
func (c *csvFile) findHeader(s *Source, head []byte) (header []string, rest []byte) {
	most := -1
	for _, delimiter := range delimiters() {
		if given := delimiterOf(s.entry.Delimiter); given != 0 && given != delimiter {
			continue
		}
		found := firstRows(head, delimiter)
		rows := make([][]string, len(found))
		for i, row := range found {
			rows[i] = row.cells
		}
		place, known := s.findHeader(rows)
		if s.entry.HeaderRow > 0 {
			place = headerAt(found, s.entry.HeaderRow)
		}
		if place < 0 {
			continue
		}
		// The delimiter that parts more cells is the likelier one.
		if score := 100*known + len(rows[place]); score > most {
			most, header, rest = score, rows[place], head[found[place].end:]
			c.delimiter, c.headerLine, c.headerRow, c.begins = delimiter, found[place].line, found[place].number, found[place].begin
			s.sample = slices.DeleteFunc(rows[place+1:], func(cells []string) bool { return cells == nil })
		}
	}
	c.isQuoted = bytes.IndexByte(head[:c.begins], '"') >= 0
	return header, rest
}

// textRow is a row of a text: its cells, nil where a quotation mark stands in
// the wrong place; the line it begins on and its number as a spreadsheet shows
// it, both from 1; the places of its first byte and behind its last.
type textRow struct {
	cells      []string
	line       int
	number     int
	begin, end int
}

// headerAt is the place of the row that the configuration means, by its line or
// else by its number, or -1.
func headerAt(rows []textRow, given int) int {
	if place := slices.IndexFunc(rows, func(row textRow) bool { return row.line == given && row.cells != nil }); place >= 0 {
		return place
	}
	return slices.IndexFunc(rows, func(row textRow) bool { return row.number == given && row.cells != nil })
}

// firstRows are the first rows of a text.
func firstRows(head []byte, delimiter rune) (rows []textRow) {
	reader := csv.NewReader(bytes.NewReader(head))
	reader.FieldsPerRecord, reader.Comma = -1, delimiter
	number, line, end := 0, 0, 0 // of the row before: its number, last line and end
	for len(rows) < sampleRows {
		cells, err := reader.Read()
		var stray *csv.ParseError
		if err != nil && !errors.As(err, &stray) {
			return rows
		}
		row := textRow{cells: cells, end: min(int(reader.InputOffset()), len(head))}
		if stray != nil {
			row.cells, row.line = nil, stray.StartLine
		} else {
			row.line, _ = reader.FieldPos(0)
		}
		blank := row.line - line - 1
		row.number, row.begin = number+blank+1, afterLines(head, end, blank)
		number, line, end = row.number, line+bytes.Count(head[end:row.end], []byte{'\n'}), row.end
		rows = append(rows, row)
	}
	return rows
}

// afterLines is the place behind so many lines of a text from a place on.
func afterLines(text []byte, place, lines int) int {
	for range lines {
		place += bytes.IndexByte(text[place:], '\n') + 1
	}
	return place
}

// delimiterOf is the delimiter that a configured word stands for, or 0.
func delimiterOf(word string) rune {
	if word == "tab" {
		return '\t'
	}
	r, _ := utf8.DecodeRuneInString(word)
	if word == "" {
		return 0
	}
	return r
}

// looksLikeText refuses what is not lines of text, such as a picture under
// another name, before any of it is shown.
func (s *Source) looksLikeText(head []byte) error {
	first, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte("\n"))
	if !utf8.Valid(first) || bytes.ContainsFunc(first, func(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\r' }) {
		return fault.New(fault.Extract, s.Path+" is not text", "save it as CSV, or as a workbook (.xlsx)")
	}
	if bytes.Contains(bytes.TrimRight(first, "\r"), []byte("\r")) {
		return fault.New(fault.Extract, s.Path+" ends its lines with a carriage return alone", "save it with LF or CRLF line ends")
	}
	return nil
}

// head is the start of the file as UTF-8, unpacked.
func (s *Source) head() (_ []byte, err error) {
	file, err := s.open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	head, err := io.ReadAll(io.LimitReader(s.decoded(file), sampleBytes))
	if err != nil {
		return nil, fault.Wrap(fault.Extract, err, s.Path+" cannot be unpacked", "the file is cut short or damaged")
	}
	return bytes.TrimPrefix(head, []byte("\ufeff")), nil
}

// deliver selects the rows where they stand, if DuckDB reads them there as they
// are: it takes UTF-8 alone, and one kind of line end, that of the first in the
// file, and above the header quotation marks would join lines.
func (c *csvFile) deliver(ctx context.Context, s *Source, into Target, take func(text string) error) error {
	path, packed, above := s.Path, s.packed, c.headerLine-1
	if s.Encoding != utf8Text || c.isQuoted || (s.windowsEnds > 0 && s.windowsEnds < s.lineEnds) {
		copied, err := s.copyText(ctx, fmt.Sprintf("extract_%d.csv", into.ID), int64(c.begins))
		if err != nil {
			return err
		}
		path, packed, above, s.RowsAbove = copied, false, 0, int64(c.headerRow-1)
	}
	var cells typed
	if into.Typed {
		cells, _ = s.typed()
	}
	from := c.rows(s, path, packed, above, cells)
	if c.passed.parts {
		columns := make([]string, len(s.header))
		for i := range columns {
			columns[i] = fileColumn(i)
		}
		from += " where trim(concat(" + strings.Join(columns, ", ") + ")) <> ''"
	}
	return take(s.selectText(into.ID, "(select *, null::varchar as error_cell from "+from+")", cells))
}

// NoRows refuses an extract that has a header alone.
func (s *Source) NoRows() error {
	return fault.New(fault.Extract, s.Path+" has a header and no rows", "make the extract again")
}

// rows is the table function that reads the file, as text but for the cells that
// are typed. Every batch should
// fill one of DuckDB's row groups of 122,880 rows and not run over it, or the
// table is rewritten at the checkpoint at half the price of the load.
func (c *csvFile) rows(s *Source, path string, packed bool, above int, cells typed) string {
	const batch, longest = 118_000, 2 << 20
	columns := make([]string, len(s.header))
	for i := range s.header {
		columns[i] = warehouse.Literal(fileColumn(i)) + ": " + warehouse.Literal(cmp.Or(cells.types[fileColumn(i)], "varchar"))
	}
	format := ""
	if cells.format != "" {
		format = ", dateformat = " + warehouse.Literal(cells.format)
	}
	compression := "none"
	if packed {
		compression = "gzip"
	}
	line := max(longest, int(s.longest)+1)
	buffer := max(min(c.line*batch, 32<<20), line)
	path, delimiter := warehouse.Literal(literalPattern(path)), warehouse.Literal(string(c.delimiter))
	return fmt.Sprintf("read_csv(%s, header = true, auto_detect = false, delim = %s, quote = '\"', escape = '\"', "+
		"compression = '%s', skip = %d, columns = {%s}, store_rejects = true, rejects_table = 'unread_lines', rejects_scan = 'unread_scans', "+
		"max_line_size = %d, buffer_size = %d%s)", path, delimiter, compression, above,
		strings.Join(columns, ", "), line, buffer, format)
}

// literalPattern makes DuckDB take a path for a file and not for a pattern.
func literalPattern(path string) string {
	return strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(path)
}
