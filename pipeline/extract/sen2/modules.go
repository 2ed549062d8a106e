package sen2

import (
	"context"
	"strings"
	"time"
)

// Module is one table of a return that is kept in tables: a file of COLLECT's Blade export, a sheet of a
// pre-submission workbook or a part of DfE's template.
type Module struct {
	Name string // as [ModuleOf] gives it
	// Rows gives each row with its number, the headings first. The cells are the callee's until it returns.
	Rows func(ctx context.Context, each func(row int, cells []string) error) error
}

// Required are the modules without which a return cannot be read. The one called sen2 has the reference date and the
// authority; plandetail, placementdetail and senneed have the setting and the need.
func Required() []string {
	return []string{"person", "requests", "assessment", "namedplan", "activeplans"}
}

// HeaderOf reads the module called sen2.
func HeaderOf(ctx context.Context, module Module) (Header, error) {
	var text headerText
	line := 0
	err := eachRecord(ctx, module, func(row int, r record) error {
		if line != 0 {
			return &Error{Line: row, What: "the table sen2 has a second row", Try: "give the tables of one return at a time"}
		}
		line = row
		text = headerText{collection: "SEN2", year: r.text("Year"), reference: dayText(r.text("ReferenceDate")), authority: r.text("LEA")}
		return nil
	})
	if err != nil {
		return Header{}, err
	}
	return text.parse(line)
}

// ReadModules joins the modules of a return by their keys and delivers a row for each request, person by person. It
// holds the return in memory, some 600 bytes a request. The rest is as with [Read]. Rows that belong to no row of the
// module above theirs, and people without a request, are in the summary.
func ReadModules(ctx context.Context, header Header, modules []Module, key []byte, limits Limits, yield func(Row) error) (Summary, error) {
	if len(key) == 0 {
		return Summary{}, noKey()
	}
	t := &reading{
		context: ctx.Err, key: key, yield: yield, hasher: newHasher(key, header), onDate: make(map[string]int),
		summary: Summary{Header: header},
	}
	whole, held := newJoin(&t.summary), limits.orUsual().Held
	for _, name := range []string{
		"person", "requests", "assessment", "namedplan", "plandetail", "activeplans", "placementdetail", "senneed",
	} {
		for _, module := range modules {
			if module.Name != name {
				continue
			}
			if err := eachRecord(ctx, module, func(row int, r record) error {
				if held -= r.size(); held < 0 {
					return &Error{Line: row, What: "the return is too large to be joined in memory", Try: "give it as XML, which is read person by person"}
				}
				return whole.add(name, row, r)
			}); err != nil {
				return t.summary, err
			}
		}
	}
	for _, p := range whole.finish() {
		t.summary.Persons++
		if err := t.deliver(p); err != nil {
			return t.summary, err
		}
	}
	t.summary.Invalid = t.values.invalid
	return t.summary, t.missing(true)
}

// record is one row of a module, by tag.
type record struct {
	places map[string]int
	cells  []string
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

// into puts the cells into the fields that they belong to.
func (r record) into(field func(tag string) *string) {
	for tag := range r.places {
		into := field(tag)
		if into == nil {
			continue
		}
		*into = r.text(tag)
		if strings.HasSuffix(tag, "Date") {
			*into = dayText(*into)
		}
	}
}

// eachRecord walks over the rows of a module that hold anything that is read.
func eachRecord(ctx context.Context, module Module, each func(row int, r record) error) error {
	var r record
	return module.Rows(ctx, func(row int, cells []string) error {
		if r.places == nil {
			r.places = map[string]int{}
			for place, heading := range cells {
				tag := tagOf(heading)
				if _, twice := r.places[tag]; twice {
					return &Error{Line: row, What: "the table " + module.Name + " has two columns for " + tag, Try: "remove one of them"}
				}
				if tag != "" {
					r.places[tag] = place
				}
			}
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		r.cells = cells
		for tag := range r.places {
			if r.text(tag) != "" {
				return each(row, r)
			}
		}
		return nil
	})
}

// dayText writes the day as the XML has it, if it is written as COLLECT or a workbook writes days. Any other text stays
// as it is.
func dayText(text string) string {
	day, _, _ := strings.Cut(text, " ")
	for _, layout := range []string{time.DateOnly, "2006-Jan-02", "02/01/2006", "2/1/2006", "02-Jan-2006"} {
		if parsed, err := time.Parse(layout, day); err == nil {
			return parsed.Format(time.DateOnly)
		}
	}
	return text
}
