package extract

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// sampleBytes is how much of a file is looked at for its header and the
// length of its lines.
const sampleBytes = 1 << 18

// openCSV reads the header and settles which columns are read.
func (s *Source) openCSV() error {
	head, err := s.head()
	if err != nil {
		return err
	}
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	if err := s.looksLikeText(head); err != nil {
		return err
	}
	reader := csv.NewReader(bytes.NewReader(head))
	reader.FieldsPerRecord = -1
	header, err := reader.Read()
	if err != nil {
		return fault.Wrap(fault.Extract, err, s.Path+" has no header line that can be read as CSV",
			"the first line must name the columns, with commas between them")
	}
	body := head[min(int(reader.InputOffset()), len(head)):]
	if len(bytes.TrimSpace(body)) == 0 {
		return fault.New(fault.Extract, s.Path+" has a header and no rows", "make the extract again")
	}
	s.line = len(body) / max(1, bytes.Count(body, []byte("\n")))
	return s.mapColumns(header)
}

// looksLikeText refuses what is not lines of UTF-8 text, such as a workbook
// under another name, before any of it is shown.
func (s *Source) looksLikeText(head []byte) error {
	first, _, _ := bytes.Cut(head, []byte("\n"))
	if !utf8.Valid(first) || bytes.ContainsFunc(first, func(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\r' }) {
		return fault.New(fault.Extract, s.Path+" is not UTF-8 text", "save it as CSV in UTF-8; a workbook is not a CSV under another name")
	}
	if bytes.Contains(bytes.TrimRight(first, "\r"), []byte("\r")) {
		return fault.New(fault.Extract, s.Path+" ends its lines with a carriage return alone", "save it with LF or CRLF line ends")
	}
	return nil
}

// head is the start of the file, unpacked.
func (s *Source) head() (_ []byte, err error) {
	file, err := os.Open(s.Path)
	if err != nil {
		return nil, fault.Wrap(fault.Extract, err, "cannot read "+s.Path, "check who may read the file")
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	var reader io.Reader = bufio.NewReader(file)
	if s.packed {
		if reader, err = gzip.NewReader(reader); err != nil {
			return nil, fault.Wrap(fault.Extract, err, s.Path+" is not a gzip file", "make the extract again")
		}
	}
	head, err := io.ReadAll(io.LimitReader(reader, sampleBytes))
	if err != nil {
		return nil, fault.Wrap(fault.Extract, err, s.Path+" cannot be unpacked", "the file is cut short or damaged")
	}
	return head, nil
}

// mapColumns matches the header with the canonical columns, by the
// configured mapping or by name after trimming and folding case.
func (s *Source) mapColumns(header []string) error {
	s.header, s.column = header, map[string]string{}
	for i, name := range header {
		canonical := s.canonicalOf(name)
		if canonical == "" {
			s.Dropped = append(s.Dropped, name)
			continue
		}
		if _, twice := s.column[canonical]; twice {
			return fault.New(fault.Extract, fmt.Sprintf("%s has two columns for %s", s.Path, canonical),
				"remove one, or name the right one under mapping:")
		}
		s.column[canonical] = fileColumn(i)
		s.Present = append(s.Present, canonical)
	}
	for column, mapped := range s.entry.Mapping {
		if _, found := s.column[column]; !found {
			return fault.New(fault.Extract, fmt.Sprintf("%s has no column %q, which mapping: gives for %s", s.Path, mapped, column),
				nearestHeader(column, mapped, header))
		}
	}
	for _, column := range registry.RequiredColumns() {
		if _, found := s.column[column]; found {
			continue
		}
		if !looksLikeHeader(header) {
			return fault.New(fault.Extract, s.Path+" has no header: its first line does not look like names of columns",
				"put the names of the columns in the first line, "+strings.Join(registry.RequiredColumns(), " and ")+" among them")
		}
		return fault.New(fault.Extract,
			fmt.Sprintf("%s has no column %s; it has %s", s.Path, column, strings.Join(header, ", ")),
			nearestHeader(column, column, header))
	}
	return nil
}

// canonicalOf is the name under which a column of the file is delivered, or "".
func (s *Source) canonicalOf(name string) string {
	name = strings.TrimSpace(name)
	for _, column := range registry.AssessmentColumns() {
		mapped, isMapped := s.entry.Mapping[column]
		if isMapped && strings.EqualFold(strings.TrimSpace(mapped), name) || !isMapped && strings.EqualFold(column, name) {
			return column
		}
	}
	for i, column := range s.extra {
		if mapped, isMapped := s.entry.Mapping[column]; isMapped {
			column = strings.TrimSpace(mapped)
		}
		if strings.EqualFold(column, name) {
			return ExtraName(i)
		}
	}
	return ""
}

// looksLikeHeader says whether a first line names columns rather than a child,
// whose data are not quoted in a message: one cell at least has a word that
// headers have, and none is a date or a number.
func looksLikeHeader(cells []string) bool {
	words := strings.FieldsFunc(strings.Join(registry.AssessmentColumns(), "_"), func(r rune) bool { return r == '_' })
	words = append(words, "ref", "no", "number", "start", "end", "finish", "final", "dob", "upn", "ehcp", "ehc", "status", "type", "rec'd")
	named := slices.ContainsFunc(cells, func(cell string) bool {
		return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(cell), func(r rune) bool {
			return !unicode.IsLetter(r) && r != '\''
		}), func(word string) bool { return slices.Contains(words, word) })
	})
	return named && !slices.ContainsFunc(cells, func(cell string) bool {
		return regexp.MustCompile(`^\s*[0-9./:-]+\s*$|[0-9]{4}-[0-9]{2}|[0-9]{2}/[0-9]{2}|[0-9]{6}`).MatchString(cell)
	})
}

