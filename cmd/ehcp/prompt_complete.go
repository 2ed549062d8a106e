package main

import (
	"slices"
	"strings"
	"unicode"

	"ehcp/pipeline/ask"
)

// candidates are the names that may stand at the end of a line: the commands and
// what they take, else tables, columns and SQL's words. Start is where the word
// begins that they would replace. Before holds the statement's earlier lines.
func (p *prompt) candidates(before, line string) (start int, found []string) {
	start = strings.LastIndexFunc(line, func(r rune) bool {
		return r != '_' && r != '-' && r != '\\' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) + 1
	word := line[start:]
	var names []string
	command, _, given := strings.Cut(line, " ")
	switch {
	case before == "" && strings.HasPrefix(line, `\`) && !given:
		names = commandNames()
	case before == "" && strings.HasPrefix(line, `\`):
		names = p.arguments(command)
	default:
		names = p.sqlNames(before + line)
	}
	for _, name := range names {
		if strings.HasPrefix(strings.ToLower(name), strings.ToLower(word)) && !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return start, found
}

// arguments are what a command may be followed by.
func (p *prompt) arguments(command string) (names []string) {
	switch command {
	case `\d`:
		for _, t := range p.tables {
			names = append(names, t.Name)
		}
	case `\ask`:
		for _, q := range p.named {
			names = append(names, q.Name)
		}
	case `\format`:
		names = ask.Formats()
	case `\set`, `\unset`:
		for _, q := range p.named {
			for _, parameter := range q.Parameters() {
				names = append(names, parameter.Name)
			}
		}
	}
	return names
}

// sqlNames are the tables, the columns of those that the statement names, or of
// all where it names none yet, and the words that queries are made of. Behind
// from, join and describe stand tables alone.
func (p *prompt) sqlNames(text string) []string {
	said := strings.FieldsFunc(strings.ToLower(text+"_"), func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if n := len(said); n > 1 && slices.Contains([]string{"from", "join", "describe", "summarize"}, said[n-2]) {
		return p.arguments(`\d`)
	}
	names := strings.Fields(`select from where group order by having limit join inner left using on and or not in is null
		count sum min max avg median filter case when then else end distinct all with as between like desc cross interval
		percentage`)
	var columns, everyColumn []string
	for _, t := range p.tables {
		names = append(names, t.Name)
		for _, c := range t.Columns {
			if slices.Contains(said, t.Name) {
				columns = append(columns, c.Name)
			}
			everyColumn = append(everyColumn, c.Name)
		}
	}
	if columns == nil {
		columns = everyColumn
	}
	return append(names, columns...)
}
