package protect

import "ehcp/pipeline/registry"

// identity says that a count is the sum of others of its row. A name in brackets
// is of no column: it is a difference that a reader can form.
type identity struct {
	whole string
	parts []string
}

// identitiesOf are the sums that hold within each row of a table. Each gives at
// most one difference that has not come up before, which it defines.
func identitiesOf(table registry.Table) (all []identity) {
	for _, sum := range table.Sums {
		all = append(all, identity{sum.Whole, sum.Parts})
	}
	switch table.Name {
	case "falling_due":
		return []identity{
			{"fell_due", []string{"issued_by_due_date", "open_at_due_date", "ended_without_plan"}},
			{"fell_due", []string{"fell_due_excl", "[exceptions]"}},
			{"issued_by_due_date", []string{"issued_by_due_date_excl", "[exceptions issued]"}},
			{"[exceptions]", []string{"[exceptions issued]", "[exceptions not issued]"}},
			// The percentage without exceptions tells its denominator.
			{dueExcl, []string{"issued_by_due_date_excl", "[open without exceptions]"}},
			{"fell_due_excl", []string{dueExcl, "[ended without exceptions]"}},
			{"open_at_due_date", []string{"[open without exceptions]", "[exceptions open]"}},
			{"ended_without_plan", []string{"[ended without exceptions]", "[exceptions ended]"}},
		}
	case "timeliness":
		return timelinessIdentities()
	case "requests":
		return []identity{
			{"received", []string{"assessed", "not_assessed", "withdrawn", "undecided"}},
			{"decided_in_period", []string{"decided_in_6_weeks", "decided_over_6_weeks"}},
			{"refused_after_assessment", []string{"refused_in_16_weeks", "refused_over_16_weeks"}},
		}
	case "backlog":
		return []identity{
			{"open", []string{"weeks_0_to_20", "over_20_weeks"}},
			{"over_20_weeks", []string{"weeks_over_20_to_30", "over_30_weeks"}},
			{"over_30_weeks", []string{"weeks_over_30_to_52", "over_52_weeks"}},
			{"over_52_weeks", []string{"weeks_over_52"}},
			{"open", []string{"open_decided_to_assess", "[open, not decided]"}},
		}
	}
	return all
}

// dueExcl is the denominator of pc_issued_by_due_date_excl, which is no column.
const dueExcl = "[issued and open, exceptions left out]"

// timelinessIdentities are those of plans by the time they took, with and without
// exceptions, and of those from the backlog.
func timelinessIdentities() []identity {
	all := []identity{
		{"plans_issued", []string{"issued_from_backlog", "issued_from_flow"}},
		{"issued_from_flow", []string{"within_20_weeks", "[late, not from the backlog]"}},
	}
	bands := []struct{ name, below, above string }{
		{"[over 20 to 30 weeks]", "within_20_weeks", "within_30_weeks"},
		{"[over 30 to 52 weeks]", "within_30_weeks", "within_52_weeks"},
	}
	for _, excl := range []string{"", "_excl"} {
		undated := "undated"
		if excl != "" {
			undated = "[undated, exceptions left out]"
		}
		for _, weeks := range []string{"20", "30", "52"} {
			all = append(all, identity{"plans_issued" + excl, []string{"within_" + weeks + "_weeks" + excl, "over_" + weeks + "_weeks" + excl, undated}})
		}
		for _, b := range bands {
			all = append(all, identity{b.above + excl, []string{b.below + excl, b.name + excl}})
		}
		all = append(all, identity{"over_20_weeks" + excl, []string{"[over 20 to 52 weeks]" + excl, "over_52_weeks" + excl}})
	}
	for _, name := range []string{
		"plans_issued", "within_20_weeks", "over_20_weeks", "within_30_weeks", "over_30_weeks", "within_52_weeks", "over_52_weeks",
		"[over 20 to 30 weeks]", "[over 30 to 52 weeks]",
	} {
		all = append(all, identity{name, []string{name + "_excl", "[exceptions] " + name}})
	}
	return append(all, identity{"undated", []string{"[undated, exceptions left out]", "[exceptions] undated"}})
}
