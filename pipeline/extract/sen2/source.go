package sen2

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

const (
	// sourceChunk is how many bytes are read from the file at a time.
	sourceChunk = 32 << 10
	// maxEmptyReads is how often in a row a reader may give neither bytes nor an error.
	maxEmptyReads = 100
)

// source feeds the XML decoder byte by byte: it takes off a byte order mark, converts Windows-1252, limits what one
// token can hold, and stops when the context is done.
type source struct {
	stopped  func() error
	reader   io.Reader
	raw      []byte
	ready    []byte // What the decoder hasn't taken yet: a part of raw, or of its conversion.
	most     int    // Bytes that one tag, comment or stretch of text may take.
	token    int    // Bytes read since the last token began, give or take one chunk.
	started  bool
	marked   bool  // The file began with a UTF-8 byte order mark.
	western  bool  // The file is in Windows-1252.
	declared bool  // An encoding declaration has been acted upon.
	ended    bool  // The decoder asked for more than the file holds.
	later    error // What the reader gave along with its last bytes.
	err      error
}

func newSource(ctx context.Context, reader io.Reader, most int) *source {
	return &source{most: most, stopped: ctx.Err, reader: reader, raw: make([]byte, sourceChunk)}
}

// ReadByte gives the next byte of the file as UTF-8.
func (s *source) ReadByte() (byte, error) {
	for len(s.ready) == 0 {
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
	b := s.ready[0]
	s.ready = s.ready[1:]
	return b, nil
}

// Read gives the next byte of the file as UTF-8. The decoder wants its input to have it, and calls ReadByte instead.
func (s *source) Read(into []byte) (int, error) {
	if len(into) == 0 {
		return 0, nil
	}
	b, err := s.ReadByte()
	if err != nil {
		return 0, err
	}
	into[0] = b
	return 1, nil
}

// fill reads the next chunk. After an error it gives the same error again.
func (s *source) fill() error {
	if s.err == nil {
		s.err = s.stopped()
	}
	if s.err == nil && s.token > s.most {
		s.err = &Error{What: fmt.Sprintf("one tag or text is longer than %d MiB", s.most>>20), Try: tryExport}
	}
	if s.err != nil {
		return s.err
	}
	if s.ended {
		return io.EOF
	}
	n := s.readSome()
	s.token += n
	s.ready = s.raw[:n]
	if !s.started {
		s.started = true
		s.err = s.begin()
	}
	if s.western {
		s.ready = fromWindows1252(s.ready)
	}
	switch {
	case s.err != nil:
		return s.err
	case n > 0:
		return nil
	case errors.Is(s.later, io.EOF):
		s.ended = true
		return io.EOF
	}
	s.err = s.later
	return s.err
}

// readSome fills the chunk as far as the reader will go, so that the first one shows how the file begins. It gives 0
// only when later holds an error.
func (s *source) readSome() int {
	total := 0
	for empty := 0; s.later == nil && total < len(s.raw); {
		n, err := s.reader.Read(s.raw[total:])
		total += n
		s.later = err
		if n > 0 {
			empty = 0
			continue
		}
		empty++
		if empty == maxEmptyReads && err == nil {
			s.later = io.ErrNoProgress
		}
	}
	return total
}

// begin looks at how the file begins. It refuses what can't be XML in an encoding that is read.
func (s *source) begin() error {
	switch head := s.ready; {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		s.ready, s.marked = head[3:], true
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")),
		bytes.HasPrefix(head, []byte("<\x00")), bytes.HasPrefix(head, []byte("\x00<")):
		return &Error{What: "the file is in UTF-16, which isn't read", Try: "save the file as UTF-8"}
	case bytes.HasPrefix(head, []byte("\x1F\x8B")), bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return &Error{
			What: "the file is an archive or a workbook, not XML",
			Try:  "unpack it, and give the XML file that is inside",
		}
	}
	return nil
}
