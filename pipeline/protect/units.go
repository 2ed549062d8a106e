package protect

import "ehcp/pipeline/registry"

// unit is one more case of a certain kind, by what it adds to the columns of a
// row. The differences that it adds to follow from the identities of the table.
type unit map[string]int64

// unitsOf are the kinds of cases that a table counts, each column by itself where
// none is listed.
func unitsOf(table registry.Table) (all []unit) {
	for _, columns := range table.Units {
		u := unit{}
		for _, column := range columns {
			u[column] = 1
		}
		all = append(all, u)
	}
	switch table.Name {
	case "falling_due":
		return append(dueUnits(), unit{"fell_due_after_mediation_or_tribunal": 1})
	case "timeliness":
		return append(planUnits(), unit{"plans_issued_after_mediation_or_tribunal": 1})
	case "requests":
		return []unit{
			{"received": 1, "assessed": 1},
			{"received": 1, "not_assessed": 1},
			{"received": 1, "withdrawn": 1},
			{"received": 1, "undecided": 1},
			{"decided_in_period": 1, "decided_in_6_weeks": 1},
			{"decided_in_period": 1, "decided_over_6_weeks": 1},
			{"refused_after_assessment": 1, "refused_in_16_weeks": 1},
			{"refused_after_assessment": 1, "refused_over_16_weeks": 1},
		}
	case "backlog":
		return append(openUnits(), unit{"ended_undated": 1})
	}
	return all
}

// openUnits are open cases by how long they have been open and whether it was
// decided to assess them.
func openUnits() (all []unit) {
	for _, columns := range [][]string{
		{"weeks_0_to_20"},
		{"over_20_weeks", "weeks_over_20_to_30"},
		{"over_20_weeks", "over_30_weeks", "weeks_over_30_to_52"},
		{"over_20_weeks", "over_30_weeks", "over_52_weeks", "weeks_over_52"},
	} {
		for _, isDecided := range []bool{false, true} {
			u := unit{"open": 1}
			for _, column := range columns {
				u[column] = 1
			}
			if isDecided {
				u["open_decided_to_assess"] = 1
			}
			all = append(all, u)
		}
	}
	return all
}

// dueUnits are cases that fell due, by what had become of them and whether they
// are an exception.
func dueUnits() (all []unit) {
	for _, column := range []string{"issued_by_due_date", "open_at_due_date", "ended_without_plan"} {
		exception := unit{"fell_due": 1, column: 1}
		ordinary := unit{"fell_due": 1, column: 1, "fell_due_excl": 1}
		switch column {
		case "issued_by_due_date":
			ordinary["issued_by_due_date_excl"], ordinary[dueExcl] = 1, 1
		case "open_at_due_date":
			ordinary[dueExcl] = 1
		}
		all = append(all, ordinary, exception)
	}
	return all
}

// planUnits are plans by the time they took, whether they are an exception and
// whether they came from the backlog, which only late ones do.
func planUnits() (all []unit) {
	for i, columns := range [][]string{
		{"within_20_weeks", "within_30_weeks", "within_52_weeks"},
		{"over_20_weeks", "within_30_weeks", "within_52_weeks"},
		{"over_20_weeks", "over_30_weeks", "within_52_weeks"},
		{"over_20_weeks", "over_30_weeks", "over_52_weeks"},
		{"undated"},
	} {
		all = append(all, planUnit(columns, "issued_from_flow", false), planUnit(columns, "issued_from_flow", true))
		if isLate := i > 0; isLate {
			all = append(all, planUnit(columns, "issued_from_backlog", false), planUnit(columns, "issued_from_backlog", true))
		}
	}
	return all
}

func planUnit(columns []string, source string, isException bool) unit {
	u := unit{"plans_issued": 1, source: 1}
	for _, column := range columns {
		u[column] = 1
		if !isException && column != "undated" {
			u[column+"_excl"] = 1
		}
	}
	if !isException {
		u["plans_issued_excl"] = 1
	}
	return u
}

// complete adds what a unit adds to the differences of its table.
func (u unit) complete(table registry.Table) unit {
	known := map[string]bool{}
	for _, sum := range identitiesOf(table) {
		unknown, rest := "", u[sum.whole]
		for _, part := range sum.parts {
			if part[0] == '[' && part != dueExcl && !known[part] && unknown == "" {
				unknown = part
				continue
			}
			rest -= u[part]
		}
		if unknown != "" {
			known[unknown] = true
			if rest != 0 {
				u[unknown] = rest
			}
		}
	}
	if table.Name == "timeliness" && u["undated"] > 0 && u["plans_issued_excl"] > 0 {
		// The first identity that names it settles it: plans less those in a band.
		u["[undated, exceptions left out]"] = 1
	}
	return u
}
