package extract

import (
	"bytes"
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
	headerLine int // from 1
	line       int // bytes of a typical line
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
	if s.module = sen2.NewTags().Module(header); s.module != "" {
		return c.checkCells(ctx, s) // Join puts it together with the others
	}
	if len(bytes.TrimSpace(rest)) == 0 {
		return fault.New(fault.Extract, s.Path+" has a header and no rows", "make the extract again")
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
		rows, lines, ends := firstRows(head, delimiter)
		place, known := s.findHeader(rows)
		if s.entry.HeaderRow > 0 {
			place = slices.Index(lines, s.entry.HeaderRow)
		}
		if place < 0 {
			continue
		}
		// The delimiter that parts more cells is the likelier one.
		if score := 100*known + len(rows[place]); score > most {
			most, header, rest = score, rows[place], head[ends[place]:]
			c.delimiter, c.headerLine, s.sample = delimiter, lines[place], rows[place+1:]
		}
	}
	return header, rest
}

// firstRows are the first rows of a text, the line on which each begins and
// the place behind it.
func firstRows(head []byte, delimiter rune) (rows [][]string, lines, ends []int) {
	reader := csv.NewReader(bytes.NewReader(head))
	reader.FieldsPerRecord, reader.Comma = -1, delimiter
	for len(rows) < sampleRows {
		row, err := reader.Read()
		if err != nil {
			return rows, lines, ends
		}
		line, _ := reader.FieldPos(0)
		rows, lines, ends = append(rows, row), append(lines, line), append(ends, min(int(reader.InputOffset()), len(head)))
	}
	return rows, lines, ends
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

// deliver selects the rows where they stand; text in another encoding is copied
// first, which DuckDB reads in UTF-8 alone.
func (c *csvFile) deliver(ctx context.Context, s *Source, into Target, take func(text string) error) error {
	path, packed := s.Path, s.packed
	if s.Encoding != utf8Text {
		copied, err := s.copyDecoded(ctx, fmt.Sprintf("extract_%d.csv", into.ID))
		if err != nil {
			return err
		}
		path, packed = copied, false
	}
	return take(s.selectText(into.ID, "(select *, null::varchar as error_cell from "+c.rows(s, path, packed)+")"))
}

// rows is the table function that reads the file as text. Every batch should
// fill one of DuckDB's row groups of 122,880 rows and not run over it, or the
// table is rewritten at the checkpoint at half the price of the load.
func (c *csvFile) rows(s *Source, path string, packed bool) string {
	const batch, longest = 118_000, 2 << 20
	columns := make([]string, len(s.header))
	for i := range s.header {
		columns[i] = warehouse.Literal(fileColumn(i)) + ": 'varchar'"
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
		"max_line_size = %d, buffer_size = %d)", path, delimiter, compression, c.headerLine-1,
		strings.Join(columns, ", "), line, buffer)
}

// literalPattern makes DuckDB take a path for a file and not for a pattern.
func literalPattern(path string) string {
	return strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(path)
}
