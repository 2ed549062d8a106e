package dialect

import (
	"slices"
	"strconv"
)

// listedGroups names what "group by all" groups by: the columns of the select
// list that are no aggregates, by their places.
func listedGroups(tokens []token) []token {
	for i := range tokens {
		if !startsWith(tokens[i:], "group", "by", "all") {
			continue
		}
		text := ""
		for place, column := range selectList(tokens[selectBefore(tokens, i):]) {
			if !isAggregate(column) {
				text += ", " + strconv.Itoa(place+1)
			}
		}
		tokens[i+2].text = text[len(", "):]
	}
	return tokens
}

// selectBefore is the place of the select that a place belongs to: the last one
// before it in the same brackets.
func selectBefore(tokens []token, place int) int {
	depth := 0
	for i := place; i >= 0; i-- {
		depth += deeper(tokens[i])
		if depth == 0 && tokens[i].text == "select" {
			return i
		}
	}
	return 0
}

// selectList are the columns of the select that tokens begin with.
func selectList(tokens []token) [][]token {
	depth := 0
	for i, t := range tokens {
		depth += deeper(t)
		if depth == 0 && t.text == "from" || depth < 0 {
			return separated(tokens[1:i])
		}
	}
	return separated(tokens[1:])
}

// isAggregate says whether a column adds rows up. A select inside it adds up rows
// of its own.
func isAggregate(column []token) bool {
	for i := 0; i < len(column); i++ {
		if startsWith(column[i:], "(", "select") {
			i += len(inside(column[i:])) + 1
		}
		for _, function := range []string{"count", "sum", "min", "max"} {
			if startsWith(column[i:], function, "(") {
				return true
			}
		}
	}
	return false
}

// listedColumns names the columns of "table.* exclude (...)", where the table is
// a select of the same statement: PostgreSQL leaves no column out of a star.
func listedColumns(tokens []token) (kept []token) {
	for i := 0; i < len(tokens); i++ {
		if i+5 >= len(tokens) || !startsWith(tokens[i+1:], ".", "*", "exclude", "(") {
			kept = append(kept, tokens[i])
			continue
		}
		left := inside(tokens[i+4:])
		text := ""
		for _, column := range columnsOf(tokens, tokens[i].text) {
			if !slices.ContainsFunc(left, func(t token) bool { return t.text == column }) {
				text += ", " + tokens[i].text + "." + column
			}
		}
		kept = append(kept, token{tokens[i].space, text[len(", "):]})
		i += len(left) + 5
	}
	return kept
}

// columnsOf are the names of the columns of "(select ...) as name".
func columnsOf(tokens []token, name string) (names []string) {
	for i := range tokens {
		if tokens[i].text != "(" {
			continue
		}
		body := inside(tokens[i:])
		if !startsWith(tokens[i+len(body)+2:], "as", name) {
			continue
		}
		for _, column := range selectList(body[mainSelect(body):]) {
			names = append(names, column[len(column)-1].text)
		}
	}
	return names
}

// mainSelect is the place of the first select that stands in no brackets: those
// of a with are in some.
func mainSelect(tokens []token) int {
	depth := 0
	for i, t := range tokens {
		depth += deeper(t)
		if depth == 0 && t.text == "select" {
			return i
		}
	}
	return 0
}
