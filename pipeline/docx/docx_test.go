package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ehcp/pipeline/docx"
)

// a text that would do harm where it is taken for more than text.
const hostile = "</w:t><script>\x00\x07&\"'\u202e=1+1\xff\tlong\ufffe"

func picture(t *testing.T, encode func(io.Writer, image.Image) error) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := encode(&out, image.NewGray(image.Rect(0, 0, 32, 18))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func asJPEG(w io.Writer, i image.Image) error { return jpeg.Encode(w, i, nil) }

// written is a document with one of everything.
func written(t *testing.T) []byte {
	t.Helper()
	f := &docx.File{Title: "Title " + hostile, Creator: "A council & " + hostile, Header: "OFFICIAL-SENSITIVE"}
	f.Paragraph(docx.Title, docx.Run{Text: "Title"})
	f.Heading(1, "One")
	f.Heading(2, hostile)
	f.Paragraph(docx.Bullet, docx.Run{Text: "bold", Bold: true}, docx.Run{Text: hostile})
	f.Picture(picture(t, png.Encode), 160, 90, "A chart. "+hostile)
	f.Picture(picture(t, asJPEG), 40, 20, "A logo.")
	f.Table(docx.Table{
		Title: "Figures " + hostile, Columns: []docx.Column{{Head: "Name", Share: 3, Words: true}, {Head: "Number"}},
		Rows: [][]string{{hostile, "1"}, {"short"}},
	})
	packed, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return packed
}

// parts unpacks a document. Every part of XML must be whole.
func parts(t *testing.T, packed []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, file := range r.File {
		in, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		all[file.Name] = string(content)
		if strings.HasPrefix(file.Name, "word/media/") {
			continue
		}
		decoder := xml.NewDecoder(bytes.NewReader(content))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", file.Name, err)
			}
		}
	}
	return all
}

// TestParts follows every relation to its part, and finds what readers with a
// screen reader need.
func TestParts(t *testing.T) {
	t.Parallel()
	all := parts(t, written(t))
	for _, relation := range regexp.MustCompile(`Target="([^"]*)"`).FindAllStringSubmatch(all["word/_rels/document.xml.rels"], -1) {
		if all["word/"+relation[1]] == "" {
			t.Errorf("there is no part %s", relation[1])
		}
	}
	for _, override := range regexp.MustCompile(`PartName="/([^"]*)"`).FindAllStringSubmatch(all["[Content_Types].xml"], -1) {
		if all[override[1]] == "" {
			t.Errorf("a type is given for %s, which is not there", override[1])
		}
	}
	body := all["word/document.xml"]
	for _, style := range regexp.MustCompile(`<w:pStyle w:val="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		if !strings.Contains(all["word/styles.xml"], `w:styleId="`+style[1]+`"`) {
			t.Errorf("there is no style %s", style[1])
		}
	}
	for _, want := range []string{
		`<w:pStyle w:val="Heading1"/>`, `<w:tblHeader/>`, `<w:tblCaption w:val="Figures `, `descr="A chart. `, `<wp:extent cx="5760000" cy="3240000"/>`,
		`<w:pgSz w:w="11906" w:h="16838"/>`, `w:left="1417"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the document has no %s", want)
		}
	}
	if !strings.Contains(all["word/styles.xml"], `<w:lang w:val="en-GB"`) || !strings.Contains(all["docProps/core.xml"], "<dc:language>en-GB<") ||
		!strings.Contains(all["docProps/core.xml"], "<dc:title>Title ") || !strings.Contains(all["word/header.xml"], "OFFICIAL-SENSITIVE") {
		t.Error("language, title or marking is not there")
	}
	if strings.Contains(body, "instrText") || strings.Contains(body, "<script") {
		t.Error("text became a field or an element")
	}
	ids := regexp.MustCompile(`<wp:docPr id="(\d+)"`).FindAllStringSubmatch(body, -1)
	if len(ids) != 2 || ids[0][1] == ids[1][1] {
		t.Errorf("pictures have the ids %v", ids)
	}
}

// TestSameBytes writes one document twice; no time of day is in it.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	one, two := written(t), written(t)
	if !bytes.Equal(one, two) {
		t.Error("the same document has other bytes")
	}
	r, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range r.File {
		if file.Modified.Year() > 1980 {
			t.Errorf("%s has the time %s", file.Name, file.Modified)
		}
	}
}

// TestUnknownPicture refuses what Word cannot show.
func TestUnknownPicture(t *testing.T) {
	t.Parallel()
	f := &docx.File{}
	f.Picture([]byte("<svg/>"), 10, 10, "a drawing")
	if _, err := f.Bytes(); err == nil {
		t.Error("an SVG is taken for a picture")
	}
}

// TestNoWordIsBroken gives a column the width of its longest word where its share of
// a page is less. In Arial Bold of 8.5 points 'assessment' is 48.7 points long (a, e and
// s are 0.556 of its size, m 0.889, n 0.611 and t 0.333), and with its margins 59.5; a
// tenth of 160 mm is 45.
func TestNoWordIsBroken(t *testing.T) {
	t.Parallel()
	columns := make([]docx.Column, 10)
	columns[4].Head = "Of the assessment"
	f := &docx.File{Title: "Widths"}
	f.Table(docx.Table{Columns: columns, Rows: [][]string{{"1", "2"}}})
	packed, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	var widths []int
	total := 0
	for _, found := range regexp.MustCompile(`<w:gridCol w:w="(\d+)"/>`).FindAllStringSubmatch(parts(t, packed)["word/document.xml"], -1) {
		width, err := strconv.Atoi(found[1])
		if err != nil {
			t.Fatal(err)
		}
		widths, total = append(widths, width), total+width
	}
	if len(widths) != 10 || widths[4] < 1189 || widths[4] > 1300 || total < 9060 || total > 9081 { // 160 mm are 9,071 twentieths of a point
		t.Errorf("widths %v, %d in all", widths, total)
	}
}
