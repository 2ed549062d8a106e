package warehouse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ehcp/pipeline/fault"
)

// longestQuery bounds the text of a query; parsing cannot be interrupted.
const longestQuery = 1 << 20

const oneQuery = "ask one query: select, with, from, values, describe, summarize, show or explain"

// tableFunctions are those a query may call. Others read files, switch logging
// and profiling on (which write files), or run text as SQL.
func tableFunctions() []string {
	return []string{
		"generate_series", "range", "unnest", "repeat", "json_each", "json_tree",
		"duckdb_columns", "duckdb_tables", "duckdb_views", "duckdb_functions", "duckdb_types", "pragma_table_info",
	}
}

// parsed is what DuckDB's own parser makes of a text.
type parsed struct {
	Error      bool   `json:"error"`
	ErrorType  string `json:"error_type"`
	Statements []any  `json:"statements"`
}

// guard refuses a text that is not one query, or that calls a function which
// does more than read. It gives an error of the parser's as it is.
func (r *ReadOnly) guard(ctx context.Context, text string) error {
	switch {
	case len(text) > longestQuery:
		return fault.Usagef("the query is longer than %d MiB", longestQuery>>20)
	case !utf8.ValidString(text), strings.ContainsRune(text, 0):
		return fault.New(fault.Usage, "the query is not UTF-8 text", "save it as UTF-8")
	}
	tree, err := r.text(ctx, "select json_serialize_sql($1::varchar)::varchar", afterExplain(text))
	if err != nil {
		return err
	}
	var p parsed
	if err := json.Unmarshal([]byte(tree), &p); err != nil {
		return fault.Wrap(fault.Usage, err, "the query is nested too deeply", "split it into parts")
	}
	switch {
	case p.Error && p.ErrorType == "parser":
		return r.unparsed(text)
	case p.Error && startsPivot(text):
		return fault.New(fault.Usage, "pivot needs the values that become columns",
			"pivot cases on ended_how in ('plan', 'withdrawn') using count(*)")
	case p.Error:
		return fault.New(fault.Usage, "only a query can be asked: nothing can be changed, set, attached, copied or called",
			oneQuery)
	case len(p.Statements) == 0:
		return fault.New(fault.Usage, "the query is empty", oneQuery)
	case len(p.Statements) > 1:
		return fault.New(fault.Usage, fmt.Sprintf("%d statements were given", len(p.Statements)), oneQuery)
	}
	if name := forbidden(p.Statements, tableFunctions()); name != "" {
		return fault.New(fault.Usage, fmt.Sprintf("the function %s cannot be called: a query reads this run's tables alone",
			name),
			"ehcp query --sql 'show tables' lists them")
	}
	return nil
}

// unparsed gives the parser's error for the whole text, with its place.
func (r *ReadOnly) unparsed(text string) error {
	stmt, err := r.conn.Prepare(text)
	if err != nil {
		return err
	}
	return errors.Join(fault.New(fault.Usage, "only a query can be explained", oneQuery), stmt.Close())
}

// forbidden finds a table function in a parse tree that is not allowed.
func forbidden(node any, allowed []string) string {
	switch n := node.(type) {
	case []any:
		for _, child := range n {
			if name := forbidden(child, allowed); name != "" {
				return name
			}
		}
	case map[string]any:
		if n["type"] == "TABLE_FUNCTION" {
			function, _ := n["function"].(map[string]any)
			name, _ := function["function_name"].(string)
			if !slices.Contains(allowed, strings.ToLower(name)) {
				return strings.ToLower(name)
			}
		}
		for _, child := range n {
			if name := forbidden(child, allowed); name != "" {
				return name
			}
		}
	}
	return ""
}

// afterExplain gives what an explain explains, which is guarded in its place.
func afterExplain(text string) string {
	rest, found := cutWord(text, "explain")
	if !found {
		return text
	}
	if after, found := cutWord(rest, "analyze"); found {
		rest = after
	}
	if trimmed := skipSpace(rest); strings.HasPrefix(trimmed, "(") {
		if options, after, found := strings.Cut(trimmed, ")"); found && !strings.ContainsAny(options[1:], "('\"$") {
			if inner := skipSpace(options[1:]); !startsQuery(inner) {
				return after
			}
		}
	}
	return rest
}

func startsPivot(text string) bool {
	_, found := cutWord(text, "pivot")
	return found
}

// startsQuery tells a query in brackets from the options of explain.
func startsQuery(text string) bool {
	return slices.ContainsFunc([]string{"select", "with", "from", "values", "table", "describe", "summarize", "show"},
		func(word string) bool { _, found := cutWord(text, word); return found })
}

// cutWord cuts a leading word, whatever its case, with what stands before it.
func cutWord(text, word string) (rest string, found bool) {
	text = skipSpace(text)
	if len(text) < len(word) || !strings.EqualFold(text[:len(word)], word) {
		return text, false
	}
	rest = text[len(word):]
	if next, _ := utf8.DecodeRuneInString(rest); next == '_' || unicode.IsLetter(next) || unicode.IsDigit(next) {
		return text, false
	}
	return rest, true
}

// skipSpace drops white space and comments from the beginning.
func skipSpace(text string) string {
	for {
		text = strings.TrimLeft(text, " \t\r\n\f\v")
		switch {
		case strings.HasPrefix(text, "--"):
			_, text, _ = strings.Cut(text, "\n")
		case strings.HasPrefix(text, "/*"):
			_, text, _ = strings.Cut(text, "*/")
		default:
			return text
		}
	}
}
