package workbook

import "github.com/xuri/excelize/v2"

// The number formats of tables.
const (
	Whole    = "#,##0"
	Decimal  = "#,##0.0"
	isoDay   = "yyyy-mm-dd"
	fontName = "Arial"
	fontSize = 12.0
)

// styles are the looks of cells, by their number in the workbook.
type styles struct {
	file                                                  *excelize.File
	title, heading, prose, line, link, header, text, mark int
	wrapped, headerRight                                  int
	numbers                                               map[string]int // by number format
}

// newStyles makes the looks: Arial 12 throughout, larger and bold for titles,
// no fills, and colour for links alone, which are underlined too.
func newStyles(file *excelize.File) (styles, error) {
	s := styles{file: file, numbers: map[string]int{}}
	if err := file.SetDefaultFont(fontName); err != nil {
		return s, err
	}
	size := fontSize
	file.Styles.Fonts.Font[0].Sz.Val = &size
	top := func(wraps bool) *excelize.Alignment { return &excelize.Alignment{Vertical: "top", WrapText: wraps} }
	rule := []excelize.Border{{Type: "bottom", Style: 2, Color: "000000"}}
	for _, look := range []struct {
		id    *int
		style excelize.Style
	}{
		{&s.title, excelize.Style{Font: font(true, 16), Alignment: top(false)}},
		{&s.heading, excelize.Style{Font: font(true, 14), Alignment: top(true)}},
		{&s.prose, excelize.Style{Font: font(false, fontSize), Alignment: top(true)}},
		{&s.line, excelize.Style{Font: font(false, fontSize), Alignment: top(false)}},
		{&s.link, excelize.Style{
			Font:      &excelize.Font{Family: fontName, Size: fontSize, Color: "0563C1", Underline: "single"},
			Alignment: top(false),
		}},
		{&s.header, excelize.Style{
			Font: font(true, fontSize), Alignment: &excelize.Alignment{Vertical: "bottom", WrapText: true}, Border: rule,
		}},
		{&s.headerRight, excelize.Style{
			Font: font(true, fontSize), Border: rule,
			Alignment: &excelize.Alignment{Vertical: "bottom", WrapText: true, Horizontal: "right", Indent: 1},
		}},
		{&s.text, excelize.Style{Font: font(false, fontSize), Alignment: top(false)}},
		{&s.wrapped, excelize.Style{Font: font(false, fontSize), Alignment: top(true)}},
		{&s.mark, excelize.Style{Font: font(false, fontSize), Alignment: toTheRight()}},
	} {
		id, err := file.NewStyle(&look.style)
		if err != nil {
			return s, err
		}
		*look.id = id
	}
	return s, nil
}

func font(bold bool, size float64) *excelize.Font {
	return &excelize.Font{Family: fontName, Size: size, Bold: bold, Color: "000000"}
}

// toTheRight keeps numbers and marks off the text of the next column.
func toTheRight() *excelize.Alignment {
	return &excelize.Alignment{Vertical: "top", Horizontal: "right", Indent: 1}
}

// number is the look of numbers in a format.
func (s styles) number(format string) (int, error) {
	if id, found := s.numbers[format]; found {
		return id, nil
	}
	id, err := s.file.NewStyle(&excelize.Style{Font: font(false, fontSize), CustomNumFmt: &format, Alignment: toTheRight()})
	s.numbers[format] = id
	return id, err
}
