package actionplan

import (
	"fmt"
	"maps"
	"strings"

	"ehcp/pipeline/document"
	"ehcp/pipeline/registry"
)

// benchmark sets the authority beside its region, its neighbours and England in
// the newest year that DfE has published, and its own years under each other.
func (w writer) benchmark() []document.Table {
	tables := []document.Table{w.besideOthers(), w.ownYears()}
	if !w.Restricted {
		return tables
	}
	return append(tables, table("Own counts against those that DfE published", "Year", periodName, w.reconciled(),
		column{head: "Figure", name: "named", words: true, share: 1.6}, column{head: "Own count", name: "own"},
		column{head: "DfE's", name: "published"}, column{head: "Difference", name: "difference"},
		column{head: "After mediation or tribunal", name: "after_mediation_or_tribunal"}, column{head: "Moved in", name: "moved_in"},
		column{head: "Last week of the year", name: "near_year_end"}))
}

// besideOthers has a row for each figure in its newest year.
func (w writer) besideOthers() document.Table {
	var rows []Row
	for _, b := range registry.BenchmarkedFigures() {
		row := Row{"name": b.Label}
		for _, own := range w.rows("benchmark", Row{"measure": b.Name, "area": "own"}) {
			if own["period"] > row["period"] {
				row["period"], row["own"], row["change"] = own["period"], own["value"], own["change"]
				row["rank"] = "no way is better"
				if own["rank"] != "" && b.Ranks != "" {
					row["rank"] = fmt.Sprintf("%s of %s", own["rank"], own["authorities"])
				}
			}
		}
		if row["period"] == "" {
			continue
		}
		for _, area := range []string{"region", "neighbours_median", "england"} {
			row[area] = w.one("benchmark", Row{"measure": b.Name, "area": area, "period": row["period"]})["value"]
		}
		row["name"] = fmt.Sprintf("%s (%%), %s", b.Label, row["period"])
		if b.Of == "" { // a number, which has no tenths
			row["name"] = fmt.Sprintf("%s, %s", b.Label, row["period"])
			for _, cell := range []string{"own", "change", "region", "neighbours_median", "england"} {
				row[cell] = strings.TrimSuffix(row[cell], ".0")
			}
		}
		rows = append(rows, row)
	}
	return table("The newest figures that DfE has published", "Figure", func(row Row) string { return row["name"] }, rows,
		column{head: "This authority", name: "own", tenths: true},
		column{head: "Region", name: "region", tenths: true}, column{head: "Middle of the neighbours", name: "neighbours_median", tenths: true},
		column{head: "England", name: "england", tenths: true}, column{head: "Rank", name: "rank", words: true},
		column{head: "Change on the year", name: "change", tenths: true})
}

// ownYears are the published rates of plans in time, year by year.
func (w writer) ownYears() document.Table {
	var rows []Row
	for _, own := range w.rows("benchmark", Row{"measure": "pc_within_20_weeks_excl", "area": "own"}) {
		row := Row{"period": own["period"], "is_complete": "true", "own": own["value"]}
		for _, area := range []string{"region", "england"} {
			row[area] = w.one("benchmark", Row{"measure": own["measure"], "area": area, "period": own["period"]})["value"]
		}
		if own["is_new_basis"] == "true" {
			row["period"] += ", new basis"
		}
		rows = append(rows, row)
	}
	return table("Plans issued within 20 weeks, exceptions left out, as DfE publishes it", "Year", periodName, rows,
		column{head: "This authority", name: "own", unit: "%"}, column{head: "Region", name: "region", unit: "%"},
		column{head: "England", name: "england", unit: "%"})
}

// reconciled are the rows of the reconciliation with what they are of in words.
func (w writer) reconciled() []Row {
	said := map[string]string{
		"plans_issued": "Plans issued", "plans_issued_excl": "Plans issued, exceptions left out",
		"within_20_weeks": "Within 20 weeks", "within_20_weeks_excl": "Within 20 weeks, exceptions left out",
	}
	var rows []Row
	for _, row := range w.rows("reconciliation", nil) {
		named := maps.Clone(row)
		named["named"] = said[row["measure"]]
		rows = append(rows, named)
	}
	return rows
}
