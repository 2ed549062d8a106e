package series

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"ehcp/pipeline/fault"
)

// textOf reads a file as UTF-8: packed by gzip or not, in UTF-8, UTF-16 or
// Windows-1252.
func textOf(name string, r io.Reader) ([]byte, error) {
	content, err := upToMost(name, r)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(content, []byte("\x1f\x8b")) {
		unpacked, err := gzip.NewReader(bytes.NewReader(content))
		if err != nil {
			return nil, fault.Wrap(fault.Extract, err, name+" cannot be read", "check that the file is whole")
		}
		if content, err = upToMost(name, unpacked); err != nil {
			return nil, err
		}
	}
	const looked = 64
	head := content[:min(len(content), looked)]
	isBig := bytes.HasPrefix(head, []byte("\xfe\xff")) || (len(head) > 0 && head[0] == 0)
	switch {
	case isBig || bytes.HasPrefix(head, []byte("\xff\xfe")) || 3*bytes.Count(head, []byte{0}) > len(head):
		order := unicode.LittleEndian
		if isBig {
			order = unicode.BigEndian
		}
		content, err = unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(content)
	case !utf8.Valid(content):
		content, err = charmap.Windows1252.NewDecoder().Bytes(content)
	}
	if err != nil || bytes.ContainsRune(content, 0) {
		return nil, fault.New(fault.Extract, name+" is not text", "save it as CSV UTF-8")
	}
	return bytes.TrimPrefix(content, []byte("\ufeff")), nil
}

// upToMost reads all of a file that is not too long.
func upToMost(name string, r io.Reader) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	switch {
	case err != nil:
		return nil, fault.Wrap(fault.Extract, err, name+" cannot be read", "check that the file is whole")
	case len(content) > mostBytes:
		return nil, fault.New(fault.Extract, fmt.Sprintf("%s is longer than %d MB", name, mostBytes>>20), "a series has one row a day, week or month")
	}
	return content, nil
}
