package pipeline

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// figuresOf turns one published table into rows of the long table figures:
// one a figure, with its numerator and denominator where it has them. Months
// and shorter periods are there for All alone, so that ten years of a county
// still fit a worksheet, which ends at row 1,048,576.
//
// Of a table of text every figure's mark is there too, which stands for a number
// that is missing or hidden.
func figuresOf(table registry.Table, from string, isText bool) string {
	var measures, rates, values, marks, numerators, denominators []string
	columns := table.Measures()
	slices.SortFunc(columns, func(a, b registry.Column) int { return strings.Compare(a.Name, b.Name) })
	for _, column := range columns {
		name := warehouse.Name(column.Name)
		measures = append(measures, measureName(table, column.Name))
		values = append(values, number(name))
		rates = append(rates, strconv.FormatBool(strings.HasPrefix(column.Name, "pc_") || column.Name == "value"))
		marks = append(marks, name)
		numerator, denominator := "null::decimal(12, 1)", "null::decimal(12, 1)"
		switch column.Role {
		case registry.Percent, registry.Bound:
			numerator, denominator = less(column.Of, column.OfMinus), less(column.Per, "")
			if column.PerPlus != "" {
				denominator += " + " + number(warehouse.Name(column.PerPlus))
			}
			if column.PerIsWider {
				denominator = "null::decimal(12, 1)"
			}
		case registry.Figure:
			if slices.Contains(table.Header(), "numerator") && column.Name == "value" { // its rates stand beside their counts
				numerator, denominator = less("numerator", ""), less("denominator", "")
			}
		case registry.Statistic:
			denominator = less(column.Of, "")
		default: // a count stands on itself
		}
		numerators, denominators = append(numerators, numerator), append(denominators, denominator)
	}
	period, topic, where := "period_type, period_start, period_end, null::date as as_at", "breakdown_topic, breakdown", longPeriods
	if table.Dated {
		period, where = "null::varchar as period_type, null::date as period_start, null::date as period_end, as_at", longDates
	}
	where = "breakdown_topic = 'All' or " + where
	if slices.Contains(table.Header(), "date") { // a day or a period's first day: no breakdown, and no end that is known
		period, topic, where = `null::varchar as period_type, "date" as period_start, null::date as period_end, null::date as as_at`,
			"'All' as breakdown_topic, 'All' as breakdown", "true"
	}
	mark := "null::varchar"
	if isText {
		mark = "unnest([" + strings.Join(marks, ", ") + "])"
	}
	return fmt.Sprintf(`select %s as "table", authority_code, authority_name, %s, %s,
		unnest([%s]) as measure, unnest([%s]) as is_rate, unnest([%s]) as value, %s as mark,
		unnest([%s]) as numerator, unnest([%s]) as denominator
		from %s where %s`, warehouse.Literal(table.Name), period, topic, strings.Join(measures, ", "), strings.Join(rates, ", "),
		strings.Join(values, ", "), mark, strings.Join(numerators, ", "), strings.Join(denominators, ", "), from, where)
}

// measureName is the column, with the threshold, week or band that a row is for.
func measureName(table registry.Table, column string) string {
	switch table.Name {
	case "other_series":
		return warehouse.Literal(column+"_") + " || series"
	case "spc", "evidence", "revisions":
		return warehouse.Literal(column+"_") + " || measure"
	case "forecast":
		return warehouse.Literal(column+"_") + " || measure || '_' || basis"
	case "falling_due":
		return warehouse.Literal(column+"_") + " || threshold_weeks"
	case "time_to_plan":
		return warehouse.Literal(column+"_") + " || week"
	case "flow":
		return warehouse.Literal(column) + " || case weeks_open_band when 'All' then '' else '_' || weeks_open_band end"
	}
	return warehouse.Literal(column)
}

func number(name string) string { return "try_cast(" + name + " as decimal(12, 1))" }

func less(column, minus string) string {
	if minus == "" {
		return number(warehouse.Name(column))
	}
	return number(warehouse.Name(column)) + " - " + number(warehouse.Name(minus))
}

// figuresSQL is the select of the long table: it repeats the others and is stored
// in no database. The parts, one a published table, are in their order, and each
// is sorted by itself, so that many authorities need not be sorted all at once.
// Most are in order as they come, their rows and the measures of a row being
// sorted already. A number stands in a numeric column alone; what stands for a
// missing one is in status.
func figuresSQL(profile string, published []registry.Table) string {
	figures, _ := registry.Find("figures")
	sort := make([]string, len(figures.Sort))
	for i, column := range figures.Sort {
		sort[i] = warehouse.Name(column)
	}
	tables := slices.DeleteFunc(published, func(t registry.Table) bool {
		// Of restricted tables those that a date and a breakdown tell the rows of apart.
		isOut := t.RestrictedOnly && (profile == publicProfile || !t.Dated)
		isAgain := t.Name == "summary" || t.Name == "other_series_summary" // which repeat others and have no period
		return isOut || isAgain || t.Name == "figures" || t.File != "" || t.IsOpen
	})
	slices.SortFunc(tables, func(a, b registry.Table) int { return strings.Compare(a.Name, b.Name) })
	selects := make([]string, len(tables))
	for i, table := range tables {
		selects[i] = `select "table", authority_code, authority_name, period_type, period_start::date as period_start,
		period_end::date as period_end, as_at::date as as_at, breakdown_topic, breakdown, measure, value,
		numerator::decimal(12, 1) as numerator, denominator::decimal(12, 1) as denominator,
		case
			when mark in ('c', 'x', 'z') then mark
			when value is null then 'x'
			when not is_rate then null
			when denominator < 30 then 'u'
			when value = 0 and numerator > 0 then 'low'
		end as status
		from (` + figuresOf(table, prefixOf(profile)+table.Name, profile == publicProfile) + ") as figures"
		if table.Judged || slices.Contains(table.Sort, "threshold_weeks") || slices.Contains(table.Sort, "weeks_open_band") ||
			slices.Contains(table.Sort, "week") { // several rows make one place in the order
			selects[i] += " order by " + strings.Join(sort, ", ")
		}
		selects[i] = "(" + selects[i] + ")"
	}
	return strings.Join(selects, "\nunion all\n")
}
