package extract

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"sync/atomic"

	"ehcp/pipeline/fault"
)

// Lines is how many lines the file has, unpacked.
func (s *Source) Lines() int64 { return s.lines }

// survey reads the whole file once, before DuckDB does: it takes the hash of
// its bytes, finds out its kind, encoding and lines, and whether a packed file
// is whole.
func (s *Source) survey(ctx context.Context) (err error) {
	file, err := os.Open(s.Path)
	if err != nil {
		return fault.Wrap(fault.Extract, err, "cannot read "+s.Path, "check who may read the file")
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	sum := sha256.New()
	stored := bufio.NewReaderSize(io.TeeReader(&patient{ctx, file}, sum), 1<<20)
	first, _ := stored.Peek(2)
	s.packed = string(first) == "\x1f\x8b"
	limit := &io.LimitedReader{R: stored, N: math.MaxInt64}
	if s.packed {
		unpacked, err := gzip.NewReader(stored)
		if err != nil {
			return s.unreadable(ctx, err)
		}
		limit = &io.LimitedReader{R: unpacked, N: s.Bytes*int64(s.limits.Inflation) + 1}
	}
	content := bufio.NewReaderSize(limit, 1<<20)
	head, _ := content.Peek(512)
	if s.kind, err = s.kindOf(head); err != nil {
		return err
	}
	if err := s.follow(content); err != nil {
		return s.unreadable(ctx, err)
	}
	if limit.N == 0 {
		return fault.New(fault.Extract, fmt.Sprintf("%s unpacks to more than %d times its size", s.Path, s.limits.Inflation),
			"it is not an extract, or it was packed in a strange way: unpack it and look; limits: {inflation: ...} sets another limit")
	}
	if _, err := io.Copy(io.Discard, stored); err != nil {
		return s.unreadable(ctx, err)
	}
	s.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return nil
}

// follow reads the content to its end: of text it counts the lines.
func (s *Source) follow(content io.Reader) error {
	if !s.IsText() {
		_, err := io.Copy(io.Discard, content)
		return err
	}
	counter := &utf8Counter{}
	if err := s.countLines(s.decoded(content), counter); err != nil {
		return err
	}
	if s.entry.Encoding == "" && s.Encoding == utf8Text && !counter.isUTF8() {
		s.Encoding = windowsText
	}
	if s.Encoding != utf8Text && s.entry.Encoding == "" {
		s.Notes = append(s.Notes, s.Name()+" is read as "+s.Encoding+", which its bytes look like; encoding: says otherwise")
	}
	return nil
}

// open gives the content of the file, unpacked.
func (s *Source) open() (io.ReadCloser, error) {
	file, err := os.Open(s.Path)
	if err != nil {
		return nil, fault.Wrap(fault.Extract, err, "cannot read "+s.Path, "check who may read the file")
	}
	stored := opened{&counted{file, &s.read}, file}
	if !s.packed {
		return stored, nil
	}
	unpacked, err := gzip.NewReader(stored)
	if err != nil {
		return nil, errors.Join(fault.Wrap(fault.Extract, err, s.Path+" is not a gzip file", "make the extract again"), file.Close())
	}
	return opened{unpacked, file}, nil
}

// opened is what is read of a file, and what closes it.
type opened struct {
	io.Reader
	io.Closer
}

// counted is a reader that counts bytes.
type counted struct {
	from io.Reader
	read *atomic.Int64
}

func (c *counted) Read(into []byte) (int, error) {
	n, err := c.from.Read(into)
	c.read.Add(int64(n))
	return n, err
}

func (s *Source) unreadable(ctx context.Context, err error) error {
	var told *fault.Error
	switch {
	case errors.As(err, &told):
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	case s.packed:
		return fault.Wrap(fault.Extract, err, s.Path+" cannot be unpacked: it is cut short or damaged", "make the extract again")
	}
	return fault.Wrap(fault.Extract, err, "cannot read "+s.Path, "check who may read the file")
}

// countLines counts line ends, and notes whether lines could be blank.
func (s *Source) countLines(text io.Reader, counter *utf8Counter) error {
	buffer := make([]byte, 1<<20)
	last, held := byte('\n'), int64(0)
	for {
		n, err := text.Read(buffer)
		chunk := buffer[:n]
		counter.add(chunk)
		if err := s.measureLine(chunk, &held); err != nil {
			return err
		}
		s.noteOdd(chunk, last)
		s.countEnds(chunk, last)
		if len(chunk) > 0 {
			last = chunk[len(chunk)-1]
		}
		if errors.Is(err, io.EOF) {
			if s.lines = s.lineEnds; last != '\n' {
				s.lines++
			}
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// countEnds counts the line ends of a chunk behind the byte last.
func (s *Source) countEnds(chunk []byte, last byte) {
	s.lineEnds += int64(bytes.Count(chunk, []byte{'\n'}))
	s.windowsEnds += int64(bytes.Count(chunk, []byte("\r\n")))
	if last == '\r' && bytes.HasPrefix(chunk, []byte{'\n'}) {
		s.windowsEnds++
	}
}

// measureLine follows lines that go from chunk to chunk; held is how much of one
// came before this chunk.
func (s *Source) measureLine(chunk []byte, held *int64) error {
	if first := bytes.IndexByte(chunk, '\n'); first >= 0 {
		s.longest = max(s.longest, *held+int64(first))
		*held = int64(len(chunk) - 1 - bytes.LastIndexByte(chunk, '\n'))
	} else {
		*held += int64(len(chunk))
	}
	s.longest = max(s.longest, *held)
	if s.longest > int64(s.limits.LineMB)<<20 {
		return fault.New(fault.Extract, fmt.Sprintf("%s has a line of more than %d MB", s.Path, s.limits.LineMB),
			"a list of cases has none: check the export; limits: {line_mb: ...} sets another limit")
	}
	return nil
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
