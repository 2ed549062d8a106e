package extract

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"ehcp/pipeline/fault"
)

// mostInflation is how many times its packed size a gzip file may grow: beyond
// it lies a trap, not an extract.
const mostInflation = 200

// mostBlankLines is how many blank lines are remembered for the row numbers.
const mostBlankLines = 100_000

// Lines is how many lines the file has, unpacked.
func (s *Source) Lines() int64 { return s.lines }

// skipped is how many blank lines stand before the header.
func (s *Source) skipped() int {
	n := 0
	for n < len(s.blank) && s.blank[n] == int64(n+1) {
		n++
	}
	return n
}

// BlankLines are the numbers of the file's blank lines, which are no rows.
func (s *Source) BlankLines() []int64 { return s.blank }

// survey reads the whole file once, before DuckDB does: it takes the hash of
// its bytes, counts its lines and finds out whether a packed file is whole.
func (s *Source) survey(ctx context.Context) (err error) {
	file, err := os.Open(s.Path)
	if err != nil {
		return fault.Wrap(fault.Extract, err, "cannot read "+s.Path, "check who may read the file")
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	sum := sha256.New()
	stored := io.TeeReader(&patient{ctx, file}, sum)
	first := make([]byte, 2)
	n, err := io.ReadFull(stored, first)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return s.unreadable(ctx, err)
	}
	text := io.MultiReader(bytes.NewReader(first[:n]), stored)
	s.packed = string(first[:n]) == "\x1f\x8b"
	if s.packed {
		unpacked, err := gzip.NewReader(text)
		if err != nil {
			return s.unreadable(ctx, err)
		}
		text = io.LimitReader(unpacked, s.Bytes*mostInflation+1)
	}
	size, err := s.countLines(text)
	if err != nil {
		return s.unreadable(ctx, err)
	}
	if s.packed && size > s.Bytes*mostInflation {
		return fault.New(fault.Extract, fmt.Sprintf("%s unpacks to more than %d times its size", s.Path, mostInflation),
			"it is not an extract, or it was packed in a strange way: unpack it and look")
	}
	s.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return nil
}

func (s *Source) unreadable(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case s.packed:
		return fault.Wrap(fault.Extract, err, s.Path+" cannot be unpacked: it is cut short or damaged", "make the extract again")
	}
	return fault.Wrap(fault.Extract, err, "cannot read "+s.Path, "check who may read the file")
}

// countLines counts line ends and notes blank lines, which DuckDB passes over:
// the numbers of the rows behind them would be wrong.
func (s *Source) countLines(text io.Reader) (size int64, err error) {
	buffer := make([]byte, 1<<20)
	last := byte('\n')
	for {
		n, err := text.Read(buffer)
		chunk := buffer[:n]
		size += int64(n)
		s.noteBlank(chunk, last)
		s.lines += int64(bytes.Count(chunk, []byte{'\n'}))
		if len(chunk) > 0 {
			last = chunk[len(chunk)-1]
		}
		if errors.Is(err, io.EOF) {
			if last != '\n' {
				s.lines++
			}
			return size, nil
		}
		if err != nil {
			return size, err
		}
	}
}

// noteBlank remembers the lines of a chunk that hold nothing. last is the byte
// before the chunk.
func (s *Source) noteBlank(chunk []byte, last byte) {
	number := s.lines + 1
	if last == '\n' && bytes.HasPrefix(chunk, []byte("\n")) {
		s.blank = append(s.blank, number)
	}
	for len(s.blank) < mostBlankLines {
		end := nextBlank(chunk)
		if end < 0 {
			return
		}
		number += int64(bytes.Count(chunk[:end], []byte{'\n'}))
		s.blank = append(s.blank, number)
		chunk = chunk[end:]
	}
}

// nextBlank is where the next blank line of a text begins, or -1.
func nextBlank(text []byte) int {
	plain, windows := bytes.Index(text, []byte("\n\n")), bytes.Index(text, []byte("\n\r\n"))
	if plain < 0 || (windows >= 0 && windows < plain) {
		plain = windows
	}
	if plain < 0 {
		return -1
	}
	return plain + 1
}

// patient is a reader that stops when its context does.
type patient struct {
	ctx  context.Context //nolint:containedctx // A reader has no other way to be told.
	from io.Reader
}

func (p *patient) Read(into []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.from.Read(into)
}
