package ask

import (
	"regexp"
	"slices"
	"strings"
)

// Parameter is a $name in a query, with the type it is cast to if it is, and the
// value it has when none is given, if the query's comment says one.
type Parameter struct {
	Name, Type, Default string
	HasDefault          bool
}

// parameters finds the parameters of a query: in the order of their first use
// those without a default, then the others in the order of the comment. A line of its leading comment such as
//
//	-- $weeks = 4: how far to look ahead
//
// gives the default.
func parameters(sql string) []Parameter {
	found := used(sql)
	var declared []Parameter
	for line := range strings.Lines(sql) {
		if !strings.HasPrefix(strings.TrimSpace(line), "--") {
			break
		}
		told := regexp.MustCompile(`^\s*--\s*\$([A-Za-z_][A-Za-z0-9_]*)\s*=\s*([^:]*?)\s*:`).FindStringSubmatch(line)
		if told == nil {
			continue
		}
		if i := slices.IndexFunc(found, func(p Parameter) bool { return p.Name == strings.ToLower(told[1]) }); i >= 0 {
			found[i].Default, found[i].HasDefault = told[2], true
			declared = append(declared, found[i])
			found = slices.Delete(found, i, i+1)
		}
	}
	return append(found, declared...)
}

// used finds the parameters in the code of a query.
func used(sql string) []Parameter {
	code := code(sql)
	var found []Parameter
	for _, match := range regexp.MustCompile(`(?i)\$([a-z_][a-z0-9_]*)(?:\s*::\s*([a-z]+))?`).FindAllStringSubmatch(code,
		-1) {
		p := Parameter{Name: strings.ToLower(match[1]), Type: strings.ToLower(match[2])}
		i := slices.IndexFunc(found, func(f Parameter) bool { return f.Name == p.Name })
		if i < 0 {
			found = append(found, p)
		} else if found[i].Type == "" {
			found[i].Type = p.Type
		}
	}
	return found
}

// Code is the query without its comments and quoted texts.
func (q Query) Code() string { return code(q.SQL) }

// code is a query without its comments and quoted texts.
func code(sql string) string {
	var kept strings.Builder
	for sql != "" {
		at := strings.IndexAny(sql, `-/'"$`)
		if at < 0 {
			kept.WriteString(sql)
			break
		}
		kept.WriteString(sql[:at])
		skipped := quoted(sql[at:])
		if skipped == 0 {
			kept.WriteByte(sql[at])
			skipped = 1
		} else {
			kept.WriteByte(' ')
		}
		sql = sql[at+skipped:]
	}
	return kept.String()
}

// quoted is the length of the comment or quoted text that sql begins with.
func quoted(sql string) int {
	switch {
	case strings.HasPrefix(sql, "--"):
		return upTo(sql, 2, "\n")
	case strings.HasPrefix(sql, "/*"):
		return upTo(sql, 2, "*/")
	case sql[0] == '\'' || sql[0] == '"':
		return upTo(sql, 1, sql[:1])
	case sql[0] == '$':
		if tag := regexp.MustCompile(`^\$(?:[A-Za-z_][A-Za-z0-9_]*)?\$`).FindString(sql); tag != "" {
			return upTo(sql, len(tag), tag)
		}
	}
	return 0
}

// upTo is the length of sql up to and with the first end after from.
func upTo(sql string, from int, end string) int {
	at := strings.Index(sql[from:], end)
	if at < 0 {
		return len(sql)
	}
	return from + at + len(end)
}
