package config_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
)

// What a document has no place for is refused with its line, and nothing else is.
func TestDocumentWords(t *testing.T) {
	t.Parallel()
	for text, refused := range map[string]string{
		"measures: [falling_due_20, pc_within_20_weeks, over_20_weeks]":          "",
		"measures: [pc_within_20_weeks]":                                         "falling_due_20 is not among them",
		"measures: [falling_due_20, pc_within_20_weeks]":                         "over_20_weeks is not among them",
		"measures: [falling_due_20, pc_within_20_weeks, over_20_weeks, over_40]": `"over_40" is not known`,
		"title: A title, notes: [one, two], introduction: Words.":                "",
		"title: " + strings.Repeat("long ", 50):                                  "longer than 200",
		"commentary: {falling_due: We did this.}":                                "",
		"commentary: {faling_due: We did this.}":                                 "no section of the document",
		"milestones: [{measure: over_30_weeks, value: 50, by: 2024-06-30}]":      "",
		"milestones: [{measure: over_30, value: 50, by: 2024-06-30}]":            `"over_30" is not known`,
		"milestones: [{measure: over_30_weeks, value: 50, by: June}]":            "not a date",
		"milestones: [{measure: over_30_weeks, value: 50}]":                      "it has no date",
		"milestones: [{measure: over_30_weeks, value: .nan, by: 2024-06-30}]":    "not a number",
		"milestone: []": "unknown",
	} {
		_, err := load(t, "council: {name: x}\ndocuments: {"+text+"}\n")
		switch {
		case refused == "" && err != nil:
			t.Errorf("%s gives %v", text, err)
		case refused != "" && (fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), refused) || !strings.Contains(err.Error(), "[2:")):
			t.Errorf("%s gives %v, want %q with its line", text, err, refused)
		}
	}
}

// A logo is a small picture beside the configuration, and is read with it.
func TestLogo(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var asPNG, asJPEG, wide bytes.Buffer
	small := image.NewGray(image.Rect(0, 0, 4, 2))
	for _, err := range []error{
		png.Encode(&asPNG, small), jpeg.Encode(&asJPEG, small, nil), png.Encode(&wide, image.NewGray(image.Rect(0, 0, 5000, 1))),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range map[string]string{
		"logo.png": asPNG.String(), "logo.jpg": asJPEG.String(), "logo.svg": "<svg/>", "wide.png": wide.String(),
		"big.png": asPNG.String() + strings.Repeat("x", 256<<10),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, refused := range map[string]string{
		"logo.png": "", "logo.jpg": "", "logo.svg": "not a PNG or JPEG", "wide.png": "5000", "big.png": "bigger", "none.png": "no file", ".": "no file",
	} {
		path := filepath.Join(folder, "ehcp.yaml")
		if err := os.WriteFile(path, []byte("council: {name: x}\ndocuments: {logo: "+name+"}\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := config.Load(path)
		switch {
		case refused == "" && (err != nil || len(c.Documents.Picture) == 0):
			t.Errorf("%s gives %v and %d bytes", name, err, len(c.Documents.Picture))
		case refused != "" && (fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), refused) || !strings.Contains(err.Error(), "[2:")):
			t.Errorf("%s gives %v, want %q with its line", name, err, refused)
		}
	}
}
