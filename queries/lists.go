package queries

// ListDays are the periods and dates that lists other than assessments cover.
func ListDays() []Model {
	return []Model{{"measure/list_periods", Scratch}, {"measure/list_dates", Scratch}}
}

// List is what is made from a kind of list: what is counted, in its order, and the
// published tables, restricted, which need that.
type List struct{ Counted, Published []Model }

// OfList says what is made from a kind of list; nothing is where the kind adds to
// what another shows, or is worked out in Go.
func OfList(kind string) List {
	return map[string]List{
		"advice": {
			Counted:   []Model{{"measure/measure_advice", Scratch}},
			Published: []Model{{"publish/advice", Table}, {"publish/advice_outstanding", Table}},
		},
		"annual_reviews": {
			Counted:   []Model{{"clock/review_days", View}, {"measure/measure_annual_reviews", Scratch}},
			Published: []Model{{"publish/annual_reviews", Table}, {"publish/annual_reviews_outstanding", Table}},
		},
		"appeals": {
			Counted:   []Model{{"measure/measure_appeals", Scratch}},
			Published: []Model{{"publish/appeals", Table}},
		},
		"benchmark": {
			Counted:   []Model{{"measure/benchmark_figures", Scratch}, {"measure/benchmark_areas", Scratch}},
			Published: []Model{{"publish/benchmark", Table}, {"publish/reconciliation", Table}},
		},
		"feedback": {
			Counted:   []Model{{"measure/measure_feedback", Scratch}},
			Published: []Model{{"publish/feedback", Table}},
		},
		"phase_transfers": {
			Counted:   []Model{{"clock/transfer_days", View}, {"measure/measure_phase_transfers", Scratch}},
			Published: []Model{{"publish/phase_transfers", Table}},
		},
		"plan_audits": {
			Counted:   []Model{{"measure/measure_plan_quality", Scratch}},
			Published: []Model{{"publish/plan_quality", Table}},
		},
		"plans": {
			Counted:   []Model{{"measure/measure_caseload", Scratch}},
			Published: []Model{{"publish/caseload", Table}},
		},
		"series": {Counted: []Model{{"measure/series_points", Scratch}}},
	}[kind]
}

// AuditSample holds the audited plans against all plans: what is counted, and the
// published table. It needs extracts of both.
func AuditSample() List {
	return List{
		Counted:   []Model{{"measure/measure_audit_sample", Scratch}},
		Published: []Model{{"publish/audit_sample", Table}},
	}
}
