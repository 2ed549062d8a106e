package registry

import (
	"slices"
	"strings"
)

// From says where a column of a published table comes from: what it is counted
// or worked out from.
func (t Table) From(c Column) string {
	if t.File != "" && c.Role != Percent && !slices.Contains(ownFilled(), c.Name) {
		return "The team's query " + t.File + "."
	}
	switch c.Role {
	case Key, Flag:
		return keyFrom(c.Name)
	case Count, Distinct:
		if t.Judged {
			return "Counts of the measure's own table."
		}
		return "Counted from cases."
	case Percent:
		return c.ratio() + "."
	case Bound:
		return "Wilson's 95% limits of " + c.ratio() + "."
	case Statistic:
		return "The cases of " + c.Of + "."
	case Single:
		return "The one case that has waited longest."
	case Estimate:
		return "Estimated from the cases of the increment, week by week."
	case Figure:
		if t.Extract != "" {
			return "The extract's figures of that name, and what follows from them."
		}
		return "Figures of the other published tables."
	case PerThousand:
		return "1,000 x " + c.Of + " / the people beside it."
	case Given:
		return "The extracts that the table's source names."
	case Word:
		return "Said of the row's figures, by rule."
	}
	return ""
}

// ratio is what a percentage divides by what, in the names of the columns.
func (c Column) ratio() string {
	joined := func(of, sign, other string) string {
		if other == "" {
			return of
		}
		return "(" + of + sign + other + ")"
	}
	per := joined(c.Per, " + ", c.PerPlus)
	if c.PerIsWider {
		per = "those of " + per + " that count"
	}
	return joined(c.Of, " - ", c.OfMinus) + " / " + per
}

// keyFrom says what lays a table's rows out.
func keyFrom(name string) string {
	switch name {
	case "authority_code", "authority_name", "old_la_code", "new_la_code", "la_name", "region_code", "region_name",
		"country_code", "country_name", "geographic_level":
		return "The extract's authority_code, else council: in the configuration."
	case "period_type", "period_start", "period_end", "period", "is_complete", "time_period", "time_identifier", "month":
		return "The calendar, increments: in the configuration and what the extracts cover."
	case "as_at", "is_increment_end", "is_month_end":
		return "The calendar, increments: in the configuration and the as-at day."
	}
	if name == "series" || name == "date" {
		return "The extract's column of that name."
	}
	if strings.HasPrefix(name, "breakdown") {
		return "breakdowns: in the configuration, and the extract's column of the topic."
	}
	return "The table's own layout."
}
