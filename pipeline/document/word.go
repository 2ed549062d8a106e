package document

import (
	"bytes"
	"fmt"
	"image"
	_ "image/png" // what charts are
	"strings"

	"ehcp/pipeline/docx"
)

// logoHeight and logoWidth are the most that a logo takes, in millimetres.
const (
	logoHeight = 20.0
	logoWidth  = 60.0
)

// Word writes the document for Word: headings, captions, tables with header
// rows and pictures with their words, to be pasted into a council's template.
func Word(d Document) ([]byte, error) {
	f := &docx.File{Title: titleOf(d), Creator: creatorOf(d), Header: d.Marking}
	if l := d.Logo; l != nil && l.Width > 0 && l.Height > 0 {
		scale := min(logoHeight/float64(l.Height), logoWidth/float64(l.Width))
		f.Picture(l.Content, scale*float64(l.Width), scale*float64(l.Height), creatorOf(d))
	}
	f.Paragraph(docx.Title, docx.Run{Text: d.Title})
	about := "Data as at " + d.AsAt + "."
	if d.Council != "" {
		about = d.Council + ". " + about
	}
	runs := []docx.Run{{Text: about}}
	if d.Note != "" {
		runs = append(runs, docx.Run{Text: " " + d.Note + ".", Bold: true})
	}
	f.Paragraph(docx.Subtitle, runs...)
	f.Paragraph(docx.Normal, docx.Run{Text: d.Readers})
	for _, text := range d.Opening {
		f.Paragraph(docx.Normal, docx.Run{Text: text})
	}
	for _, s := range d.Sections {
		if err := wordSection(f, s, 1); err != nil {
			return nil, err
		}
	}
	f.Paragraph(docx.Note, docx.Run{Text: d.Source})
	return f.Bytes()
}

func titleOf(d Document) string {
	if d.Council == "" {
		return d.Title
	}
	return d.Title + ": " + d.Council
}

// creatorOf is the council, or the program where none is named.
func creatorOf(d Document) string {
	if d.Council == "" {
		return "ehcp"
	}
	return d.Council
}

func wordSection(f *docx.File, s Section, level int) error {
	f.Heading(level, s.Heading)
	if s.Lead != "" {
		f.Paragraph(docx.Lead, docx.Run{Text: s.Lead})
	}
	paragraphs(f, s.Paragraphs)
	for _, point := range s.Points {
		f.Paragraph(docx.Bullet, docx.Run{Text: point})
	}
	paragraphs(f, s.Commentary)
	for _, text := range s.Missing {
		f.Paragraph(docx.Lead, docx.Run{Text: text}) // stays with what follows, as a lead does
	}
	for _, figure := range s.Figures {
		picture, err := figure.PNG()
		if err != nil {
			return fmt.Errorf("put chart %s into the document: %w", figure.Name, err)
		}
		f.Paragraph(docx.Caption, docx.Run{Text: fmt.Sprintf("Figure %d: %s", figure.Number, figure.Headline), Bold: true},
			docx.Run{Text: ". " + figure.Subtitle})
		size, _, err := image.DecodeConfig(bytes.NewReader(picture))
		if err != nil {
			return fmt.Errorf("put chart %s into the document: %w", figure.Name, err)
		}
		f.Picture(picture, docx.TextWidth, docx.TextWidth*float64(size.Height)/float64(size.Width), figure.Alt)
	}
	for _, table := range s.Tables {
		wordTable(f, table)
	}
	for _, item := range s.Items {
		f.Paragraph(docx.Bullet, labelled(item)...)
	}
	for _, item := range s.Definitions {
		f.Paragraph(docx.Note, labelled(item)...)
	}
	if len(s.Notes) > 0 {
		labels := make([]string, len(s.Notes))
		for i, n := range s.Notes {
			labels[i] = n.Label
		}
		f.Paragraph(docx.Note, docx.Run{Text: "Notes: " + strings.Join(labels, ", ") + "."})
	}
	if len(s.Downloads) > 0 {
		f.Paragraph(docx.Note, docx.Run{Text: "Figures as data: tables/" + strings.Join(s.Downloads, ".csv, tables/") + ".csv."})
	}
	for _, under := range s.Sections {
		if err := wordSection(f, under, level+1); err != nil {
			return err
		}
	}
	return nil
}

func paragraphs(f *docx.File, texts []string) {
	for _, text := range texts {
		f.Paragraph(docx.Normal, docx.Run{Text: text})
	}
}

func labelled(item Item) []docx.Run {
	if item.Label == "" {
		return []docx.Run{{Text: item.Text}}
	}
	return []docx.Run{{Text: item.Label + ": ", Bold: true}, {Text: item.Text}}
}

func wordTable(f *docx.File, t Table) {
	f.Paragraph(docx.Caption, docx.Run{Text: fmt.Sprintf("Table %d: ", t.Number), Bold: true}, docx.Run{Text: t.Caption})
	table := docx.Table{Title: t.Caption}
	for _, c := range t.Columns {
		table.Columns = append(table.Columns, docx.Column{Head: c.Head, Share: c.Share, Words: c.Words})
	}
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = c.Text
		}
		table.Rows = append(table.Rows, cells)
	}
	f.Table(table)
	for _, note := range t.Notes {
		f.Paragraph(docx.Note, docx.Run{Text: note})
	}
}
