package workbook

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// end marks the rows up as a table and ends the sheet.
func (s *sheet) end() error {
	last, err := excelize.CoordinatesToCellName(len(s.table.Columns), s.row)
	if err != nil {
		return err
	}
	var plain bool
	if err := s.stream.AddTable(&excelize.Table{
		Range: fmt.Sprintf("A%d:%s", s.header, last), Name: s.table.Name, StyleName: "TableStyleLight1", ShowRowStripes: &plain,
	}); err != nil {
		return fmt.Errorf("sheet %s: %w", s.table.Sheet, err)
	}
	if !s.table.Worked {
		if err := s.book.dropFilter(s.table.Name); err != nil {
			return err
		}
	}
	if err := s.book.repeatHeader(s.table.Sheet, s.header); err != nil {
		return err
	}
	return s.stream.Flush()
}

// dropFilter takes the buttons off a table's header: excelize adds them to every
// table, and the Government Analysis Function asks for none.
func (b *Book) dropFilter(table string) (err error) {
	filter := regexp.MustCompile(`<autoFilter[^>]*>(</autoFilter>)?`)
	found := false
	b.file.Pkg.Range(func(path, content any) bool {
		name, _ := path.(string)
		text, _ := content.([]byte)
		if strings.HasPrefix(name, "xl/tables/") && strings.Contains(string(text), ` name="`+table+`"`) {
			b.file.Pkg.Store(path, filter.ReplaceAll(text, nil))
			found = true
		}
		return !found
	})
	if !found {
		return errors.New("the table " + table + " is not in its workbook")
	}
	return nil
}

// repeatHeader prints the header at the top of every page.
func (b *Book) repeatHeader(sheet string, row int) error {
	return b.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: sheet,
		RefersTo: fmt.Sprintf("'%s'!$%d:$%d", strings.ReplaceAll(sheet, "'", "''"), row, row),
	})
}
