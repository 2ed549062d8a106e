package extract

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
)

// kindIn is the kind of extract that the configuration gives, or assessments.
func kindIn(entry config.Extract) registry.Extract {
	kind, _ := registry.FindExtract(cmp.Or(entry.Kind, registry.Assessments))
	return kind
}

// candidates are the kinds of extract that the file may be.
func (s *Source) candidates() []registry.Extract {
	if s.entry.Kind != "" {
		return []registry.Extract{s.Kind}
	}
	return registry.Extracts()
}

// settleKind tells what the rows are by the columns that only extracts of that
// kind must have. Of two kinds the one whose required columns are more is meant:
// a list of advice has the case_id and the received_date of an assessment, and
// its advice_type and requested_date besides.
func (s *Source) settleKind(header []string) error {
	if s.entry.Kind != "" {
		return nil
	}
	var most int
	var found []registry.Extract
	for _, kind := range s.candidates() {
		required := len(kind.Required())
		// One column in common with a kind that needs no other says little.
		if !s.names(kind, header) || required == 1 && s.known(kind, header) == 1 || required < most {
			continue
		}
		if required > most {
			found, most = nil, required
		}
		found = append(found, kind)
	}
	switch len(found) {
	case 0: // an extract of cases, if any
	case 1:
		s.Kind = found[0]
	default:
		return fault.New(fault.Extract, fmt.Sprintf("%s could be an extract of %s or of %s", s.Path, found[0].Name, found[1].Name),
			fmt.Sprintf("say which: {kind: %s, path: ...} under extracts: in the configuration", found[0].Name))
	}
	return nil
}

// names says whether a header has what every extract of a kind must have.
func (s *Source) names(kind registry.Extract, header []string) bool {
	return !slices.ContainsFunc(kind.Required(), func(column string) bool {
		return !slices.ContainsFunc(header, func(heading string) bool { return s.columnOf(kind, strings.TrimSpace(heading)) == column })
	})
}

// known counts the headings that name a column of a kind.
func (s *Source) known(kind registry.Extract, header []string) (n int) {
	for _, heading := range header {
		if s.isNamed(kind, heading) {
			n++
		}
	}
	return n
}

// isNamed says whether a heading names a column of a kind, or one of those that
// breakdowns of cases need beyond the canonical ones.
func (s *Source) isNamed(kind registry.Extract, heading string) bool {
	heading = strings.TrimSpace(heading)
	return s.columnOf(kind, heading) != "" || kind.Name == registry.Assessments && s.extraOf(heading) != ""
}

// mostKnown is the kind of which a row names most columns.
func (s *Source) mostKnown(row []string) registry.Extract {
	return slices.MaxFunc(s.candidates(), func(a, b registry.Extract) int { return cmp.Compare(s.known(a, row), s.known(b, row)) })
}
