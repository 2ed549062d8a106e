package document_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"ehcp/pipeline/document"
)

// TestPlain keeps letters and leaves out what is none.
func TestPlain(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a\tb\r\nc  d":               "a b c d",
		"\u202eevil\u202c \u2066x":   "evil x",
		"\x00\x07bell\x7f":           "bell",
		"سلام שלום Ünïcode":          "سلام שלום Ünïcode",
		"\xff\xfe":                   "\uFFFD",
		"  ":                         "",
		"=1+1 @x -y":                 "=1+1 @x -y",
		"\ufeffmark\u200e\ufffe end": "mark end",
	} {
		if got := document.Plain(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	if got := document.Paragraphs("one\ntwo\r\n\r\nthree\n\n\n\n"); len(got) != 2 || got[0] != "one two" || got[1] != "three" {
		t.Errorf("paragraphs are %q", got)
	}
}

func sample(t *testing.T) document.Document {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 160, 90))); err != nil {
		t.Fatal(err)
	}
	d := document.Document{
		Title: "A <title>", Council: `A "council" & more`, AsAt: "1 April 2024", Readers: "All.", Marking: "OFFICIAL-SENSITIVE", Source: "Source: files.",
		Icons: map[string]string{"up": `<svg class="icon" aria-hidden="true"></svg>`},
		Sections: []document.Section{{
			ID: "one", Heading: "One", Lead: "It is <b>so</b>.", Points: []string{"a point"},
			Figures: []document.Figure{{
				Name: "chart", Headline: "It rose", Subtitle: "Of all", Alt: "A chart.", SVG: `<svg role="img"><title>It rose</title></svg>`,
				PNG: func() ([]byte, error) { return out.Bytes(), nil },
			}},
			Tables: []document.Table{{
				Caption: "Figures", Columns: []document.Column{{Head: "Name", Words: true}, {Head: "Number"}},
				Rows: [][]document.Cell{{{Text: "<i>x</i>"}, {Text: "1", Icon: "up"}}},
			}},
			Notes: []document.Item{{Label: "N1", ID: "n1"}}, Downloads: []string{"figures"},
		}, {ID: "notes", Heading: "Notes", Definitions: []document.Item{{Label: "N1", ID: "n1", Text: "A note."}}}},
	}
	d.Number()
	return d
}

// TestPage has one first heading, numbered figures and tables, and nothing that
// is fetched or run.
func TestPage(t *testing.T) {
	t.Parallel()
	made, err := document.HTML(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	page := string(made)
	for want, times := range map[string]int{
		"<h1>": 1, "<h1>A &lt;title&gt;</h1>": 1, "<main": 1, `lang="en-GB"`: 1, `<h2 id="one">`: 1, "It is &lt;b&gt;so&lt;/b&gt;.": 1,
		"Figure 1: It rose": 1, "<strong>Table 1:</strong> Figures": 1, `<th scope="col"`: 2, `<th scope="row"`: 1, `<td><svg class="icon"`: 1,
		`href="tables/figures.csv"`: 1, `href="#n1"`: 1, `id="n1"`: 1, `<p class="marking">OFFICIAL-SENSITIVE</p>`: 2,
		"<script": 0, "http://": 0, "https://": 0, "@import": 0, "url(": 0, "ZgotmplZ": 0, "{{": 0, " onclick": 0,
	} {
		if got := strings.Count(page, want); got != times {
			t.Errorf("%s stands %d times in the page, want %d", want, got, times)
		}
	}
	again, err := document.HTML(sample(t))
	if err != nil || !bytes.Equal(made, again) {
		t.Errorf("the same document gives another page (%v)", err)
	}
}

// TestWord fails where a chart cannot be drawn, rather than leave it out.
func TestWord(t *testing.T) {
	t.Parallel()
	d := sample(t)
	one, err := document.Word(d)
	two, again := document.Word(d)
	if err != nil || again != nil || !bytes.Equal(one, two) {
		t.Errorf("the same document has other bytes (%v, %v)", err, again)
	}
	d.Sections[0].Figures[0].PNG = func() ([]byte, error) { return []byte("no picture"), nil }
	if _, err := document.Word(d); err == nil || !strings.Contains(err.Error(), "chart") {
		t.Errorf("a broken picture gives %v", err)
	}
}
