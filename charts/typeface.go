package charts

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
)

// fullTurn is a whole circle in radians.
const fullTurn = 2 * math.Pi

// typeface measures and sets text in Liberation Sans, which is built into the program.
type typeface struct{ face font.Face }

// newTypeface finds Liberation Sans. It fails rather than fall back on a serif face.
func newTypeface() (typeface, error) {
	for _, face := range liberation.Collection() {
		if face.Name() == "LiberationSans-Regular" {
			return typeface{face: face}, nil
		}
	}
	return typeface{}, errors.New("the font Liberation Sans is not built in")
}

// sized gives the face at a size in points.
func (t typeface) sized(size float64) font.Face {
	face := t.face
	face.Font.Size = font.Length(size)
	return face
}

// width gives the width in points of a text at a size in points.
func (t typeface) width(s string, size float64) float64 {
	face := t.sized(size)
	return face.Width(s).Points()
}

// widest gives the width in points of the widest of some lines of text.
func (t typeface) widest(lines []string, size float64) float64 {
	widest := 0.0
	for _, s := range lines {
		widest = max(widest, t.width(s, size))
	}
	return widest
}

// wrapped breaks a text at spaces into lines that are no wider than limit, where words allow.
func (t typeface) wrapped(s string, size, limit float64) []string {
	var lines []string
	for word := range strings.FieldsSeq(s) {
		last := len(lines) - 1
		if last >= 0 && t.width(lines[last]+" "+word, size) <= limit {
			lines[last] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines
}

// onlyASCII fails for text that the images cannot safely show.
func onlyASCII(what, s string) error {
	for _, r := range s {
		if r < ' ' || r > '~' {
			return fmt.Errorf("%s %q has the character %q; charts take plain ASCII letters and signs only", what, s, r)
		}
	}
	return nil
}

// shortened cuts a text to a width, with three dots for what is left out.
func shortened(face typeface, s string, size, room float64) string {
	if face.width(s, size) <= room {
		return s
	}
	for len(s) > 0 && face.width(s+"...", size) > room {
		s = cutTo(s, len(s)-1)
	}
	return strings.TrimSpace(s) + "..."
}
