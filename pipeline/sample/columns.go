package sample

import "fmt"

func kentHeader() []string {
	return []string{
		"case_id", "person_id", "received_date", "opened_date", "entry_type", "reopened_date", "request_source",
		"request_outcome", "request_outcome_date", "request_mediation", "request_tribunal",
		"assessment_outcome", "assessment_outcome_date", "assessment_mediation", "assessment_tribunal",
		"clock_restart_date", "clock_restart_reason", "week20_exception", "plan_issued_date", "closed_date",
		"closed_reason", "transferred_from", "area", "team", "primary_need", "sex", "ethnicity",
		"age_at_request", "phase", "setting_type", "awaiting",
	}
}

// fields gives the row in the order of kentHeader, with every date moved by some days.
func (r *request) fields(move day) []string {
	date := func(d day) string {
		if d == 0 {
			return ""
		}
		return (d + move).String()
	}
	entry := "new"
	if r.movedIn() {
		entry = "transferred_in"
	}
	isDecided, isAssessed := r.decided != 0, r.assessed != 0
	return []string{
		fmt.Sprintf("S%06d", r.number), fmt.Sprintf("P%06d", r.person),
		date(r.received), date(r.opened), entry, date(r.reopened), r.source,
		r.outcome, date(r.decided), flag(isDecided, r.requestMediation), flag(isDecided, r.requestTribunal),
		r.assessment, date(r.assessed),
		flag(isAssessed, r.assessmentMediation), flag(isAssessed, r.assessmentTribunal),
		date(r.restarted), r.restartWhy, flag(r.planned != 0, r.isException), date(r.planned), date(r.closed),
		r.closedWhy, r.movedFrom, r.area, r.team, r.need, r.sex, r.ethnicity,
		r.age, r.phase, r.setting, r.awaiting,
	}
}

// flag is 1 or 0, or blank before the event that it describes.
func flag(isKnown, isSet bool) string {
	switch {
	case !isKnown:
		return ""
	case isSet:
		return "1"
	}
	return "0"
}
