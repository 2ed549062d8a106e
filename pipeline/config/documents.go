package config

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // a logo may be one
	_ "image/png"  // or the other
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
)

// Documents words the action-plan update: whatever is not given has words of
// the program's own.
type Documents struct {
	Title        string            `yaml:"title"`
	Introduction string            `yaml:"introduction"` // paragraphs, with an empty line between them
	Measures     []string          `yaml:"measures"`     // those shown; none named is all
	Commentary   map[string]string `yaml:"commentary"`   // a section's name: the council's own words in it
	Letter       []Area            `yaml:"letter"`       // what the regulator's letter asks; none is the document's own sections
	Milestones   []Milestone       `yaml:"milestones"`
	Notes        []string          `yaml:"notes"` // behind the program's own
	Logo         string            `yaml:"logo"`  // a PNG or JPEG file

	// Picture is what the logo's file holds.
	Picture []byte `yaml:"-"`
}

// Milestone is a value on the way to a target, as an action plan has them.
type Milestone struct {
	Measure string  `yaml:"measure"`
	Value   float64 `yaml:"value"`
	By      string  `yaml:"by"`
	Text    string  `yaml:"text"` // what is to be done by then
}

// Area is one area of the notice or letter that the update answers.
type Area struct {
	Area string `yaml:"area"`
	Asks []Ask  `yaml:"asks"`
}

// Ask is one thing that it asks, and what tells of it: measures, or else a section
// of the document. Neither says that figures cannot answer it.
type Ask struct {
	Text     string   `yaml:"text"`
	Measures []string `yaml:"measures"`
	Section  string   `yaml:"section"`
}

// What a document may carry: a longer title fills a page's head, and a bigger
// logo every document.
const (
	mostTitle      = 200       // characters
	mostLogoBytes  = 256 << 10 // bytes
	mostLogoPixels = 4000      // of either side
)

// checkDocuments refuses words that no document has a place for.
func checkDocuments(c Config) error {
	d := c.Documents
	if utf8.RuneCountInString(d.Title) > mostTitle {
		return &valueError{"documents.title", fmt.Sprintf("it is longer than %d characters", mostTitle), ""}
	}
	if err := checkShown(d.Measures); err != nil {
		return err
	}
	sections := sectionNames()
	for _, name := range slices.Sorted(maps.Keys(d.Commentary)) {
		if !slices.Contains(sections, name) {
			return &valueError{"documents.commentary." + name, name + " is no section of the document", hint(name, sections)}
		}
	}
	if err := checkLetter(d.Letter, sections); err != nil {
		return err
	}
	for i, m := range d.Milestones {
		key := fmt.Sprintf("documents.milestones[%d]", i)
		switch by, err := Date(m.By); {
		case !slices.Contains(registry.MeasureNames(), m.Measure):
			return &valueError{key + ".measure", fmt.Sprintf("%q is not known", m.Measure), hint(m.Measure, registry.MeasureNames())}
		case err != nil:
			return &valueError{key + ".by", fmt.Sprintf("%q is not a date like 2024-01-31", m.By), ""}
		case by.IsZero():
			return &valueError{key, "it has no date", "add by: with the day by which"}
		case math.IsNaN(m.Value) || math.IsInf(m.Value, 0):
			return &valueError{key + ".value", "this is not a number", ""}
		}
	}
	return nil
}

func sectionNames() (names []string) {
	for _, s := range registry.Sections() {
		names = append(names, s.Name)
	}
	return names
}

// checkLetter refuses areas and asks without words, and what is no measure or
// section.
func checkLetter(areas []Area, sections []string) error {
	for i, area := range areas {
		key := fmt.Sprintf("documents.letter[%d]", i)
		if strings.TrimSpace(area.Area) == "" || len(area.Asks) == 0 {
			return &valueError{
				key, "an area needs a name and what it asks",
				"write {area: Timeliness, asks: [{text: Plans in 20 weeks, measures: [falling_due_20]}]}",
			}
		}
		for k, ask := range area.Asks {
			key := fmt.Sprintf("%s.asks[%d]", key, k)
			if strings.TrimSpace(ask.Text) == "" {
				return &valueError{key, "it has no text", "add text: with what the letter asks"}
			}
			for _, name := range ask.Measures {
				if !slices.Contains(registry.MeasureNames(), name) {
					return &valueError{key + ".measures", fmt.Sprintf("%q is not known", name), hint(name, registry.MeasureNames())}
				}
			}
			if ask.Section != "" && !slices.Contains(sections, ask.Section) {
				return &valueError{key + ".section", ask.Section + " is no section of the document", hint(ask.Section, sections)}
			}
		}
	}
	return nil
}

// checkShown keeps the sides of one picture together: the rate of plans issued
// alone says the contrary of what the open cases say.
func checkShown(measures []string) error {
	for i, name := range measures {
		if !slices.Contains(registry.MeasureNames(), name) {
			return &valueError{
				fmt.Sprintf("documents.measures[%d]", i), fmt.Sprintf("%q is not known", name), hint(name, registry.MeasureNames()),
			}
		}
	}
	for _, always := range []string{"falling_due_20", "pc_within_20_weeks", "over_20_weeks"} {
		if len(measures) > 0 && !slices.Contains(measures, always) {
			return &valueError{
				"documents.measures", always + " is not among them",
				"falling_due_20, pc_within_20_weeks and over_20_weeks stand in every document: none of them can be read without the others",
			}
		}
	}
	return nil
}

// hint names the nearest word, or all of them.
func hint(word string, words []string) string {
	if near := fault.Nearest(word, words); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "use one of " + strings.Join(words, ", ")
}

// readLogo reads the logo's picture, so that it is part of what the
// configuration decides.
func readLogo(c *Config) error {
	if c.Documents.Logo == "" {
		return nil
	}
	refused := func(why string) error {
		return &valueError{"documents.logo", c.Documents.Logo + " " + why, "give a PNG or JPEG of at most 256 KB, beside the configuration"}
	}
	path := c.Documents.Logo
	if !filepath.IsAbs(path) {
		path = filepath.Join(c.Folder, path)
	}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return refused("is no file that can be read")
	}
	file, err := os.Open(path)
	if err != nil {
		return refused("is no file that can be read")
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(io.LimitReader(file, mostLogoBytes+1))
	if err != nil {
		return refused("is no file that can be read")
	}
	if len(content) > mostLogoBytes {
		return refused("is bigger than 256 KB")
	}
	picture, kind, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil || kind != "png" && kind != "jpeg" {
		return refused("is not a PNG or JPEG")
	}
	if max(picture.Width, picture.Height) > mostLogoPixels || min(picture.Width, picture.Height) < 1 {
		return refused(fmt.Sprintf("has sides of %d and %d pixels: at most %d", picture.Width, picture.Height, mostLogoPixels))
	}
	c.Documents.Picture = content
	return nil
}
