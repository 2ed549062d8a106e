package sen2

// Row is one Requests element.
type Row struct {
	// Line is the line of the file on which the Requests element begins, counted from 1.
	Line int
	// Values are UTF-8 text in the order of [Columns]; "" is a missing value. The slice is the caller's to keep.
	Values []string
}

// Columns gives the canonical columns that [Read] delivers, in the order of Row.Values. plan_moved_in is internal: it
// is 1 where the plan came from another authority (TransferLA), and else missing.
func Columns() []string {
	return []string{
		"authority_code", "case_id", "person_id",
		"received_date", "request_source",
		"request_outcome", "request_outcome_date", "request_mediation", "request_tribunal",
		"assessment_outcome", "assessment_outcome_date", "assessment_mediation", "assessment_tribunal",
		"other_mediation", "other_tribunal", "week20_exception",
		"plan_issued_date", "closed_date", "closed_reason", "plan_moved_in",
		"primary_need", "sex", "ethnicity", "age_at_request", "setting_urn",
	}
}

// row makes the values of a request. The order is that of Columns.
func (v *values) row(authority, caseID, personID string, p *person, q *request) Row {
	a := &q.assessment
	issued := v.date(a.issued())
	closedReason := ""
	if filled(q.exported) && issued == "" {
		closedReason = "moved_out"
	}
	planMovedIn := ""
	if filled(q.transferredFrom) {
		planMovedIn = "1"
	}
	received := v.date(q.received)
	return Row{Line: q.line, Values: []string{
		authority, caseID, personID,
		received, v.digits(q.source, 1),
		v.outcome(q.outcome), v.date(q.outcomeDate), v.flag(q.mediation), v.flag(q.tribunal),
		v.outcome(a.outcome), v.date(a.decided()), v.flag(a.mediation), v.flag(a.tribunal),
		v.flag(a.otherMediation), v.flag(a.otherTribunal), v.flag(a.week20),
		issued, "", closedReason, planMovedIn,
		v.need(q.need), p.sexCode(), v.ethnicity(p.ethnicity), ageAt(p.birthDate, received),
		v.digits(q.settingURN(), maxURN),
	}}
}

// settingURN gives the number of the school or college where the child or young person is placed. Where no placement
// of rank 1 says, it is the one that the plan names; where the placement is in no school, it is "".
func (q *request) settingURN() string {
	if q.placement.urn != "" || q.placement.kind != "" {
		return q.placement.urn
	}
	return q.assessment.named.urn
}
