// Package dialect writes the statements that count, which are DuckDB's, for
// PostgreSQL. Every difference between the two that the measures meet stands
// here; the models keep to what both take wherever that costs DuckDB nothing.
//
// # When one machine will no longer do
//
// The pipeline reads extracts and makes spells on one machine, with DuckDB.
// From the coded spells on, counting is a list of select statements over one
// large table and a few small ones: no loop, no procedure and no language but
// SQL. That list can run where the large table lies in parts on several
// machines, in these steps:
//
//  1. Make the types of codes and the functions (Functions) there.
//  2. Load the coded spells into a table that is parted by authority_id, and the
//     small tables (run, thresholds, topics, periods, slices, calendar, coverage
//     and their like) whole, copied to every machine where the engine asks for it.
//     Type says which type a column has there.
//  3. Run the statements of every topic and then the models, in the order of
//     package queries, each as Statement writes it.
//  4. Read evidence_pairs and wait_moments back. Intervals and the time to plan
//     are worked out in Go on these small tables, as here.
//
// Only the statements that gather a topic's facts, and those of kinds, waits and
// open_weeks, read the large table. But for kinds they group by authority_id, so
// that every part can be counted where it lies; all others read what these give.
//
// # What is proven, and what is not
//
// TestMeasuresOnPostgreSQL does this with two PostgreSQL servers of its own,
// where Debian's package is installed: the sample's cases dealt out to five
// authorities and the extracts of the models' cases, each authority a part,
// every second part on the other server (postgres_fdw). Every table from the
// facts to the published ones is compared with the run's own, row by row, and the
// other server is seen to count its own parts. Where the kinds of spells are
// joined before spells are counted (topic_cells, issued, issued_starts, stays),
// postgres_fdw fetches the spells instead, for it knows no table that is on both
// servers.
// Reading extracts, staging them and the clock stay with DuckDB, and so do
// periods, calendar and stock_dates, which are a few thousand rows.
//
// Citus, Greenplum and CockroachDB, whose dialect is PostgreSQL's, are untested.
// What their manuals say that matters here:
//
//   - Citus wants a column to distribute a table by: authority_id for
//     coded_spells. The small tables, and kinds once it is made, are reference
//     tables, on every machine; then the joins of the facts are counted on the
//     machines too. What "create table as" makes is a table of the coordinator,
//     which is where the measures are then worked out. One authority lies on one
//     machine: a very large one alone gains nothing.
//   - Greenplum 7 is PostgreSQL 12, which is the oldest that takes these
//     statements ("as materialized"); Greenplum 6 is PostgreSQL 9.4. Tables are
//     distributed by their first column unless they say by what.
//   - CockroachDB keeps tables in ranges of the primary key, which would begin with
//     authority_id. It divides whole numbers with "//" as DuckDB does and gives a
//     decimal for "/": leave wholeDivision out of the rules.
package dialect

import "strings"

// Statement writes a statement of DuckDB's, as the measures use it, for
// PostgreSQL 12 or later. What it makes anew it drops first, so that one
// statement can become two. Names lose the database that they stand in. Text
// that neither knows is left as it is: PostgreSQL says what it does not take.
func Statement(sql string) string {
	tokens := split(sql)
	for _, rule := range []func([]token) []token{
		withoutDatabases, madeAnew, listedColumns, listedGroups, wholeDivision, filteredWhere, seriesOfRanges, matchedPattern,
	} {
		tokens = rule(tokens)
	}
	return joined(tokens)
}

// withoutDatabases takes the database and its schema from names: there is one.
func withoutDatabases(tokens []token) (kept []token) {
	for i := 0; i < len(tokens); i++ {
		if next := tokens[i:]; startsWith(next, "work", ".") || startsWith(next, "ehcp", ".") || startsWith(next, "bulk", ".") {
			space := tokens[i].space
			i += 2
			if startsWith(tokens[i:], "main", ".") {
				i += 2
			}
			tokens[i].space = space
		}
		kept = append(kept, tokens[i])
	}
	return kept
}

// madeAnew drops a table or view before it is made: PostgreSQL replaces no
// table, and a view only by one of the same columns. Views are not temporary,
// for they are read by sessions on other machines.
func madeAnew(tokens []token) []token {
	if !startsWith(tokens, "create", "or", "replace") {
		return tokens
	}
	rest := tokens[3:]
	if startsWith(rest, "temp") {
		rest = rest[1:]
	}
	kind, name := rest[0].text, rest[1].text
	return append(split("drop "+kind+" if exists "+name+" cascade; create"), rest...)
}

// wholeDivision divides whole numbers with the sign that divides all numbers:
// of two whole numbers PostgreSQL gives a whole one, cut towards nought as here.
func wholeDivision(tokens []token) []token {
	for i := range tokens {
		if tokens[i].text == "//" {
			tokens[i].text = "/"
		}
	}
	return tokens
}

// filteredWhere says where in a filter, which DuckDB leaves out.
func filteredWhere(tokens []token) (kept []token) {
	for i, t := range tokens {
		kept = append(kept, t)
		if t.text == "(" && i > 0 && tokens[i-1].text == "filter" && !startsWith(tokens[i+1:], "where") {
			kept = append(kept, token{text: "where"}, token{space: " "})
		}
	}
	return kept
}

// seriesOfRanges lays out unnest(range(a, b)), whose end is not part of it, as
// generate_series(a, b - 1).
func seriesOfRanges(tokens []token) []token {
	return eachCall(tokens, "unnest", func(arguments [][]token) []token {
		if len(arguments) != 1 || !startsWith(arguments[0], "range", "(") {
			return nil
		}
		ends := separated(inside(arguments[0][1:]))
		if len(ends) != 2 {
			return nil
		}
		return split("generate_series(" + joined(ends[0]) + ", (" + strings.TrimSpace(joined(ends[1])) + ") - 1)")
	})
}

// matchedPattern tests text by a pattern with PostgreSQL's operator: its function
// of the same name gives rows.
func matchedPattern(tokens []token) []token {
	return eachCall(tokens, "regexp_matches", func(arguments [][]token) []token {
		return split("(" + joined(arguments[0]) + " ~" + joined(arguments[1]) + ")")
	})
}
