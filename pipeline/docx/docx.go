// Package docx writes Word documents: headings, paragraphs, lists, tables with
// header rows, and pictures with alternative text, in the few parts of Office
// Open XML (ECMA-376) that they need.
//
// There is no library under it: of the kept ones with a permissive licence,
// none that installs sets the alternative text of a picture, the header row of
// a table and the language of a document together, and without those three a
// document is not accessible. Nothing that is written is a field, a macro or a
// link, but for the page number in the foot: text of whatever shape is text.
// The same content gives the same bytes.
package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
)

// The page is A4 with margins of 25 mm, so that 160 mm are left for the text.
const (
	// TextWidth is the width of the text, in millimetres.
	TextWidth = 160.0

	twipsPerMM = 1440 / 25.4
	emuPerMM   = 36000
)

// File is a document that is being written, from the top down.
type File struct {
	// Title and Creator stand in the document's properties.
	Title, Creator string
	// Header is the marking on every page, such as OFFICIAL-SENSITIVE. It may be empty.
	Header string

	body     strings.Builder
	pictures [][]byte
	ids      int // of pictures, which must differ
}

// Bytes packs the document. Pictures that are neither PNG nor JPEG are an error.
func (f *File) Bytes() ([]byte, error) {
	var out bytes.Buffer
	packed := zip.NewWriter(&out)
	for _, p := range f.parts() {
		// No time is given: the same content gives the same bytes on every day.
		w, err := packed.CreateHeader(&zip.FileHeader{Name: p.name, Method: p.method})
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", p.name, err)
		}
		if _, err := w.Write(p.content); err != nil {
			return nil, fmt.Errorf("pack %s: %w", p.name, err)
		}
	}
	for i, picture := range f.pictures {
		if kindOf(picture) == "" {
			return nil, fmt.Errorf("picture %d is neither PNG nor JPEG", i+1)
		}
	}
	if err := packed.Close(); err != nil {
		return nil, fmt.Errorf("pack the document: %w", err)
	}
	return out.Bytes(), nil
}

// kindOf is the ending of a picture's file, by its first bytes; empty for any other.
func kindOf(picture []byte) string {
	switch {
	case bytes.HasPrefix(picture, []byte("\x89PNG\r\n\x1a\n")):
		return "png"
	case bytes.HasPrefix(picture, []byte("\xff\xd8\xff")):
		return "jpeg"
	}
	return ""
}
