package own

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// The bounds of a table: more is a list of cases and no table for people.
const (
	mostRows     = 100_000
	mostValues   = 1000 // of one topic
	longestValue = 200  // characters of a key
	mostCounted  = 1_000_000_000
)

// Rows asks the query of the run's tables, those of the database at path, and gives
// its rows in the order of Given, as text and empty where there is no value. Rows
// that are no table of counts are a fault.
func (t *Table) Rows(ctx context.Context, path string, limits ask.Limits) (rows [][]string, err error) {
	answer, err := ask.Ask(ctx, path, t.Query, nil, limits)
	if err != nil {
		return nil, t.refusedRows(ctx, err, limits)
	}
	defer func() { err = errors.Join(err, answer.Close()) }()
	places := make([]int, len(t.given()))
	for i, c := range t.given() {
		places[i] = slices.IndexFunc(answer.Columns, func(other warehouse.Column) bool { return strings.EqualFold(other.Name, c.Name) })
		if places[i] < 0 || !suits(c, answer.Columns[places[i]].Type) {
			return nil, t.at(orTable(t.lines, c.Name), "the query gives another "+c.Name+" on this run than on empty tables",
				"cast it: "+c.Name+"::"+castOf(c))
		}
	}
	err = answer.Each(func(values []any) error {
		if len(rows) == mostRows {
			return t.at("table", fmt.Sprintf("the query gives more than %d rows", mostRows), "a table counts cases; group them")
		}
		row := make([]string, len(places))
		for i, place := range places {
			row[i] = text(values[place])
		}
		rows = append(rows, row)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return rows, t.checkRows(rows)
}

// text is a value as text; a value that is missing is empty.
func text(value any) string {
	if value == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprint(value))
}

// checkRows refuses rows that the keys do not tell apart, and cells that cannot be
// what they are declared to be. It names columns and how often, and no value: it
// may be that of a case.
func (t *Table) checkRows(rows [][]string) error {
	columns := t.given()
	keys, values := map[string]bool{}, map[string]map[string]bool{}
	place := map[string]int{}
	for i, c := range columns {
		place[c.Name] = i
	}
	for _, row := range rows {
		var key []string
		for i, c := range columns {
			if err := t.checkCell(c, row[i]); err != nil {
				return err
			}
			if c.Role == registry.Key {
				key = append(key, row[i])
			}
		}
		known := strings.Join(key, "\x00")
		if keys[known] {
			return t.at("table", "two rows of the query have the same keys",
				"group by authority_code, the day or the period, breakdown_topic, breakdown and the keys that are declared")
		}
		keys[known] = true
		topic, value := row[place["breakdown_topic"]], row[place["breakdown"]]
		if (topic == "All") != (value == "All") {
			return t.at("table", "a row has All in one of breakdown_topic and breakdown, and not in the other", "all cases together have All in both")
		}
		if values[topic] == nil {
			values[topic] = map[string]bool{}
		}
		if values[topic][value] = true; len(values[topic]) > mostValues {
			return t.at("table", fmt.Sprintf("a breakdown_topic has more than %d values", mostValues), "that is a list of cases; use a coarser breakdown")
		}
	}
	return t.checkShares(rows, place)
}

// checkCell refuses a value that cannot stand in a column.
func (t *Table) checkCell(c registry.Column, cell string) error {
	line := orTable(t.lines, c.Name)
	switch {
	case c.Name == "authority_code":
		return nil // empty where the extract and the configuration give none
	case c.Role == registry.Key && cell == "":
		return t.at(line, c.Name+" is empty in a row", "write coalesce("+c.Name+", 'Not recorded')")
	case c.Role == registry.Key && (utf8.RuneCountInString(cell) > longestValue || strings.ContainsFunc(cell, unicode.IsControl)):
		return t.at(line, fmt.Sprintf("%s has a value of more than %d characters, or of several lines", c.Name, longestValue), "use names or codes")
	case c.Role == registry.Count && cell == "" && t.IsPublic:
		return t.at(line, c.Name+" is empty in a row", "a public table counts in every row: write 0, or leave the rows out")
	case cell == "" || c.Role == registry.Key:
		return nil
	case c.Role == registry.Count:
		if n, err := strconv.ParseInt(cell, 10, 64); err != nil || n < 0 || n > mostCounted {
			return t.at(line, c.Name+" is no number of cases in a row: it is below 0 or beyond "+strconv.Itoa(mostCounted), "count cases")
		}
	case c.Role == registry.Figure:
		if n, err := strconv.ParseFloat(cell, 64); err != nil || n != n || n < -mostCounted || n > mostCounted {
			return t.at(line, c.Name+" is no number in a row, or one beyond "+strconv.Itoa(mostCounted), "guard the division: nullif(..., 0)")
		}
	}
	return nil
}

// checkShares wants that a share's cases are among those that it is a share of.
func (t *Table) checkShares(rows [][]string, place map[string]int) error {
	for _, c := range t.declared {
		if c.Role != registry.Percent {
			continue
		}
		for _, row := range rows {
			of, err := strconv.ParseInt(row[place[c.Of]], 10, 64)
			per, other := strconv.ParseInt(row[place[c.Per]], 10, 64)
			if err == nil && other == nil && of > per {
				return t.at(c.Name, fmt.Sprintf("%s is more than %s in a row, so that it is no share of it", c.Of, c.Per), "count the first among the second")
			}
		}
	}
	return nil
}
