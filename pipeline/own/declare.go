package own

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/queries"
)

// The bounds of what a file declares. A table's name is that of its sheet too,
// which Excel ends at 31 characters.
const (
	longestName = 31
	longestText = 500 // characters of a title, a label or a description
	mostColumns = 50
	mostPublic  = 8 // counts of a public table: every sum and difference of them is looked at
)

// keywords begin the lines of a declaration.
func keywords() []string {
	return []string{"table", "title", "about", "profile", "count", "share", "number", "key"}
}

// field is one line of a declaration, with those that continue it.
type field struct {
	word, text string
	line       int
}

// declare reads the declaration of a table.
func declare(q ask.Query, lines []string, first int) (*Table, error) {
	fields, err := fieldsOf(q, lines, first)
	if err != nil {
		return nil, err
	}
	t := &Table{Query: q, SHA256: hash(q.SQL), lines: map[string]int{}}
	for _, f := range fields {
		if err := t.take(f); err != nil {
			return nil, err
		}
	}
	for _, word := range []string{"title", "about", "profile"} {
		if t.lines[word] == 0 {
			return nil, at(q, first, "the table "+t.Name+" has no "+word, "add a line -- "+word+": "+exampleOf(word))
		}
	}
	slices.SortStableFunc(t.declared, func(a, b registry.Column) int { return place(a) - place(b) })
	// Whether the rows are of days or of periods is known from the query's columns.
	t.lay(false)
	return t, t.checkColumns(first)
}

// lay makes the registry's entry of what is declared.
func (t *Table) lay(isDated bool) {
	t.Table = registry.Own(t.Name, t.title, t.about, filepath.Base(t.Query.File), isDated, t.declared)
	t.RestrictedOnly = !t.IsPublic
}

// place puts keys before all else.
func place(c registry.Column) int {
	if c.Role == registry.Key {
		return 0
	}
	return 1
}

// fieldsOf parts a declaration into its lines. One that is indented continues the
// line before.
func fieldsOf(q ask.Query, lines []string, first int) (fields []field, err error) {
	for i, line := range lines {
		text := strings.TrimSpace(line)
		isMore := strings.HasPrefix(strings.ReplaceAll(line, "\t", "  "), "  ")
		switch word, rest, found := strings.Cut(text, ":"); {
		case text == "":
		case isMore && len(fields) > 0:
			fields[len(fields)-1].text += " " + text
		case found && slices.Contains(keywords(), strings.TrimSpace(word)):
			fields = append(fields, field{strings.TrimSpace(word), strings.TrimSpace(rest), first + i})
		default:
			try := "a line of a declaration begins with " + strings.Join(keywords(), ":, ") +
				":, or with two spaces to continue the one before; what is said to people stands before table:"
			if near := fault.Nearest(word, keywords()); near != "" && found {
				try = fmt.Sprintf("did you mean %q?", near+":")
			}
			return nil, at(q, first+i, fmt.Sprintf("%q declares nothing of a table", clipped(text)), try)
		}
	}
	return fields, nil
}

// take takes one field into the table.
func (t *Table) take(f field) error {
	isColumn := slices.Contains([]string{"count", "share", "number", "key"}, f.word)
	switch {
	case f.text == "":
		return at(t.Query, f.line, f.word+": says nothing", "write it as "+exampleOf(f.word))
	case !isColumn && t.lines[f.word] > 0:
		return at(t.Query, f.line, f.word+": is there twice", "leave one of them out")
	case !isColumn:
		t.lines[f.word] = f.line
	case len(t.declared) == mostColumns:
		return at(t.Query, f.line, fmt.Sprintf("the table has more than %d columns", mostColumns), "make two tables of it")
	default:
		return t.takeColumn(f)
	}
	switch f.word {
	case "table":
		t.Name = f.text
		return t.checkName(f)
	case "title":
		t.title = f.text
	case "about":
		t.about = f.text
	case "profile":
		if t.IsPublic = f.text == "public"; !t.IsPublic && f.text != "restricted" {
			return at(t.Query, f.line, fmt.Sprintf("profile: %q is not known", clipped(f.text)), "use restricted or public")
		}
	}
	return t.checkText(f, f.text)
}

