package config

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
)

// mostHeaderRow is how far down the columns may be named.
const mostHeaderRow = 40

// finish fills the defaults and refuses values that cannot be meant.
func finish(c Config) (Config, error) {
	if c.Increments.Start == "" {
		c.Increments.Start = "2020-01-01" // calendar quarters, which are also financial ones
	}
	if c.Clock.MovedIn == "" {
		c.Clock.MovedIn = "responsible"
	}
	c.Disclosure = c.Disclosure.orUsual()
	if c.Breakdowns.Public == nil && c.Breakdowns.Restricted == nil {
		c.Breakdowns.Public = []string{"All", "Area", "Age group", "Primary need", "Sex", "Request source"}
		c.Breakdowns.Restricted = []string{"Team", "Phase", "Setting type", "Ethnicity"}
		c.Breakdowns.ByDefault = true
	}
	for _, check := range []func(Config) error{checkDates, checkBaseline, checkWords, checkColumns, checkNumbers, checkDisclosure, checkDocuments} {
		if err := check(c); err != nil {
			return Config{}, err
		}
	}
	err := readLogo(&c)
	return c, err
}

func checkDates(c Config) error {
	dates := map[string]string{"increments.start": c.Increments.Start}
	if c.Baseline != nil {
		dates["baseline.from"], dates["baseline.to"] = c.Baseline.From, c.Baseline.To
		for i, r := range c.Baseline.Rebase {
			dates[fmt.Sprintf("baseline.rebase[%d].date", i)] = r.Date
		}
	}
	for i, e := range c.Extracts {
		dates[fmt.Sprintf("extracts[%d].complete_from", i)] = e.CompleteFrom
		dates[fmt.Sprintf("extracts[%d].reference_date", i)] = e.ReferenceDate
	}
	for i, t := range c.Targets {
		dates[fmt.Sprintf("targets[%d].by", i)] = t.By
	}
	for key, text := range dates {
		if _, err := Date(text); err != nil {
			return &valueError{key, fmt.Sprintf("%q is not a date like 2024-01-31", text), "write the year, the month and the day, all in figures"}
		}
	}
	if day, _ := Date(c.Increments.Start); day.Day() > 28 {
		return &valueError{"increments.start", fmt.Sprintf("day %d does not occur in every month; use 1 to 28", day.Day()), ""}
	}
	return nil
}

// checkBaseline wants whole months, twelve at least where a year has its seasons,
// and a cause for every rebase.
func checkBaseline(c Config) error {
	if c.Baseline == nil {
		return nil
	}
	from, _ := Date(c.Baseline.From)
	to, _ := Date(c.Baseline.To)
	switch {
	case from.IsZero() != to.IsZero():
		return &valueError{"baseline", "it has one day of two", "give from: and to:, or neither"}
	case to.Before(from):
		return &valueError{"baseline.to", c.Baseline.To + " is before from", "give the first month before the last"}
	case !from.IsZero() && (from.Day() != 1 || to.AddDate(0, 0, 1).Day() != 1):
		return &valueError{"baseline", "it is not made of whole months", "begin on the 1st and end on the last day of a month"}
	}
	for i, r := range c.Baseline.Rebase {
		key := fmt.Sprintf("baseline.rebase[%d]", i)
		switch day, _ := Date(r.Date); {
		case day.IsZero():
			return &valueError{key, "it has no date", "add date: with the first day of the new limits"}
		case strings.TrimSpace(r.Reason) == "":
			return &valueError{key, "it has no reason", "add reason: limits begin anew for a cause that can be named, never to clear a concern"}
		case strings.HasPrefix(r.Measure, "over_") || r.Measure == "open":
			return &valueError{key + ".measure", r.Measure + " has no limits that could begin anew", "open cases carry over from month to month"}
		}
	}
	return nil
}

