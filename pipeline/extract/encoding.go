package extract

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"ehcp/pipeline/fault"
)

// The encodings that extracts come in, as the configuration spells them.
const (
	utf8Text    = "utf-8"
	utf16Text   = "utf-16"
	windowsText = "windows-1252"
)

// encodingOf tells UTF-16 by its byte order mark or, without one, by the zero
// byte that every other byte of English text then is.
func encodingOf(head []byte) string {
	zeros := bytes.Count(head[:min(len(head), 64)], []byte{0})
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) || 3*zeros > min(len(head), 64) {
		return utf16Text
	}
	return utf8Text
}

// decoded gives the text as UTF-8.
func (s *Source) decoded(stored io.Reader) io.Reader {
	switch s.Encoding {
	case utf16Text:
		buffered := bufio.NewReader(stored)
		head, _ := buffered.Peek(2)
		order := unicode.LittleEndian
		if len(head) == 2 && (head[0] == 0 || head[0] == 0xfe) {
			order = unicode.BigEndian
		}
		return transform.NewReader(buffered, unicode.UTF16(order, unicode.UseBOM).NewDecoder())
	case windowsText:
		return transform.NewReader(stored, charmap.Windows1252.NewDecoder())
	}
	return stored
}

// copyText writes the text from a place on as UTF-8 with one kind of line end
// into the private scratch folder.
func (s *Source) copyText(ctx context.Context, name string, from int64) (path string, err error) {
	file, err := s.open()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	text := bufio.NewReader(transform.NewReader(s.decoded(&patient{ctx, file}), unicode.BOMOverride(transform.Nop)))
	if _, err := io.CopyN(io.Discard, text, from); err != nil {
		return "", s.unreadable(ctx, err)
	}
	return s.copyTo(name, transform.NewReader(text, lineEnds{}))
}

// lineEnds writes the line ends of Windows as those of Unix.
type lineEnds struct{ transform.NopResetter }

// Transform copies up to each carriage return before a line feed, which it
// leaves out.
func (lineEnds) Transform(into, from []byte, atEnd bool) (written, read int, err error) {
	for read < len(from) {
		end := bytes.IndexByte(from[read:], '\r')
		if end == 0 {
			switch {
			case read+1 == len(from) && !atEnd:
				return written, read, transform.ErrShortSrc
			case read+1 < len(from) && from[read+1] == '\n':
				read++
			}
			end = 1
		} else if end < 0 {
			end = len(from) - read
		}
		n := copy(into[written:], from[read:read+end])
		if written, read = written+n, read+n; n < end {
			return written, read, transform.ErrShortDst
		}
	}
	return written, read, nil
}

// unpacked is where the file stands unpacked: a packed one is written into the
// private scratch folder.
func (s *Source) unpacked() (path string, err error) {
	if !s.packed {
		return s.Path, nil
	}
	file, err := s.open()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return s.copyTo(s.SHA256[:16]+".unpacked", file)
}

// copyTo writes into the private scratch folder and gives the path.
func (s *Source) copyTo(name string, from io.Reader) (path string, err error) {
	path = filepath.Join(s.scratch, name)
	into, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return "", fault.Wrap(fault.Failed, err, "cannot write beside the output", "check who may write there, and the space left")
	}
	defer func() { err = errors.Join(err, into.Close()) }()
	if _, err := io.Copy(into, from); err != nil {
		var told *fault.Error
		if errors.As(err, &told) {
			return "", err
		}
		return "", fault.Wrap(fault.Extract, err, s.Path+" cannot be copied for reading", "check the space left, and that the file is whole")
	}
	return path, nil
}

// utf8Counter follows a text chunk by chunk and tells whether it is UTF-8.
type utf8Counter struct {
	tail       []byte // the beginning of a character that the next chunk ends
	wrong      int64  // bytes that are no part of a character
	characters int64  // of more than one byte, counted once one is wrong
}

func (c *utf8Counter) add(chunk []byte) {
	text := chunk
	if len(c.tail) > 0 {
		text = append(c.tail, chunk...)
	}
	end := len(text)
	for i := 1; i <= min(utf8.UTFMax-1, len(text)); i++ {
		if utf8.RuneStart(text[len(text)-i]) {
			if !utf8.FullRune(text[len(text)-i:]) {
				end = len(text) - i
			}
			break
		}
	}
	c.tail = bytes.Clone(text[end:])
	if utf8.Valid(text[:end]) && c.wrong == 0 {
		return
	}
	for rest := text[:end]; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			c.wrong++
		} else if size > 1 {
			c.characters++
		}
		rest = rest[size:]
	}
}

// isUTF8 says whether the text is UTF-8: one with more wrong bytes than
// characters beyond ASCII is Windows-1252. Single wrong bytes in a text that is
// UTF-8 make their lines unreadable, which are reported.
func (c *utf8Counter) isUTF8() bool {
	return c.wrong+int64(len(c.tail)) == 0 || c.characters > c.wrong+int64(len(c.tail))
}