// takeColumn takes the declaration of a column.
func (t *Table) takeColumn(f field) error {
	parts := strings.Split(f.text, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	wrong := func() error {
		return at(t.Query, f.line, fmt.Sprintf("%s: %q is not a column", f.word, clipped(f.text)), "write it as "+exampleOf(f.word))
	}
	if slices.Contains(parts, "") || len(parts) != map[string]int{"count": 4, "number": 4, "key": 3, "share": 2}[f.word] {
		return wrong()
	}
	var c registry.Column
	switch f.word {
	case "count":
		c = registry.OwnCount(parts[0], parts[1], parts[2], parts[3])
	case "number":
		c = registry.OwnNumber(parts[0], parts[1], parts[2], parts[3])
	case "key":
		c = registry.OwnKey(parts[0], parts[1], parts[2])
	case "share":
		share := regexp.MustCompile(`^(\S+)\s*=\s*(\S+)\s*/\s*(\S+)$`).FindStringSubmatch(parts[0])
		if share == nil {
			return wrong()
		}
		c = registry.OwnShare(share[1], parts[1], share[2], share[3])
	}
	if t.lines[c.Name] > 0 {
		return at(t.Query, f.line, "the column "+c.Name+" is there twice", "leave one of them out")
	}
	t.declared, t.lines[c.Name] = append(t.declared, c), f.line
	return t.checkText(f, c.Label)
}

// checkName refuses a name that is none or that something else has.
func (t *Table) checkName(f field) error {
	switch {
	case !regexp.MustCompile(`^[a-z]+(_[a-z0-9]+)*$`).MatchString(t.Name) || len(t.Name) < 3 || len(t.Name) > longestName:
		return at(t.Query, f.line, fmt.Sprintf("%q is no name for a table", clipped(t.Name)),
			fmt.Sprintf("use 3 to %d small letters, and figures after an underscore, such as open_by_district", longestName))
	case isReserved(t.Name):
		return at(t.Query, f.line, fmt.Sprintf("the program has a table named %s", t.Name), "give it another name, such as our_"+t.Name)
	}
	return nil
}

// isReserved says whether a name is that of a table or a sheet of the program's, or
// could become one.
func isReserved(name string) bool {
	_, isPublished := registry.Find(name)
	return isPublished || slices.Contains(queries.Names(), name) || slices.Contains(schemaTables(), name) ||
		slices.Contains([]string{"cover", "contents", "notes"}, name) ||
		slices.ContainsFunc([]string{"public_", "said_", "own_", "stage_", "clock_", "measure_"}, func(prefix string) bool {
			return strings.HasPrefix(name, prefix)
		})
}

// checkText refuses text that is too long for a heading, or that a spreadsheet
// would take for a formula.
func (t *Table) checkText(f field, text string) error {
	if utf8.RuneCountInString(f.text) > longestText || !regexp.MustCompile(`^[\pL\pN]`).MatchString(text) {
		return at(t.Query, f.line, f.word+": begins with no letter or figure, or is longer than "+fmt.Sprint(longestText)+" characters",
			"write it as "+exampleOf(f.word))
	}
	return nil
}

// exampleOf shows how a line is written.
func exampleOf(word string) string {
	return map[string]string{
		"table":   "open_by_district",
		"title":   "Open cases by district",
		"about":   "Open cases at the end of the as-at day, by the child's district.",
		"profile": "restricted",
		"count":   "open | cases | Open cases | Open at the end of the day.",
		"share":   "pc_over_20_weeks = over_20_weeks / open | Percentage open over 20 weeks",
		"number":  "median_weeks | weeks | Median weeks open | Half have been open for longer.",
		"key":     "provider | Provider | Who was asked for advice.",
	}[word]
}

// clipped is text short enough for a message.
func clipped(text string) string {
	const most = 60
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most]) + "..."
}
