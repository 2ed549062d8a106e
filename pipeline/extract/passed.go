package extract

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"slices"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// mostPassed is how many rows that are passed over are remembered for the
// numbers of those behind them.
const mostPassed = 100_000

// passed are the rows of a text from its header on that hold nothing: they are
// counted, and no rows of the extract.
type passed struct {
	rows  []int64 // their numbers, but for those behind the last that holds something
	empty []int64 // those of them without so much as a delimiter
	total int64
	parts bool // some have delimiters or spaces, and are rows to DuckDB
}

// PassedLines are the numbers of the rows that are passed over, as a spreadsheet
// shows them: those above the header, and those that hold nothing.
func (s *Source) PassedLines() []int64 {
	text, is := s.kind.(*csvFile)
	if !is {
		return nil
	}
	var numbers []int64
	for row := int64(1); row < int64(text.headerRow); row++ {
		numbers = append(numbers, row)
	}
	return append(numbers, text.passed.rows...)
}

// LinesPassed is how many rows are passed over.
func (s *Source) LinesPassed() int64 {
	text, is := s.kind.(*csvFile)
	if !is {
		return 0
	}
	return int64(text.headerRow-1) + text.passed.total
}

// Delimiter is the character that parts the cells of a text.
func (s *Source) Delimiter() string {
	if text, is := s.kind.(*csvFile); is {
		return string(text.delimiter)
	}
	return ""
}

// noteOdd notes whether a line of a chunk begins as one could that holds nothing.
// last is the byte before the chunk.
func (s *Source) noteOdd(chunk []byte, last byte) {
	for place := 0; !s.hasOdd; {
		if last == '\n' && place < len(chunk) {
			s.hasOdd = bytes.IndexByte([]byte("\r\n,;\t| "), chunk[place]) >= 0 ||
				bytes.HasPrefix(chunk[place:], []byte(`""`)) || (chunk[place] == '"' && place+1 == len(chunk))
		}
		end := bytes.IndexByte(chunk[place:], '\n')
		if end < 0 {
			return
		}
		last, place = '\n', place+end+1
	}
}

// findPassed finds the rows that hold nothing. A line break inside a quotation
// ends no row.
func (c *csvFile) findPassed(ctx context.Context, s *Source) (err error) {
	if !s.hasOdd {
		return nil
	}
	file, err := s.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	text := bufio.NewReader(transform.NewReader(s.decoded(&patient{ctx, file}), unicode.BOMOverride(transform.Nop)))
	if _, err := io.CopyN(io.Discard, text, int64(c.begins)); err != nil {
		return s.unreadable(ctx, err)
	}
	scan := rowScan{found: &c.passed, delimiter: []byte(string(c.delimiter))[0], row: int64(c.headerRow), begins: true}
	buffer := make([]byte, 1<<20)
	for {
		n, err := text.Read(buffer)
		scan.follow(buffer[:n])
		if errors.Is(err, io.EOF) {
			if scan.parts || scan.holds {
				scan.end() // of a last line without a line end
			}
			return nil
		}
		if err != nil {
			return s.unreadable(ctx, err)
		}
	}
}

// rowScan follows a text byte by byte.
type rowScan struct {
	found     *passed
	delimiter byte
	row       int64

	begins   bool    // a cell begins
	isQuoted bool    // inside a quotation
	isMark   bool    // behind a quotation mark inside one, which ends it or is doubled
	holds    bool    // the row holds something
	parts    bool    // it has delimiters, spaces or quotation marks
	pending  int64   // rows that hold nothing since the last that does
	empty    []int64 // those of them that are empty
}

func (r *rowScan) follow(text []byte) {
	for _, b := range text {
		if r.isMark {
			r.isMark = false
			if b == '"' {
				r.holds = true // a mark that is doubled
				continue
			}
			r.isQuoted = false
		}
		switch {
		case r.isQuoted && b == '"':
			r.isMark = true
		case r.isQuoted:
			r.holds = r.holds || b != ' '
		case b == '\n':
			r.end()
		case b == r.delimiter:
			r.begins, r.parts = true, true
		case b == '"' && r.begins:
			r.isQuoted, r.begins, r.parts = true, false, true
		case b == ' ':
			r.parts = true
		case b != '\r':
			r.begins, r.holds = false, true
		}
	}
}

// end ends a row.
func (r *rowScan) end() {
	switch {
	case r.holds:
		for number := r.row - r.pending; number < r.row && len(r.found.rows) < mostPassed; number++ {
			r.found.rows = append(r.found.rows, number)
		}
		r.found.empty = append(r.found.empty, r.empty...)
		r.pending, r.empty = 0, nil
	default:
		r.pending++
		r.found.total++
		r.found.parts = r.found.parts || r.parts
		if !r.parts && len(r.empty)+len(r.found.empty) < mostPassed {
			r.empty = append(r.empty, r.row)
		}
	}
	r.row, r.begins, r.holds, r.parts = r.row+1, true, false, false
}

// isPassed says whether a row is empty, so that a reader in Go does not give it.
func (p *passed) isPassed(row int) bool {
	_, found := slices.BinarySearch(p.empty, int64(row))
	return found
}
