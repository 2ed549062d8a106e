package dialect

import "strings"

// Functions writes the macros that the measures call as functions of SQL.
// PostgreSQL wants the types of their parameters: every count is a bigint.
func Functions(macros string) (statements []string) {
	for _, f := range []struct{ name, parameters, result string }{
		{"percentage", "part bigint, whole bigint", "numeric"},
		{"weeks_of", "days_10 bigint", "numeric"},
		{"mean_weeks_of", "days bigint, cases bigint", "numeric"},
		{"shown", "value text", "text"},
	} {
		_, rest, _ := strings.Cut(macros, "create or replace macro "+f.name+"(")
		_, body, _ := strings.Cut(rest, ") as\n")
		body, _, _ = strings.Cut(body, ";\n")
		statements = append(statements, "create function "+f.name+"("+f.parameters+") returns "+f.result+
			" language sql immutable as $$ select "+Statement(body)+" $$")
	}
	return statements
}

// Type is PostgreSQL's type for a column of DuckDB's. Codes whose values are
// breakdowns are text there: PostgreSQL's own codes are at most 63 bytes long.
func Type(duckdb string) string {
	switch {
	case strings.HasPrefix(duckdb, "ENUM"), duckdb == "VARCHAR":
		return "text"
	case duckdb == "UTINYINT", duckdb == "TINYINT":
		return "smallint"
	case duckdb == "HUGEINT":
		return "numeric"
	}
	return strings.ToLower(duckdb) // as the standard calls it
}
