package own

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// casework are names of columns that tell one case, child or member of staff.
func casework() []string {
	return []string{
		"case_id", "person_id", "case_officer", "officer", "caseworker", "plan_id", "spell", "stage_row", "extract_row", "extract_file", "setting_urn",
		"upn", "uln", "nhs_number", "name", "full_name", "forename", "surname", "first_name", "last_name", "birth_date", "date_of_birth", "dob",
		"postcode", "address", "email", "phone", "received_date", "opened_date", "clock_start", "ended_date", "due_20_weeks", "due_30_weeks",
		"due_52_weeks", "own_due_date", "plan_issued_date", "closed_date", "draft_plan_date",
	}
}

func isCasework(name string) bool { return slices.Contains(casework(), strings.ToLower(name)) }

// checkColumns refuses declared columns that do not make a table.
func (t *Table) checkColumns(first int) error {
	labels, counts := map[string]string{}, 0
	for _, c := range registry.Own("", "", "", "", true, nil).Columns {
		labels[strings.ToLower(c.Label)] = c.Name
	}
	for _, c := range registry.Own("", "", "", "", false, nil).Columns {
		labels[strings.ToLower(c.Label)] = c.Name
	}
	for _, c := range t.declared {
		switch other, isTaken := labels[strings.ToLower(c.Label)]; {
		case isCasework(c.Name):
			return t.at(c.Name, c.Name+" tells single cases", "a table holds counts of cases, and never one of them")
		case slices.Contains(registry.StandardKeys(), c.Name):
			return t.at(c.Name, c.Name+" is a key that every table has", "leave the line out: it need not be declared")
		case !regexp.MustCompile(`^[a-z][a-z0-9_]{0,59}$`).MatchString(c.Name):
			return t.at(c.Name, fmt.Sprintf("%q is no name for a column", clipped(c.Name)), "use small letters, figures and underscores")
		case isTaken:
			return t.at(c.Name, fmt.Sprintf("%s has the heading of %s, %q", c.Name, other, c.Label), "give it another")
		case t.IsPublic && (c.Role == registry.Key || c.Role == registry.Figure):
			return t.at(c.Name, "the public table "+t.Name+" has "+c.Name+", which is neither a count nor a share",
				"public tables hold counts and shares by breakdown_topic and breakdown alone; leave it out, or write profile: restricted")
		case c.Role == registry.Percent:
			if err := t.checkShare(c); err != nil {
				return err
			}
		}
		if labels[strings.ToLower(c.Label)] = c.Name; c.Role == registry.Count {
			counts++
		}
	}
	switch {
	case counts == 0:
		return at(t.Query, first, "the table "+t.Name+" counts nothing", "add a line -- count: "+exampleOf("count"))
	case t.IsPublic && counts > mostPublic:
		return at(t.Query, first, fmt.Sprintf("the public table %s has %d counts; it may have %d", t.Name, counts, mostPublic), "make two tables of it")
	}
	return nil
}

// checkShare wants counts that are declared.
func (t *Table) checkShare(c registry.Column) error {
	var counts []string
	for _, other := range t.declared {
		if other.Role == registry.Count {
			counts = append(counts, other.Name)
		}
	}
	for _, name := range []string{c.Of, c.Per} {
		if slices.Contains(counts, name) {
			continue
		}
		try := "declare it in a line -- count:"
		if near := fault.Nearest(name, counts); near != "" {
			try = fmt.Sprintf("did you mean %q?", near)
		}
		return t.at(c.Name, fmt.Sprintf("%s is a share of %q, which is no count of this table", c.Name, name), try)
	}
	return nil
}

// settle holds the columns that the query gives to those that are declared.
func (t *Table) settle(columns []warehouse.Column) error {
	types := map[string]string{}
	for _, c := range columns {
		name := strings.ToLower(c.Name)
		if _, twice := types[name]; twice {
			return t.at("table", "the query gives "+name+" twice", "name its columns with as")
		}
		types[name] = c.Type
	}
	_, isDated := types["as_at"]
	t.lay(isDated)
	given := t.Given()
	for _, c := range columns {
		if err := t.checkGiven(strings.ToLower(c.Name), given); err != nil {
			return err
		}
	}
	for _, c := range t.given() {
		typ, found := types[c.Name]
		switch {
		case !found && (c.Name == "period_type" || c.Name == "period_start"):
			return t.at("table", "the query gives no "+c.Name,
				"a row is of a day (as_at) or of a period (period_type and period_start, as the table periods of other tables have them)")
		case !found && t.lines[c.Name] > 0:
			return t.at(c.Name, "the query gives no "+c.Name, "add it to the query, or take this line out")
		case !found:
			return t.at("table", "the query gives no "+c.Name, "add it: every table has it")
		case !suits(c, typ):
			return t.at(orTable(t.lines, c.Name), fmt.Sprintf("%s is %s; it has to be %s", c.Name, strings.ToLower(typ), wantedOf(c)),
				"cast it: "+c.Name+"::"+castOf(c))
		}
	}
	return nil
}

func orTable(lines map[string]int, name string) string {
	if lines[name] > 0 {
		return name
	}
	return "table"
}

// checkGiven refuses a column of the query that nothing declares.
func (t *Table) checkGiven(name string, given []string) error {
	i := slices.IndexFunc(t.Columns, func(c registry.Column) bool { return c.Name == name })
	switch {
	case slices.Contains(given, name):
		return nil
	case isCasework(name):
		return t.at("table", "the query gives "+name+", which tells single cases", "a table holds counts of cases, and never one of them")
	case i >= 0 && t.Columns[i].Role == registry.Percent:
		return t.at(name, "the query gives "+name+", which the program works out", "take it out of the query")
	case i >= 0, slices.Contains(registry.StandardKeys(), name):
		return t.at("table", "the query gives "+name+", which the program fills in, or which does not go with the other keys",
			"take it out of the query: it gives authority_code, as_at or period_type and period_start, breakdown_topic and breakdown")
	}
	return t.at("table", "the query gives "+clipped(name)+", which is not declared", "declare it, or take it out of the query")
}

// suits says whether values of a type of DuckDB's can stand in a column.
func suits(c registry.Column, typ string) bool {
	isWhole := regexp.MustCompile(`^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$`).MatchString(typ)
	switch {
	case c.Role == registry.Count:
		return isWhole
	case c.Role == registry.Figure:
		return isWhole || typ == "DOUBLE" || typ == "FLOAT" || strings.HasPrefix(typ, "DECIMAL")
	case c.Type == "date":
		return typ == "DATE"
	}
	return typ == "VARCHAR" || strings.HasPrefix(typ, "ENUM")
}

func wantedOf(c registry.Column) string {
	switch {
	case c.Role == registry.Count:
		return "a whole number"
	case c.Role == registry.Figure:
		return "a number"
	case c.Type == "date":
		return "a date"
	}
	return "text"
}

func castOf(c registry.Column) string {
	switch {
	case c.Role == registry.Count:
		return "bigint"
	case c.Role == registry.Figure:
		return "double"
	case c.Type == "date":
		return "date"
	}
	return "varchar"
}
