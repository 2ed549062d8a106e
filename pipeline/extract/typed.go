package extract

import (
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/registry"
)

// typed says as what DuckDB can take the cells of a text as it reads them, which
// is twice as fast as to read text and cast it. It stands for cells that are all
// written in the one usual way; what is not is rejected then, and the file is
// read once more as text.
type typed struct {
	format string            // of days, in the words of strptime
	types  map[string]string // column of the file: its type; the others are text
}

// dayFormats are the ways of writing days that can be typed, each with Go's
// layout of it: without and with a time, for files with the day first.
func dayFormats(order string) [][2]string {
	formats := [][2]string{{time.DateOnly, "%Y-%m-%d"}, {time.DateTime, "%Y-%m-%d %H:%M:%S"}}
	if order == "mdy" {
		return append(formats, [2]string{"01/02/2006", "%m/%d/%Y"})
	}
	return append(formats, [2]string{"02/01/2006", "%d/%m/%Y"}, [2]string{"02/01/2006 15:04:05", "%d/%m/%Y %H:%M:%S"})
}

// CanBeTyped says whether the file looks as if days, codes and flags could be
// typed as they are read: a text in whose first rows they all are written in one
// way, and of which the configuration changes none.
func (s *Source) CanBeTyped() bool {
	_, can := s.typed()
	return can
}

// typed finds out how.
func (s *Source) typed() (typed, bool) {
	text, is := s.kind.(*csvFile)
	if !is || text.passed.parts {
		return typed{}, false
	}
	types := map[string]string{}
	for column, kind := range cellTypes() {
		place, has := s.column[column]
		if !has {
			continue
		}
		if len(s.entry.Codes[column]) > 0 || s.isShared(place) {
			return typed{}, false
		}
		types[place] = kind
	}
	for _, format := range dayFormats(s.entry.Dates) {
		if s.sampleIs(types, format[0]) {
			return typed{format: format[1], types: types}, true
		}
	}
	return typed{}, false
}

// cellTypes are the types of the canonical columns that are not text, but for
// numbers: DuckDB would round 1.6 to 2.
func cellTypes() map[string]string {
	types := map[string]string{}
	for _, column := range registry.AssessmentColumns() {
		if strings.HasSuffix(column, "_date") {
			types[column] = "date"
		}
	}
	for _, code := range registry.CodeTypes() {
		for _, column := range code.Columns {
			types[column] = code.Name
		}
	}
	for _, column := range []string{
		"request_mediation", "request_tribunal", "assessment_mediation", "assessment_tribunal", "week20_exception",
	} {
		types[column] = "boolean"
	}
	return types
}

// isShared says whether a column of the file is delivered under more than one name.
func (s *Source) isShared(place string) bool {
	names := 0
	for _, other := range s.column {
		if other == place {
			names++
		}
	}
	return names > 1
}

// sampleIs says whether the first rows fit the types, days by Go's layout.
func (s *Source) sampleIs(types map[string]string, layout string) bool {
	words := map[string][]string{"boolean": {"0", "1", "true", "false"}}
	for _, code := range registry.CodeTypes() {
		words[code.Name] = code.Words
	}
	for _, cells := range s.sample {
		for i, cell := range cells {
			kind := types[fileColumn(i)]
			switch {
			case cell == "" || kind == "":
			case kind == "date":
				if _, err := time.Parse(layout, cell); err != nil {
					return false
				}
			case !slices.Contains(words[kind], cell):
				return false
			}
		}
	}
	return true
}
