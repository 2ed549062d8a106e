package extract

import (
	"archive/zip"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"ehcp/pipeline/fault"
)

// The parts of a workbook in which others are named (ECMA-376, part 2).
const (
	packageRelations = "_rels/.rels"
	documentRelation = "/officeDocument"
	sharedStrings    = "xl/sharedstrings.xml" // the only place where the library looks
)

// longDigits is how many digits of a whole number the library keeps, as Excel
// does; other programs write more.
const longDigits = 15

// sheetFacts are what the library's walk over a sheet does not tell.
type sheetFacts struct {
	outOfOrder string                 // where a row or cell does not come after the one before
	unvalued   map[int]int            // place of a column: the last row in it with a formula without a value
	long       map[int]map[int]string // row: place of a column: a whole number of more than 15 digits
}

// parts are what a workbook's package holds, by names in lower case.
type parts map[string]*zip.File

// factsOf reads the XML of sheets to its end, and so finds out whether it has
// one: the library's walk over rows stops without a word where it is damaged.
func (s *Source) factsOf(ctx context.Context, book *excelize.File, file string, sheets []string) (_ map[string]*sheetFacts, err error) {
	packed, err := zip.OpenReader(file)
	if err != nil {
		return nil, s.bookFault(err)
	}
	defer func() { err = errors.Join(err, packed.Close()) }()
	found := parts{}
	for _, f := range packed.File {
		found[partName(f.Name)] = f
	}
	main := "xl/workbook.xml"
	if named, err := found.related(ctx, book, packageRelations); err == nil {
		main = cmp.Or(named[documentRelation], main)
	}
	related, err := found.related(ctx, book, path.Dir(main)+"/_rels/"+path.Base(main)+".rels")
	if err != nil {
		return nil, s.bookFault(err)
	}
	held := 0
	if found[sharedStrings] != nil {
		if held, err = found.countStrings(ctx, book, sharedStrings); err != nil {
			return nil, s.partFault(ctx, "the part with its texts")
		}
	}
	facts := map[string]*sheetFacts{}
	for _, sheet := range sheets {
		for _, listed := range book.WorkBook.Sheets.Sheet {
			if listed.Name != sheet {
				continue
			}
			w := sheetWalk{facts: &sheetFacts{unvalued: map[int]int{}, long: map[int]map[int]string{}}, strings: held}
			if err := found.each(ctx, book, related[listed.ID], w.take); err != nil {
				return nil, s.partFault(ctx, fmt.Sprintf("the sheet %q", sheet))
			}
			facts[sheet] = w.facts
		}
	}
	return facts, nil
}

// isBook says whether a package is one of Office's, or cannot be opened; else it
// is an archive of files.
func isBook(file string) bool {
	packed, err := zip.OpenReader(file)
	if err != nil {
		return true
	}
	isBook := slices.ContainsFunc(packed.File, func(f *zip.File) bool { return partName(f.Name) == "[content_types].xml" })
	return packed.Close() != nil || isBook
}

// partFault tells a damaged part, of which nothing is quoted.
func (s *Source) partFault(ctx context.Context, part string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fault.New(fault.Extract, s.Path+": "+part+" is damaged, and rows would be lost",
		"open it in Excel, let it be repaired, look what is missing and save it again as .xlsx; or make the extract again")
}

// sheetFault refuses a sheet whose rows the library would drop or misread, and
// formulas without a value in the columns at places below the header.
func (s *Source) sheetFault(sheet string, header int, isRead func(place int) bool) error {
	facts := s.facts[sheet]
	if facts.outOfOrder != "" {
		return fault.New(fault.Extract, fmt.Sprintf("%s: in the sheet %q %s, and cases would be lost", s.Path, sheet, facts.outOfOrder),
			"open it in Excel and save it again as .xlsx, or make the extract again")
	}
	for _, place := range slices.Sorted(maps.Keys(facts.unvalued)) {
		if row := facts.unvalued[place]; row > header && isRead(place) {
			name, _ := excelize.CoordinatesToCellName(place+1, row)
			return fault.New(fault.Extract, fmt.Sprintf("%s: the cell %s of the sheet %q has a formula without a value", s.Path, name, sheet),
				"open it in Excel and save it, so that formulas have values")
		}
	}
	return nil
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

// each calls take for every token of a part.
func (p parts) each(ctx context.Context, book *excelize.File, name string, take func(xml.Token) error) (err error) {
	part := p[name]
	if part == nil {
		return fmt.Errorf("there is no part %s", name)
	}
	content, err := part.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	decoder := xml.NewDecoder(&patient{ctx, content})
	decoder.CharsetReader = book.CharsetReader
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = take(token)
		}
		if err != nil {
			return err
		}
	}
}

// related gives the parts that a part of relations names, by their ids and by
// what ends the names of their kinds.
func (p parts) related(ctx context.Context, book *excelize.File, relations string) (map[string]string, error) {
	named := map[string]string{}
	folder := path.Dir(path.Dir(relations))
	return named, p.each(ctx, book, partName(relations), func(token xml.Token) error {
		start, is := token.(xml.StartElement)
		if !is || start.Name.Local != "Relationship" {
			return nil
		}
		target := attribute(start, "Target")
		if !strings.HasPrefix(strings.ReplaceAll(target, `\`, "/"), "/") {
			target = folder + "/" + target
		}
		kind := attribute(start, "Type")
		for _, key := range []string{attribute(start, "Id"), kind[max(0, strings.LastIndexByte(kind, '/')):]} {
			named[key] = partName(target)
		}
		return nil
	})
}

// countStrings counts the texts that cells share.
func (p parts) countStrings(ctx context.Context, book *excelize.File, name string) (n int, err error) {
	err = p.each(ctx, book, name, func(token xml.Token) error {
		if start, is := token.(xml.StartElement); is && start.Name.Local == "si" {
			n++
		}
		return nil
	})
	return n, err
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isLong says whether a number is whole and has more digits than the library
// keeps.
func isLong(number string) bool {
	return len(number) > longDigits && strings.Trim(number, "0123456789") == ""
}

// rowOf is the number of a row by what it says of itself, or one more than that
// before; 0 where it says no number.
func rowOf(start xml.StartElement, before int) int {
	given := attribute(start, "r")
	if given == "" || given == "0" {
		return before + 1
	}
	row, err := strconv.Atoi(given)
	if err != nil {
		return 0
	}
	return row
}
