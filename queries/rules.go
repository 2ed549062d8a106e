package queries

import (
	"slices"
	"strconv"
	"strings"
)

// Rule is one test of a staged row: rules/name.sql. It fires where its SQL, a
// condition on the columns of stage_tested, is true.
type Rule struct {
	Name     string
	Severity string   // error rejects the row; query keeps and reports it
	Says     string   // what is wrong, as one sentence
	Column   string   // that the finding is about; first_date and last_date stand for whichever holds it
	Try      string   // what to do
	Needs    []string // columns without which the rule has nothing to test
	SQL      string
}

// Rules are those of the rule book, by name.
func Rules() []Rule {
	models := list("rules")
	rules := make([]Rule, len(models))
	for i, m := range models {
		rules[i] = parseRule(m.Name(), m.SQL())
	}
	return rules
}

// parseRule reads the head of a rule, comment lines of a key and a value that
// may go on in lines set in, and its condition.
func parseRule(name, text string) Rule {
	values := map[string]string{}
	var key string
	var sql []string
	for line := range strings.Lines(text) {
		comment, isHead := strings.CutPrefix(strings.TrimRight(line, "\n"), "--")
		switch more, goesOn := strings.CutPrefix(comment, "   "); {
		case !isHead:
			sql = append(sql, strings.TrimRight(line, "\n"))
		case goesOn:
			values[key] += " " + more
		default:
			var value string
			key, value, _ = strings.Cut(strings.TrimSpace(comment), ": ")
			values[key] = value
		}
	}
	return Rule{
		Name: name, Severity: values["severity"], Says: values["says"], Column: values["column"], Try: values["try"],
		Needs: strings.Split(values["needs"], ", "), SQL: strings.Join(sql, "\n"),
	}
}

// RulesFor leaves out the rules that need a column which is not there.
func RulesFor(columns []string) []Rule {
	return slices.DeleteFunc(Rules(), func(r Rule) bool {
		return slices.ContainsFunc(r.Needs, func(need string) bool { return !slices.Contains(columns, need) })
	})
}

// Judged is the select that tests every row by the rules: those that any rule
// fires on, with a mask in which rule i is bit i. The test of all rules at once
// comes first, for few rows break any.
func Judged(rules []Rule) string {
	if len(rules) == 0 {
		return "select *, 0::bigint as mask from stage_tested where false"
	}
	var tests, fires, bits []string
	for i, r := range rules {
		name := "breaks_" + r.Name
		tests = append(tests, "coalesce("+r.SQL+", false) as "+name)
		fires = append(fires, name)
		bits = append(bits, "("+name+"::bigint << "+strconv.Itoa(i)+")")
	}
	return "select *, " + strings.Join(bits, " | ") + " as mask from (select *, " + strings.Join(tests, ", ") +
		" from stage_tested) as judged where " + strings.Join(fires, " or ")
}
