package registry

import (
	"slices"
	"strings"
)

// listed are the tables that are made from other extracts than assessments.
func listed() []Table {
	return []Table{
		advice(), adviceOutstanding(), caseload(), planQuality(), auditSample(), feedback(), appeals(), actions(), benchmark(), reconciliation(),
		annualReviews(), annualReviewsOutstanding(), phaseTransfers(), otherSeries(), otherSeriesSummary(),
	}
}

// TablesOf are all tables that are made from a kind of extract.
func TablesOf(kind string) []Table {
	return slices.DeleteFunc(listed(), func(t Table) bool { return t.Extract != kind })
}

// PublicOf are the public tables that are counted from a kind of extract.
func PublicOf(kind string) []Table {
	return slices.DeleteFunc(listed(), func(t Table) bool { return t.Extract != kind || t.RestrictedOnly || t.IsOpen || t.Judged })
}

// OpenOf are the tables that are made from a kind of extract and public as they are.
func OpenOf(kind string) []Table {
	return slices.DeleteFunc(listed(), func(t Table) bool { return t.Extract != kind || !t.IsOpen })
}

// CaseTopics are the breakdowns of cases, which lists share where they know them:
// the configuration alone says whether they are public.
func CaseTopics() []string {
	return []string{"Area", "Team", "Age group", "Primary need", "Sex", "Request source", "Phase", "Setting type", "Ethnicity"}
}

// ListTopics are the breakdowns that lists alone have.
func ListTopics() []string {
	var names []string
	for _, kind := range furtherExtracts() {
		for _, f := range kind.Fields {
			if f.Label != "" && !slices.Contains(CaseTopics(), f.Label) && !slices.Contains(names, f.Label) {
				names = append(names, f.Label)
			}
		}
	}
	return names
}

// Title is a code as people read it: ep is Educational psychology.
func Title(word string) string {
	switch word {
	case "ep":
		return "Educational psychology"
	case "secondary_to_post_16":
		return "Secondary to post-16"
	case "post_16_to_post_16":
		return "Between post-16 settings"
	}
	said := strings.ReplaceAll(word, "_", " ")
	return strings.ToUpper(said[:1]) + said[1:]
}