// nearestHeader advises which of the file's columns a canonical one may be.
func nearestHeader(column, wanted string, header []string) string {
	if near := fault.Nearest(wanted, header); near != "" {
		return fmt.Sprintf("if %q is meant, say so: mapping: {%s: %q}", near, column, near)
	}
	return fmt.Sprintf("rename the column to %s, or map it: mapping: {%s: \"your header\"}", column, column)
}

// fileColumn names a column of the file by its place, so that no name in it
// can clash with another or with ours.
func fileColumn(i int) string { return fmt.Sprintf("file_column_%d", i+1) }

// csvRows is the table function that reads the file as text. Every batch
// should fill one of DuckDB's row groups of 122,880 rows and not run over it,
// or the table is rewritten at the checkpoint at half the price of the load.
func (s *Source) csvRows() string {
	const batch, longest = 118_000, 2 << 20
	columns := make([]string, len(s.header))
	for i := range s.header {
		columns[i] = warehouse.Literal(fileColumn(i)) + ": 'varchar'"
	}
	buffer := min(max(s.line*batch, longest), 32<<20)
	return fmt.Sprintf("read_csv(%s, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "+
		"compression = %s, skip = %d, columns = {%s}, store_rejects = true, rejects_table = 'unread_lines', rejects_scan = 'unread_scans', "+
		"buffer_size = %d)", warehouse.Literal(literalPattern(s.Path)), s.compression(), s.skipped(), strings.Join(columns, ", "), buffer)
}

func (s *Source) compression() string {
	if s.packed {
		return "'gzip'"
	}
	return "'none'"
}

// literalPattern makes DuckDB take a path for a file and not for a pattern.
func literalPattern(path string) string {
	return strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(path)
}

// csvText selects the canonical columns as text.
func (s *Source) csvText(id int) string {
	selected := []string{fmt.Sprintf("%d as extract_id", id)}
	for _, column := range s.wanted() {
		selected = append(selected, s.textOf(column)+" as "+warehouse.Name(column))
	}
	return "select " + strings.Join(selected, ", ") + " from " + s.csvRows()
}

// textOf is the expression for one column: null where the file has none.
func (s *Source) textOf(column string) string {
	text, found := s.column[column]
	if !found {
		return "null::varchar"
	}
	if codes := s.entry.Codes[column]; len(codes) > 0 {
		expression := "case " + text
		for _, code := range slices.Sorted(maps.Keys(codes)) {
			expression += " when " + warehouse.Literal(code) + " then " + warehouse.Literal(codes[code])
		}
		return expression + " else " + text + " end"
	}
	if isDate(column) {
		switch s.entry.Dates {
		case "dmy":
			return fmt.Sprintf("case when %[1]s like '__/__/____' then %[1]s[7:10] || '-' || %[1]s[4:5] || '-' || %[1]s[1:2] else %[1]s end", text)
		case "mdy":
			return fmt.Sprintf("case when %[1]s like '__/__/____' then %[1]s[7:10] || '-' || %[1]s[1:2] || '-' || %[1]s[4:5] else %[1]s end", text)
		}
	}
	return text
}
