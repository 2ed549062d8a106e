package registry

// CodeType is a type of the database whose values are a few words.
type CodeType struct {
	Name    string
	Words   []string
	Columns []string // canonical columns of an extract that hold it
}

// CodeTypes are the types of coded columns of extracts.
func CodeTypes() []CodeType {
	return []CodeType{
		{"entry_code", []string{"new", "transferred_in", "reopened"}, []string{"entry_type"}},
		{"outcome_code", []string{"Y", "N", "A", "W", "H"}, []string{"request_outcome", "assessment_outcome"}},
		{"closed_code", []string{"withdrawn", "moved_out", "deceased", "error", "other"}, []string{"closed_reason"}},
		{"awaiting_code", []string{"ep", "other_advice", "none"}, []string{"awaiting"}},
	}
}

// KindTypes are the types of what is worked out of a case.
func KindTypes() []CodeType {
	return []CodeType{
		{Name: "entry_kind", Words: []string{"started", "transferred_in", "reopened"}},
		{Name: "ended_kind", Words: []string{"plan", "not_issued", "not_assessed", "withdrawn", "moved_out", "other"}},
		{Name: "weeks_band", Words: []string{"weeks_0_to_20", "weeks_over_20_to_30", "weeks_over_30_to_52", "weeks_over_52"}},
		{Name: "stage_kind", Words: []string{"request", "assessment", "issue", "issue_drafting", "issue_draft_sent"}},
		{Name: "route_kind", Words: []string{"ordinary", "mediation_or_tribunal", "moved_in", "reopened"}},
	}
}

// KindWords are the words of one of the types of KindTypes, in their order; nothing of another.
func KindWords(name string) []string {
	for _, kind := range KindTypes() {
		if kind.Name == name {
			return kind.Words
		}
	}
	return nil
}
