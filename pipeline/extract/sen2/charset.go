package sen2

import (
	"io"
	"strings"
	"unicode/utf8"
)

// charset acts on the encoding that the XML declaration names, if it isn't UTF-8. A byte order mark overrules the
// declaration, because an editor that adds one has converted the text.
func (s *source) charset(label string, _ io.Reader) (io.Reader, error) {
	if s.marked || s.declared {
		return s, nil
	}
	s.declared = true
	switch strings.ToLower(strings.TrimSpace(label)) {
	case "utf8", "us-ascii", "ascii":
	case "windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1":
		s.western = true
		s.ready = fromWindows1252(s.ready)
	default:
		s.err = &Error{
			What: "the file declares an encoding other than UTF-8, Windows-1252 and ISO-8859-1",
			Try:  "save the file as UTF-8, and declare that",
		}
		return nil, s.err
	}
	return s, nil
}

// windows1252 holds the characters of the bytes 0x80 to 0x9F, in order. The five bytes that Windows-1252 leaves
// undefined stand for the control characters of ISO-8859-1.
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

// fromWindows1252 converts text to UTF-8. ISO-8859-1 is read as Windows-1252, as browsers do, because files that
// declare the one are often in the other.
func fromWindows1252(text []byte) []byte {
	high := []rune(windows1252)
	converted := make([]byte, 0, len(text)+len(text)/8)
	for _, b := range text {
		switch {
		case b < utf8.RuneSelf:
			converted = append(converted, b)
		case b < 0xA0:
			converted = utf8.AppendRune(converted, high[b-0x80])
		default:
			converted = utf8.AppendRune(converted, rune(b))
		}
	}
	return converted
}