func checkWords(c Config) error {
	type choice struct {
		key, value string
		words      []string
	}
	choices := []choice{
		{"clock.moved_in", c.Clock.MovedIn, []string{"responsible", "original"}},
		{"disclosure.method", c.Disclosure.Method, []string{Suppress, Round}},
	}
	for i, e := range c.Extracts {
		choices = append(choices,
			choice{fmt.Sprintf("extracts[%d].kind", i), e.Kind, append([]string{""}, registry.ExtractNames()...)},
			choice{fmt.Sprintf("extracts[%d].dates", i), e.Dates, []string{"", "iso", "dmy", "mdy"}},
			choice{fmt.Sprintf("extracts[%d].delimiter", i), e.Delimiter, []string{"", ",", ";", "|", "tab"}},
			choice{fmt.Sprintf("extracts[%d].encoding", i), e.Encoding, []string{"", "utf-8", "utf-16", "windows-1252"}})
		if e.HeaderRow < 0 || e.HeaderRow > mostHeaderRow {
			return &valueError{
				fmt.Sprintf("extracts[%d].header_row", i), fmt.Sprintf("row %d cannot name the columns", e.HeaderRow),
				fmt.Sprintf("use 1 to %d", mostHeaderRow),
			}
		}
		if e.Path == "" {
			return &valueError{fmt.Sprintf("extracts[%d]", i), "the extract has no path", "add path: with a file or a pattern"}
		}
	}
	if c.Baseline != nil {
		for i, r := range c.Baseline.Rebase {
			choices = append(choices, choice{fmt.Sprintf("baseline.rebase[%d].measure", i), r.Measure, registry.MeasureNames()})
		}
	}
	for i, t := range c.Targets {
		choices = append(choices, choice{fmt.Sprintf("targets[%d].measure", i), t.Measure, registry.MeasureNames()})
	}
	if _, err := Date(c.AsAt); err != nil {
		choices = append(choices, choice{"as_at", c.AsAt, []string{"yesterday", "file_date", "file_date_minus_1"}})
	}
	for _, w := range choices {
		if !slices.Contains(w.words, w.value) {
			try := "use one of " + strings.TrimPrefix(strings.Join(w.words, ", "), ", ")
			if near := fault.Nearest(w.value, w.words); near != "" {
				try = fmt.Sprintf("did you mean %q?", near)
			}
			return &valueError{w.key, fmt.Sprintf("%q is not known", w.value), try}
		}
	}
	return nil
}

// checkColumns refuses words that are no column, and columns that would put a
// child or an officer into a table.
func checkColumns(c Config) error {
	for i, e := range c.Extracts {
		for column, heading := range e.Mapping {
			key := fmt.Sprintf("extracts[%d].mapping.%s", i, column)
			if err := knownColumn(key, column, kindsOf(e), c); err != nil {
				return err
			}
			if !slices.Contains([]string{"case_id", "person_id", "plan_id", "case_officer"}, column) && registry.Identifies(heading) {
				return &valueError{
					key, fmt.Sprintf("%q names a child or an officer", heading),
					"such a column can be case_id, person_id, plan_id or case_officer alone",
				}
			}
		}
		for column, codes := range e.Codes {
			key := fmt.Sprintf("extracts[%d].codes.%s", i, column)
			if err := errors.Join(knownColumn(key, column, kindsOf(e), c), knownCodes(key, column, kindsOf(e), codes)); err != nil {
				return err
			}
		}
	}
	for topic, column := range c.Breakdowns.Extra {
		if err := groupingColumn("breakdowns.extra."+topic, column, c.Extracts); err != nil {
			return err
		}
	}
	return checkCrosses(c)
}

