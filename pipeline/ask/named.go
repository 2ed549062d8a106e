package ask

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// Query is a question in SQL. A query given on the command line has no name.
type Query struct {
	Name string
	File string // where the text came from, if from a file of the user's
	SQL  string
}

// Question is what the query answers: its comment up to the question mark.
func (q Query) Question() string {
	comment, _ := q.comment()
	if i := strings.Index(comment, "?"); i >= 0 {
		return comment[:i+1]
	}
	if comment == "" {
		return "(the file does not begin with a comment that says)"
	}
	return comment
}

// Title heads a workbook with the answer: the question, where the query says it.
func (q Query) Title() string {
	if comment, _ := q.comment(); comment == "" {
		return "Answer to a query"
	}
	return q.Question()
}

// Notes are the rest of its comment, and which table it makes.
func (q Query) Notes() string {
	comment, table := q.comment()
	_, notes, _ := strings.Cut(comment, "?")
	if table != "" {
		notes += " Every run makes the table " + table + " of it."
	}
	return strings.TrimSpace(notes)
}

// Parameters are those of the query, in the order of their first use.
func (q Query) Parameters() []Parameter { return parameters(q.SQL) }

// sets names the parameters of the query with their defaults.
func (q Query) sets() string {
	var names []string
	for _, p := range q.Parameters() {
		if p.HasDefault {
			p.Name += "=" + p.Default
		}
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// called is how an error speaks of the query.
func (q Query) called() string {
	switch {
	case q.Name != "":
		return q.Name
	case q.File != "":
		return q.File
	}
	return "the query"
}

// inFile names the file or query that an error in SQL is about.
func inFile(q Query, err error) error {
	var told *fault.Error
	if q.Name+q.File == "" || !errors.As(err, &told) {
		return err
	}
	name := q.File
	if name == "" {
		name = q.Name
	}
	return fault.Wrap(told.Kind, err, name+": "+told.What, told.Try)
}

// Named lists the named queries: the program's own and those of the folders
// that the configuration names.
func Named(settings config.Config) ([]Query, error) {
	var list []Query
	for _, model := range queries.Adhoc() {
		list = append(list, Query{Name: model.Name(), SQL: model.SQL()})
	}
	own, err := Own(settings)
	if err != nil {
		return nil, err
	}
	for _, q := range own {
		if i := slices.IndexFunc(list, func(other Query) bool { return other.Name == q.Name }); i >= 0 {
			return nil, fault.New(fault.Usage, fmt.Sprintf("%s has the name of another query, %s", q.File,
				orElse(list[i].File, "one of the program's own")),
				"rename the file")
		}
		list = append(list, q)
	}
	slices.SortFunc(list, func(a, b Query) int { return strings.Compare(a.Name, b.Name) })
	return list, nil
}

// Find gives the query of that name, or says which name is nearest.
func Find(list []Query, name string) (Query, error) {
	names := make([]string, len(list))
	for i, q := range list {
		if names[i] = q.Name; q.Name == name {
			return q, nil
		}
	}
	try := "ehcp query --list lists the names; --sql asks a query of your own"
	if near := fault.Nearest(name, names); near != "" {
		try = fmt.Sprintf("did you mean %q?", near)
	}
	return Query{}, fault.New(fault.Usage, fmt.Sprintf("there is no query named %q", name), try)
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// Listed is the list of queries as rows; the short one is for a person.
func Listed(list []Query, short bool) ([]warehouse.Column, [][]any) {
	columns := []warehouse.Column{{Name: "name"}, {Name: "set"}, {Name: "question"}, {Name: "notes"}, {Name: "file"}}
	if short {
		columns = columns[:3]
	}
	rows := make([][]any, len(list))
	for i, q := range list {
		rows[i] = []any{q.Name, q.sets(), q.Question(), q.Notes(), q.File}[:len(columns)]
	}
	return columns, rows
}
