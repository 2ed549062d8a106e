package charts

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// canBeDrawn fails for text with a character that Liberation Sans does not have. It has those of European languages,
// the pound sign and typographic quotation marks.
func (t typeface) canBeDrawn(what, s string) error {
	for _, r := range s {
		glyph, err := t.face.Face.GlyphIndex(nil, r)
		if err != nil || glyph == 0 || !unicode.IsPrint(r) {
			return fmt.Errorf("%s %q has the character %q, which cannot be drawn", what, s, r)
		}
	}
	return nil
}

// withCapital gives text of any alphabet a capital letter.
func withCapital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// cutTo gives at most so many bytes of a text, in whole characters.
func cutTo(s string, most int) string {
	for len(s) > most {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}
