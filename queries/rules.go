package queries

import (
	"slices"
	"strconv"
	"strings"
)

// Rule is one rule of the rule book: a file whose head says what it finds and
// what to do about it. Of rules/name.sql the SQL is a condition on the columns of
// stage_tested, and it fires on the staged rows for which that is true.
type Rule struct {
	Name     string
	Severity string   // error rejects the row; query keeps and reports it
	Says     string   // what is wrong, as one sentence
	Column   string   // that the finding is about; first_date and last_date stand for whichever holds it
	Try      string   // what to do
	Needs    []string // columns without which the rule has nothing to test
	SQL      string
}

// Rules are those that judge a row by itself, by name.
func Rules() []Rule { return rulesIn("rules") }

// Across are the rules that no row shows by itself: rules/across/name.sql. The
// SQL gives the rows that the rule fires on, by stage_row or by file and row,
// each with its extract_id and the value that is shown; its_field, its_severity
// and its_advice stand in for what the head says.
func Across() []Rule { return rulesIn("rules/across") }

// ListRules are those that judge a row of another kind of extract, such as
// annual_reviews, by itself: rules/annual_reviews/name.sql.
func ListRules(kind string) []Rule { return rulesIn("rules/" + kind) }

func rulesIn(folder string) []Rule {
	models := list(folder)
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
			values[key] += " " + strings.TrimSpace(more)
		default:
			var value string
			key, value, _ = strings.Cut(strings.TrimSpace(comment), ": ")
			values[key] = value
		}
	}
	return Rule{
		Name: name, Severity: values["severity"], Says: values["says"], Column: values["column"], Try: values["try"],
		Needs: strings.FieldsFunc(values["needs"], func(r rune) bool { return r == ',' || r == ' ' }), SQL: strings.Join(sql, "\n"),
	}
}

// For leaves out the rules that need a column which is not there.
func For(columns []string, rules []Rule) []Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r Rule) bool {
		return slices.ContainsFunc(r.Needs, func(need string) bool { return !slices.Contains(columns, need) })
	})
}

// Found is the select of what rules across rows find, one row a finding.
func Found(across []Rule) string {
	parts := []string{ // every column that a rule may leave out
		"select null::bigint as stage_row, null::utinyint as extract_id, null::varchar as file, null::bigint as row, null::varchar as its_field, " +
			"null::varchar as its_severity, null::varchar as its_advice where false",
	}
	for _, r := range across {
		parts = append(parts, "select "+quoted(r.Name)+" as rule, "+quoted(r.Severity)+" as severity, "+quoted(r.Column)+" as field, "+
			quoted(r.Try)+" as advice, * from ("+r.SQL+")")
	}
	return "select rule, extract_id, stage_row, file, row, value::varchar as value, coalesce(its_severity, severity) as severity, " +
		"coalesce(its_field, nullif(field, '')) as field, coalesce(its_advice, advice) as advice from (" +
		strings.Join(parts, " union all by name ") + ")"
}

func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

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
