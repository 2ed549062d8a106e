package sample

import "time"

// faultyRows gives the few rows that are wrong on purpose, for the data-quality report to find, by the index
// of the case that each comes after. All that can be rejected are, and the one that cannot was received
// before 2022, so none of them alters a published total.
func faultyRows(requests []*request) map[int][][]string {
	faulty := map[int][][]string{}
	next := len(requests)
	add := func(at int, r request, change map[string]string) {
		next++
		r.number, r.person = next, next
		faulty[at] = append(faulty[at], replaced(r.fields(0), change))
	}
	step := len(requests) / 20

	refused := faultyCase(outcomeNo)
	add(step, refused, map[string]string{"closed_date": "2021-08-30", "closed_reason": "withdrawn"})
	add(2*step, refused, map[string]string{"plan_issued_date": "2020-12-14"})
	add(3*step, refused, map[string]string{"plan_issued_date": "2021-08-31", "assessment_outcome": outcomeYes})
	add(4*step, refused, map[string]string{"received_date": "2024-02-30"})
	add(5*step, refused, map[string]string{"request_outcome_date": "2021-11-31"})
	add(6*step, refused, map[string]string{"received_date": ""})
	add(7*step, refused, map[string]string{"received_date": "", "request_outcome_date": ""})
	add(8*step, refused, map[string]string{"received_date": "2025-01-09", "request_outcome_date": "2025-02-03"})
	// This one has ended on an unknown day; it must not be taken for an open case.
	add(9*step, faultyCase(outcomeYes), map[string]string{"closed_reason": "withdrawn"})
	for _, at := range []int{10 * step, 11 * step} {
		faulty[at] = append(faulty[at], requests[at].fields(0))
	}
	return faulty
}

// faultyCase is a complete and unremarkable case received before 2022, for one thing to be wrong with.
func faultyCase(outcome string) request {
	return request{
		received: on(2021, time.September, 14), decided: on(2021, time.October, 19), outcome: outcome,
		described: described{
			source: "2", area: "North Sample", team: "North team 1", need: "ASD", sex: "M", ethnicity: "WBRI",
			age: "8", phase: "Primary", setting: "Mainstream",
		},
	}
}

// replaced changes fields by the name of their column.
func replaced(fields []string, change map[string]string) []string {
	for i, column := range kentHeader() {
		if value, ok := change[column]; ok {
			fields[i] = value
		}
	}
	return fields
}
