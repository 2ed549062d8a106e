package ask

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ehcp/pipeline/fault"
)

// parseSets reads name=value pairs. Names are in lower case, as DuckDB has them.
func parseSets(sets []string) (map[string]string, error) {
	values := make(map[string]string, len(sets))
	for _, set := range sets {
		name, value, found := strings.Cut(set, "=")
		name = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(name), "$"))
		if !found || name == "" {
			return nil, fault.New(fault.Usage, fmt.Sprintf("--set %q is not name=value", set),
				"write it as --set date=2024-01-31")
		}
		if _, twice := values[name]; twice {
			return nil, fault.New(fault.Usage, fmt.Sprintf("--set gives %s twice", name), "leave one of them out")
		}
		if !utf8.ValidString(value) {
			return nil, fault.New(fault.Usage, fmt.Sprintf("--set %s is not UTF-8 text", name), "type it in a terminal that writes UTF-8")
		}
		values[name] = value
	}
	return values, nil
}

// checkValues wants exactly the values that the query needs, each readable as
// the type that the query casts it to. Usual gives values that this run takes.
func checkValues(q Query, names []string, given map[string]string, usual func() map[string]string) error {
	var missing []string
	for _, name := range names {
		if _, found := given[name]; !found {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return fault.New(fault.Usage, fmt.Sprintf("%s needs --set %s", q.called(), strings.Join(missing, ", ")), example(q,
			missing, usual()))
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if slices.Contains(names, name) {
			continue
		}
		try := "it has no parameters"
		if near := fault.Nearest(name, names); near != "" {
			try = fmt.Sprintf("did you mean %q?", near)
		} else if len(names) > 0 {
			try = "it knows " + strings.Join(names, ", ")
		}
		return fault.New(fault.Usage, fmt.Sprintf("%s has no parameter %s", q.called(), name), try)
	}
	for _, p := range parameters(q.SQL) {
		if what, how := valid(given[p.Name], p.Type); what != "" {
			return fault.New(fault.Usage, fmt.Sprintf("--set %s=%s: %q is not %s", p.Name, given[p.Name], given[p.Name], what),
				"write it as "+how)
		}
	}
	return nil
}

// valid says what a value should have been, and how to write it.
func valid(value, typ string) (what, how string) {
	switch typ {
	case "date":
		if _, err := time.Parse(time.DateOnly, value); err != nil {
			return "a date", "2024-01-31"
		}
	case "integer", "int":
		if _, err := strconv.ParseInt(value, 10, 32); err != nil {
			return "a whole number", "4"
		}
	case "bigint":
		if _, err := strconv.ParseInt(value, 10, 64); err != nil {
			return "a whole number", "4"
		}
	case "decimal", "double", "float":
		if n, err := strconv.ParseFloat(value, 64); err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			return "a number", "12.5"
		}
	case "boolean":
		if value != "true" && value != "false" {
			return "true or false", "true"
		}
	}
	return "", ""
}

// example shows how the missing values are given, by values that the run takes
// where they are known.
func example(q Query, missing []string, usual map[string]string) string {
	words := []string{"ehcp query"}
	if q.Name != "" {
		words = append(words, q.Name)
	}
	found := parameters(q.SQL)
	for _, name := range missing {
		value := strings.ToUpper(name)
		if i := slices.IndexFunc(found, func(p Parameter) bool { return p.Name == name }); i >= 0 {
			if what, how := valid("", found[i].Type); what != "" {
				value = how
			}
		}
		if known, found := usual[name]; found {
			value = known
			if strings.Contains(value, " ") {
				value = "'" + value + "'"
			}
		}
		words = append(words, "--set "+name+"="+value)
	}
	return strings.Join(words, " ")
}
