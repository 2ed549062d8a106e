package sen2

import (
	"context"
	"errors"
	"slices"
)

// Module is one table of a return that is kept in tables: a file of COLLECT's Blade export, a sheet of a
// pre-submission workbook or a part of DfE's template.
type Module struct {
	Name       string // as [Tags.Module] gives it
	MonthFirst bool   // in days with slashes
	IsSaid     bool   // whether the month is first: where it is not, a day that can have it first alone is refused
	IsFull     bool   // no row has fewer cells than there are headings, unless it is cut short
	// Rows gives each row with its number, the headings first. The cells are the callee's until it returns.
	Rows func(ctx context.Context, each func(row int, cells []string) error) error
}

// Required are the modules without which a return cannot be read. The one called sen2 has the reference date and the
// authority; plandetail, placementdetail and senneed have the setting and the need.
func Required() []string {
	return []string{"person", "requests", "assessment", "namedplan", "activeplans"}
}

// HeaderOf reads the module called sen2. The header is blank if the module has no row.
func HeaderOf(ctx context.Context, module Module) (Header, error) {
	var text headerText
	line := 0
	err := eachRecord(ctx, module, func(row int, r record) error {
		if line != 0 {
			return &Error{Line: row, What: "the table sen2 has a second row", Try: "give the tables of one return at a time"}
		}
		line = row
		text = headerText{collection: r.text("Collection"), year: r.text("Year"), reference: r.day("ReferenceDate"), authority: r.text("LEA")}
		return nil
	})
	if err != nil || line == 0 {
		return Header{}, err
	}
	header, err := text.parse(line)
	var refused *Error
	if errors.As(err, &refused) && refused.Try == tryExport {
		refused.Try = "export the tables of the return again, and give them as they came out"
	}
	return header, inModule(module.Name, err)
}

// ColumnsOf gives those of [Columns] that the modules have, by their headings. Its error names a column that is needed
// and not there.
func ColumnsOf(ctx context.Context, modules []Module) ([]string, error) {
	found := map[string]bool{}
	for _, module := range modules {
		places, err := placesOf(ctx, module)
		if err != nil {
			return nil, err
		}
		for _, tag := range needed(module.Name) {
			if _, has := places[tag]; !has {
				return nil, &Error{
					Module: module.Name, What: "the table " + module.Name + " has no column " + tag, Try: "export the return again, with every column of the table",
				}
			}
		}
		for tag := range places {
			found[tag] = true
		}
	}
	return slices.DeleteFunc(Columns(), func(column string) bool {
		tags, describes := described()[column]
		return describes && !slices.ContainsFunc(tags, func(tag string) bool { return found[tag] })
	}), nil
}

// placesOf gives the tags of a module's columns and where they stand.
func placesOf(ctx context.Context, module Module) (places map[string]int, err error) {
	err = module.Rows(ctx, func(row int, cells []string) error {
		if places, err = NewTags().places(module.Name, row, cells); err != nil {
			return err
		}
		return errHeadings
	})
	if errors.Is(err, errHeadings) {
		err = nil
	}
	return places, inModule(module.Name, err)
}

// errHeadings ends a walk over rows behind the headings.
var errHeadings = errors.New("these are the headings")

func (t Tags) places(module string, row int, headings []string) (map[string]int, error) {
	places := map[string]int{}
	for place, heading := range headings {
		tag := t.of(heading)
		if _, twice := places[tag]; twice {
			return nil, &Error{Line: row, What: "the table " + module + " has two columns for " + tag, Try: "remove one of them"}
		}
		if tag != "" {
			places[tag] = place
		}
	}
	return places, nil
}

// ReadModules joins the modules of a return by their keys and delivers a row for each request, person by person. It
// holds the return in memory, some 600 bytes a row beside its text. The rest is as with [Read]. Rows that belong to no
// row of the module above theirs, and people without a request, are in the summary.
func ReadModules(ctx context.Context, header Header, modules []Module, key []byte, limits Limits, yield func(Row) error) (Summary, error) {
	if len(key) == 0 {
		return Summary{}, noKey()
	}
	t := &reading{
		context: ctx.Err, yield: yield, hasher: newHasher(key, header), onDate: make(map[string]int),
		summary: Summary{Header: header},
	}
	whole, held := newJoin(&t.summary), limits.Held
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
		*p = person{} // No identifier outlives its person's turn.
	}
	t.summary.Invalid = t.values.invalid
	return t.summary, t.missing(true)
}

// inModule says of an error which table it is about.
func inModule(name string, err error) error {
	var refused *Error
	if errors.As(err, &refused) {
		refused.Module = name
	}
	return err
}
