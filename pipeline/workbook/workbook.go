// Package workbook writes XLSX files: sheets of prose and sheets with one table
// each, marked up as the Government Analysis Function asks ('Releasing
// statistics in spreadsheets'), so that they can be read with a screen reader.
// The same sheets always give the same bytes.
package workbook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/xuri/excelize/v2"
)

// Properties describe a workbook to programs that list or search files.
type Properties struct {
	Title   string
	Creator string
	Day     time.Time // stands as the day on which it was made and changed
	Scratch string    // private folder for sheets that are too long for memory; empty is the system's
}

// Book is a workbook on its way. Its sheets stand in the order in which they
// are added. It is not safe for concurrent use.
type Book struct {
	file   *excelize.File
	styles styles
	sheets []string
}

// New begins a workbook in British English.
func New(p Properties) (*Book, error) {
	file := excelize.NewFile(excelize.Options{TmpDir: p.Scratch})
	file.SetZipWriter(newArchive(func() error { return nil }))
	day := p.Day.UTC().Format(time.RFC3339)
	if err := file.SetDocProps(&excelize.DocProperties{
		Title: p.Title, Creator: p.Creator, LastModifiedBy: p.Creator, Language: "en-GB", Created: day, Modified: day,
	}); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	look, err := newStyles(file)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &Book{file: file, styles: look}, nil
}

// pageWidth is how many characters fit the width of a page in print that can
// still be read.
const pageWidth = 260

// addSheet makes an empty sheet that many characters wide, which prints on as
// few pages across as can be read.
func (b *Book) addSheet(name string, width float64) error {
	if len(b.sheets) == 0 {
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return fmt.Errorf("sheet %s: %w", name, err)
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return fmt.Errorf("sheet %s: %w", name, err)
	}
	b.sheets = append(b.sheets, name)
	const a4 = 9
	paper, way, wide, high, fits := a4, "landscape", 1+int(width)/pageWidth, 0, true
	// The size that a new sheet says it has would hide the rows from programs
	// that believe it.
	return errors.Join(b.file.SetSheetDimension(name, ""),
		b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &way, FitToWidth: &wide, FitToHeight: &high}),
		b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fits}))
}

// Write writes the workbook. It holds the packed parts in memory.
func (b *Book) Write(w io.Writer) error { return b.file.Write(w) }

// Save writes the workbook to a new file that only its owner can write to. A
// long one takes a second or more: it is given up when the context ends.
func (b *Book) Save(ctx context.Context, path string, mode os.FileMode) (err error) {
	b.file.SetZipWriter(newArchive(ctx.Err))
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return b.Write(file)
}

// Close removes what the workbook keeps in its private folder.
func (b *Book) Close() error { return b.file.Close() }
