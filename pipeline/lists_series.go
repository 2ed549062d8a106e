package pipeline

import (
	"fmt"
	"slices"

	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// listedMeasures are the measures of the kinds of list that the run has.
func (j *job) listedMeasures() []registry.Measure {
	return slices.DeleteFunc(registry.MeasuresOf(j.has), func(m registry.Measure) bool { return m.Listed.Table == "" })
}

// listedSeries goes on behind the counts of series: those of lists, by month and
// increment. A list tells of the periods that it covers, whatever the assessments
// cover.
func (j *job) listedSeries() string {
	var parts string
	for _, m := range j.listedMeasures() {
		from := m.Listed
		table, _ := registry.Find(from.Table)
		name := warehouse.Literal(m.Name)
		if table.Dated {
			parts += fmt.Sprintf(`
union all by name
select listed.authority_code, periods.period_type, periods.period_start, %s as measure, listed.%s as value, periods.period_start as sound_from
from %s as listed cross join run inner join periods on listed.as_at = least(periods.period_end, run.as_at)
where listed.breakdown_topic = 'All'`, name, from.Of, table.Name)
			continue
		}
		figures := fmt.Sprintf("%s as numerator, %s as denominator", from.Of, from.Per)
		if from.Per == "" {
			figures = from.Of + " as value"
		}
		parts += fmt.Sprintf(`
union all by name
select authority_code, period_type, period_start, %s as measure, %s, period_start as sound_from
from %s where breakdown_topic = 'All'`, name, figures, table.Name)
	}
	return parts
}

// listedHidden goes on behind the figures that the public tables hide: those of
// lists. A row that the public table leaves out is as good as hidden.
func (j *job) listedHidden() string {
	var parts string
	for _, m := range j.listedMeasures() {
		from := m.Listed
		table, _ := registry.Find(from.Table)
		cells := "shown." + from.Of
		if from.Per != "" {
			cells += ", shown." + from.Per
		}
		same, when := "all_of.period_type = shown.period_type and all_of.period_start = shown.period_start::date", "all_of"
		periods := ""
		if table.Dated {
			same, when = "all_of.as_at = shown.as_at::date", "periods"
			periods = "cross join run inner join periods on all_of.as_at = least(periods.period_end, run.as_at)"
		}
		parts += fmt.Sprintf(`
union all
select all_of.authority_code, %s, %s.period_type, %[2]s.period_start
from %[3]s as all_of left join %[4]s_%[3]s as shown
on all_of.authority_code = coalesce(shown.authority_code, '') and shown.breakdown_topic = 'All' and %[5]s %[6]s
where all_of.breakdown_topic = 'All' and %[2]s.period_type in ('month', 'three_months')
and (shown.breakdown_topic is null or 'c' in (%[7]s))`, warehouse.Literal(m.Name), when, table.Name, publicProfile, same, periods, cells)
	}
	return parts
}
