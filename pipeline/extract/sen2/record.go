package sen2

import (
	"context"
	"strings"
	"time"
)

// record is one row of a module, by tag.
type record struct {
	places     map[string]int
	monthFirst bool
	cells      []string
}

// size is about how many bytes of memory the row takes.
func (r record) size() int {
	size := 600
	for _, cell := range r.cells {
		size += len(cell)
	}
	return size
}

// text gives a cell without the point and nought that a workbook puts behind whole numbers.
func (r record) text(tag string) string {
	place, found := r.places[tag]
	if !found || place >= len(r.cells) {
		return ""
	}
	text := strings.TrimSpace(r.cells[place])
	if whole, point := strings.CutSuffix(text, ".0"); point && consistsOf(whole, isDigit) {
		return whole
	}
	return text
}

// day gives a cell as the XML has days, if it is written as COLLECT or a workbook writes them. Any other text stays as
// it is.
func (r record) day(tag string) string {
	text := r.text(tag)
	day, _, _ := strings.Cut(text, " ")
	slashed := "2/1/2006"
	if r.monthFirst {
		slashed = "1/2/2006"
	}
	for _, layout := range []string{time.DateOnly, "2006-Jan-02", slashed, "02-Jan-2006"} {
		if parsed, err := time.Parse(layout, day); err == nil {
			return parsed.Format(time.DateOnly)
		}
	}
	return text
}

// into puts the cells into the fields that they belong to.
func (r record) into(field func(tag string) *string) {
	for tag := range r.places {
		into := field(tag)
		switch {
		case into == nil:
		case strings.HasSuffix(tag, "Date"):
			*into = r.day(tag)
		default:
			*into = r.text(tag)
		}
	}
}

// eachRecord walks over the rows of a module that hold anything that is read. A row with more cells than there are
// headings is refused: its cells stand under wrong headings.
func eachRecord(ctx context.Context, module Module, each func(row int, r record) error) error {
	r := record{monthFirst: module.MonthFirst}
	headings, named := 0, 0
	return inModule(module.Name, module.Rows(ctx, func(row int, cells []string) (err error) {
		if r.places == nil {
			r.places, err = NewTags().places(module.Name, row, cells)
			headings = len(cells)
			for place, heading := range cells {
				if strings.TrimSpace(heading) != "" {
					named = place + 1
				}
			}
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if len(cells) > headings && strings.TrimSpace(strings.Join(cells[headings:], "")) != "" {
			return &Error{
				Line: row, What: "a row of the table " + module.Name + " has more cells than there are headings",
				Try: "put quotation marks around text that holds a comma, or export the return again",
			}
		}
		r.cells = cells
		if r.isBlank() {
			return nil
		}
		switch {
		case module.IsFull && len(cells) < named:
			return &Error{
				Line: row, What: "a row of the table " + module.Name + " has fewer cells than there are headings",
				Try: "it is cut short: export the return again",
			}
		case !module.IsSaid && r.isMonthFirst():
			return &Error{
				Line: row, What: "a day of the table " + module.Name + " has the month first, or is wrong: 03/04/2024 could be either",
				Try: "say which: dates: mdy under extracts: in the configuration, or dates: dmy to reject those rows",
			}
		}
		return each(row, r)
	}))
}

// isBlank says whether the row holds nothing that is read.
func (r record) isBlank() bool {
	for tag := range r.places {
		if r.text(tag) != "" {
			return false
		}
	}
	return true
}

// isMonthFirst says whether a day of the row can only be read with the month first.
func (r record) isMonthFirst() bool {
	for tag := range r.places {
		if !strings.HasSuffix(tag, "Date") {
			continue
		}
		day, _, _ := strings.Cut(r.text(tag), " ")
		if !strings.Contains(day, "/") {
			continue
		}
		_, dayFirst := time.Parse("2/1/2006", day)
		if _, monthFirst := time.Parse("1/2/2006", day); dayFirst != nil && monthFirst == nil {
			return true
		}
	}
	return false
}