// groupingColumn refuses a column that names a case rather than a group, by its
// own name or by that which an extract's heading is mapped to.
func groupingColumn(key, column string, extracts []Extract) error {
	folded := strings.ToLower(strings.TrimSpace(column))
	if folded == "" {
		return &valueError{key, "the topic has no column", "give the extract's header"}
	}
	if registry.Identifies(column) || strings.HasSuffix(folded, "_date") {
		return &valueError{key, column + " cannot be a breakdown", "a breakdown groups cases: it does not name one"}
	}
	for _, extract := range extracts {
		for canonical, heading := range extract.Mapping {
			if strings.EqualFold(strings.TrimSpace(heading), folded) && canonical != folded {
				if err := groupingColumn(key, canonical, nil); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func checkCrosses(c Config) error {
	for i, cross := range c.Breakdowns.Crosses {
		key := fmt.Sprintf("breakdowns.crosses[%d]", i)
		if len(cross) != 2 {
			return &valueError{key, fmt.Sprintf("it has %d topics; a cross has two", len(cross)), ""}
		}
		if cross[0] == cross[1] {
			return &valueError{key, "it crosses " + cross[0] + " with itself", ""}
		}
	}
	return nil
}

// kindsOf are the kinds of extract that an entry may be about.
func kindsOf(e Extract) []registry.Extract {
	if kind, found := registry.FindExtract(e.Kind); found {
		return []registry.Extract{kind}
	}
	return registry.Extracts()
}

func knownColumn(key, column string, kinds []registry.Extract, c Config) error {
	var known []string
	for _, kind := range kinds {
		known = append(known, kind.Columns()...)
	}
	for _, extra := range c.Breakdowns.Extra {
		known = append(known, extra)
	}
	if slices.Contains(known, column) {
		return nil
	}
	try := "the canonical columns are " + strings.Join(kinds[0].Columns(), ", ")
	if near := fault.Nearest(column, known); near != "" {
		try = fmt.Sprintf("did you mean %q?", near)
	}
	return &valueError{key, column + " is not a canonical column", try}
}

// knownCodes refuses words that a column does not have for what a file's words
// stand for. Nothing is a code of every column: the cell is then empty.
func knownCodes(key, column string, kinds []registry.Extract, codes map[string]string) error {
	var known []string
	for _, kind := range kinds {
		known = append(known, kind.Codes(column)...)
	}
	if known == nil {
		return nil
	}
	for _, theirs := range slices.Sorted(maps.Keys(codes)) {
		ours := strings.TrimSpace(codes[theirs])
		if ours != "" && !slices.ContainsFunc(known, func(code string) bool { return strings.EqualFold(code, ours) }) {
			return &valueError{key, fmt.Sprintf("%s has no code %q", column, ours), "use one of " + strings.Join(known, ", ")}
		}
	}
	return nil
}

func checkNumbers(c Config) error {
	for _, given := range []struct {
		key   string
		count Positive
	}{
		{"disclosure.minimum_count", c.Disclosure.MinimumCount}, // the next is the same where it is not given
		{"disclosure.headline_minimum_count", c.Disclosure.HeadlineMinimumCount},
		{"disclosure.round_to", c.Disclosure.RoundTo},
		{"limits.line_mb", c.Limits.LineMB},
		{"limits.cell_mb", c.Limits.CellMB},
		{"limits.sheet_cells", c.Limits.SheetCells},
		{"limits.inflation", c.Limits.Inflation},
		{"limits.xml_depth", c.Limits.XMLDepth},
		{"limits.resident_gib", c.Limits.ResidentGiB},
	} {
		if given.count == notPositive {
			return &valueError{given.key, "this is not a count: a whole number of 1 or more", ""}
		}
	}
	if err := errors.Join(checkBounds(c), checkRetention(c.Retention)); err != nil {
		return err
	}
	if c.DuckDB.Threads < 0 {
		return &valueError{"duckdb.threads", fmt.Sprintf("%d is not 0 or more", c.DuckDB.Threads), ""}
	}
	if limit := c.DuckDB.MemoryLimit; limit != "" && !IsMemory(limit) {
		return &valueError{"duckdb.memory_limit", fmt.Sprintf("%q is not an amount of memory", limit), "write it like 4GB or 800MB"}
	}
	for key, share := range map[string]*float64{
		"gates.rejected_share": c.Gates.RejectedShare, "gates.undated_share": c.Gates.UndatedShare,
		"gates.fall_in_rows": c.Gates.FallInRows, "gates.unknown_exception_share": c.Gates.UnknownExceptionShare,
	} {
		if share != nil && !(*share >= 0 && *share <= 1) { // NaN is neither
			return &valueError{key, fmt.Sprintf("%v is not a share between 0 and 1", *share), ""}
		}
	}
	for key, days := range map[string]*Days{
		"gates.stale_days": c.Gates.StaleDays, "gates.max_age_days": c.Gates.MaxAgeDays, "gates.gap_days": c.Gates.GapDays,
	} {
		if days != nil && *days < 0 {
			return &valueError{key, "this is not a number of days: a whole number of 0 or more", ""}
		}
	}
	return nil
}

// checkBounds refuses numbers that nothing could be measured by.
func checkBounds(c Config) error {
	for i, t := range c.Targets {
		if math.IsNaN(t.Value) || math.IsInf(t.Value, 0) {
			return &valueError{fmt.Sprintf("targets[%d].value", i), "this is not a number", ""}
		}
	}
	for key, limit := range map[string][2]Positive{
		"limits.line_mb": {c.Limits.LineMB, 1 << 14}, "limits.cell_mb": {c.Limits.CellMB, 1 << 14}, "limits.inflation": {c.Limits.Inflation, 1 << 20},
		"limits.xml_depth": {c.Limits.XMLDepth, 1 << 20}, "limits.resident_gib": {c.Limits.ResidentGiB, 1 << 14},
	} {
		if limit[0] > limit[1] {
			return &valueError{key, fmt.Sprintf("%d is more than %d", limit[0], limit[1]), ""}
		}
	}
	return nil
}

// IsMemory says whether text is an amount of memory such as 4GB.
func IsMemory(text string) bool {
	return regexp.MustCompile(`^[1-9][0-9]*(\.[0-9]+)?\s*(KB|MB|GB|TB|KiB|MiB|GiB|TiB)$`).MatchString(text)
}
