// Package extract reads case-level extracts: it finds out what a file is,
// keeps the canonical columns alone and hands them to DuckDB as text.
package extract

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/mapping"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// planMovedIn is delivered by the SEN2 reader alone: no extract may set it.
const planMovedIn = "plan_moved_in"

// identifier is the expression for an identifier without the white space around
// it, that which does not break lines included, and 123.0 as 123. Most begin
// and end with a character that is seen, and need no more than that look.
func identifier(text string) string {
	return fmt.Sprintf(`case when %[1]s between '!' and '~' and %[1]s[-1] between '!' and '~' and not ends_with(%[1]s, '.0') then %[1]s `+
		`else regexp_replace(regexp_replace(%[1]s, '^[\s\p{Z}\x{200b}\x{feff}]+|[\s\p{Z}\x{200b}\x{feff}]+$', '', 'g'), '^(\d+)\.0$', '\1') end`, text)
}

// UnmappedError is a file without a column that every extract must have: under
// another heading perhaps, which is a matter of guessing.
type UnmappedError struct {
	Fault  *fault.Error
	Path   string
	Header []string
	Rows   [][]string // some of those under it
}

func (u *UnmappedError) Error() string { return u.Fault.Error() }

// Unwrap gives the fault, with its kind and advice.
func (u *UnmappedError) Unwrap() error { return u.Fault }

// Header gives the headings of the file, in order, and some rows under them.
func (s *Source) Header() (header []string, rows [][]string) { return s.header, s.sample }

// mapColumns matches the header with the canonical columns, by the
// configured mapping or by name after trimming and folding case.
func (s *Source) mapColumns(header []string) error {
	s.header, s.column = header, map[string]string{}
	if err := s.settleKind(header); err != nil {
		return err
	}
	for i, name := range header {
		canonical := s.canonicalOf(name)
		if canonical == "" {
			s.Dropped = append(s.Dropped, name)
			continue
		}
		if _, twice := s.column[canonical]; twice {
			return fault.New(fault.Extract, fmt.Sprintf("%s has two columns for %s", s.Path, canonical),
				"remove one, or name the right one under mapping:")
		}
		s.column[canonical] = fileColumn(i)
		s.Present = append(s.Present, canonical)
	}
	s.shareColumns(header)
	for column, mapped := range s.entry.Mapping {
		if _, found := s.column[column]; !found {
			return fault.New(fault.Extract, fmt.Sprintf("%s has no column %q, which mapping: gives for %s", s.Path, mapped, column),
				nearestHeader(column, mapped, s.headings()))
		}
	}
	for _, column := range s.Kind.Required() {
		if _, found := s.column[column]; found {
			continue
		}
		if s.IsOfCases() && isAnnexA(header) {
			return fault.New(fault.Extract, s.Path+" is a list of Ofsted and CQC's Annex A, which has no request dates",
				"give an extract of requests for assessment: waiting times cannot be worked out from a list of plans")
		}
		if len(s.headings()) == 0 {
			s.Dropped = nil
			return fault.New(fault.Extract, s.Path+" has no header: its first line does not look like names of columns",
				"put the names of the columns in the first line, "+strings.Join(s.Kind.Required(), " and ")+" among them")
		}
		missing := fault.New(fault.Extract, fmt.Sprintf("%s has no column %s; it has %s", s.Path, column, mapping.OneLine(header...)),
			nearestHeader(column, column, header))
		if !s.IsOfCases() { // whose headings are guessed, and no others
			return missing
		}
		return &UnmappedError{missing, s.Path, header, s.sample}
	}
	return nil
}

// shareColumns gives an extra column that stands under a heading which is mapped
// to a canonical one the same cells.
func (s *Source) shareColumns(header []string) {
	if !s.IsOfCases() {
		return
	}
	for i, column := range s.extra {
		name := ExtraName(i)
		if mapped, isMapped := s.entry.Mapping[column]; isMapped {
			column = mapped
		}
		place := slices.IndexFunc(header, func(heading string) bool {
			return strings.EqualFold(strings.TrimSpace(heading), strings.TrimSpace(column))
		})
		if _, found := s.column[name]; !found && place >= 0 {
			s.column[name] = fileColumn(place)
			s.Present = append(s.Present, name)
		}
	}
}

// canonicalOf is the name under which a column of the file is delivered, or "".
func (s *Source) canonicalOf(name string) string {
	name = strings.TrimSpace(name)
	if column := s.columnOf(s.Kind, name); column != "" || !s.IsOfCases() {
		return column
	}
	return s.extraOf(name)
}

// extraOf is the name under which an extra column with a heading is delivered,
// or "".
func (s *Source) extraOf(heading string) string {
	for i, column := range s.extra {
		if mapped, isMapped := s.entry.Mapping[column]; isMapped {
			column = strings.TrimSpace(mapped)
		}
		if strings.EqualFold(column, heading) {
			return ExtraName(i)
		}
	}
	return ""
}

