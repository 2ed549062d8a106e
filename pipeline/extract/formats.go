package extract

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// firstCustomFormat is the first number that a workbook's own formats have.
const firstCustomFormat = 164

// plainFormats gives every style of the workbook that shows a day the format of
// a marked number, and every other one that there is not, for which numbers stay
// as they are stored: the general one would round those of twelve digits. The
// library's own writing of days takes ten times as long.
func plainFormats(book *excelize.File) error {
	if book.Styles == nil || book.Styles.CellXfs == nil {
		return nil // there are none to change
	}
	format := `"` + dayMark + `"0.00000000`
	style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return err
	}
	formats := book.Styles.CellXfs.Xf
	dated := *formats[style].NumFmtID
	codes := map[int]string{}
	if book.Styles.NumFmts != nil {
		for _, custom := range book.Styles.NumFmts.NumFmt {
			codes[custom.NumFmtID] = custom.FormatCode
		}
	}
	plain := firstCustomFormat
	for codes[plain] != "" {
		plain++
	}
	for i := range formats {
		id := 0
		if formats[i].NumFmtID != nil {
			id = *formats[i].NumFmtID
		}
		formats[i].NumFmtID = &plain
		if isDateFormat(id, codes[id]) {
			formats[i].NumFmtID = &dated
		}
	}
	return nil
}

// isDateFormat says whether a number format shows a day: one of those that
// ECMA-376 numbers, or one whose code has a day or a year outside quotations.
func isDateFormat(id int, code string) bool {
	if code == "" {
		return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
	}
	var bare strings.Builder
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"', '[':
			end := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[code[i]])
			if end < 0 {
				return false
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		default:
			bare.WriteByte(code[i])
		}
	}
	return strings.ContainsAny(strings.ToLower(strings.ReplaceAll(bare.String(), "General", "")), "dy")
}