// columnOf is the column of a kind of extract that a heading stands for, or "".
func (s *Source) columnOf(kind registry.Extract, heading string) string {
	for _, f := range kind.Fields {
		mapped, isMapped := s.entry.Mapping[f.Name]
		if isMapped && strings.EqualFold(strings.TrimSpace(mapped), heading) || !isMapped && strings.EqualFold(f.Name, heading) {
			return f.Name
		}
	}
	return ""
}

// fileColumn names a column of the file by its place, so that no name in it
// can clash with another or with ours.
func fileColumn(i int) string { return fmt.Sprintf("file_column_%d", i+1) }

// ExtraName is the name under which the extra column i is delivered.
func ExtraName(i int) string { return fmt.Sprintf("%s%d", extraPrefix, i+1) }

const extraPrefix = "extra_"

// IsExtra says whether a name is one of those of extra columns.
func IsExtra(name string) bool { return strings.HasPrefix(name, extraPrefix) }

// wanted are the columns that are delivered, whether the file has them or not.
func (s *Source) wanted() []string {
	columns := s.Kind.Columns()
	if !s.IsOfCases() {
		return columns
	}
	columns = append(columns, planMovedIn)
	for i := range s.extra {
		columns = append(columns, ExtraName(i))
	}
	return columns
}

// canonicalAt is the name under which the file's column at a place is
// delivered, or ""; of two names the canonical one.
func (s *Source) canonicalAt(place int) string {
	for _, column := range s.wanted() {
		if s.column[column] == fileColumn(place) {
			return column
		}
	}
	return ""
}

// wantedPlaces are the places of the columns that are delivered, in order.
func (s *Source) wantedPlaces() []int {
	var places []int
	for place := range s.header {
		if s.canonicalAt(place) != "" {
			places = append(places, place)
		}
	}
	return places
}

// selectText is the select that delivers the wanted columns as text from a
// table or select whose columns are named by their place, with error_cell, the
// number of the extract and the order in which its dates are written.
func (s *Source) selectText(id int, from string, cells typed) string {
	order := s.entry.Dates
	if order == "" {
		order = "dmy"
	}
	selected := []string{fmt.Sprintf("%d as extract_id", id), warehouse.Literal(order) + " as date_order", "error_cell"}
	for _, column := range s.wanted() {
		selected = append(selected, s.textOf(column, cells)+" as "+warehouse.Name(column))
	}
	return "select " + strings.Join(selected, ", ") + " from " + from
}

// textOf is the expression for one column: null where the file has none. What is
// typed is as it comes.
func (s *Source) textOf(column string, cells typed) string {
	text, found := s.column[column]
	switch {
	case found && cells.types[text] != "":
		return text
	case !found && cells.types != nil:
		return "null::" + cmp.Or(cellTypes()[column], "varchar")
	case !found:
		return "null::varchar"
	}
	// Names of things are the same however white space stands around them, and
	// programs that know only one kind of number write 123 as 123.0.
	switch f, _ := s.Kind.Field(column); {
	case column == "authority_code":
		text = "upper(" + identifier(text) + ")"
	case f.Type == registry.ID:
		text = identifier(text)
	case f.Type == registry.Whole, f.Type == registry.Yes:
		text = fmt.Sprintf(`case when ends_with(%[1]s, '.0') and regexp_full_match(%[1]s, '\s*\d+\.0') then %[1]s[:-3] else %[1]s end`, text)
	}
	if codes := s.codesOf(column); len(codes.exact) > 0 {
		return "nullif(case trim(" + text + ")" + whens(codes.exact) + " else case lower(trim(" + text + "))" + whens(codes.folded) +
			" else " + text + " end end, '')"
	}
	return text
}

// codes are what a file's words for a column stand for: as they are, and in
// lower case where all that differ in case alone stand for the same.
type codes struct{ exact, folded map[string]string }

func (s *Source) codesOf(column string) codes {
	c := codes{map[string]string{}, map[string]string{}}
	differ := map[string]bool{}
	for theirs, ours := range s.entry.Codes[column] {
		theirs = strings.TrimSpace(theirs)
		c.exact[theirs] = ours
		folded := strings.ToLower(theirs)
		before, twice := c.folded[folded]
		differ[folded] = differ[folded] || twice && before != ours
		c.folded[folded] = ours
	}
	for folded := range differ {
		if differ[folded] {
			delete(c.folded, folded)
		}
	}
	return c
}

// Code is what the configuration says a word of the file in a column stands
// for: the word itself where it says nothing.
func (s *Source) Code(column, word string) string {
	codes, trimmed := s.codesOf(column), strings.TrimSpace(word)
	if ours, found := codes.exact[trimmed]; found {
		return ours
	}
	if ours, found := codes.folded[strings.ToLower(trimmed)]; found {
		return ours
	}
	return word
}

// whens are the branches of a case that gives each key its value.
func whens(values map[string]string) string {
	branches := ""
	for _, key := range slices.Sorted(maps.Keys(values)) {
		branches += " when " + warehouse.Literal(key) + " then " + warehouse.Literal(values[key])
	}
	return branches
}
