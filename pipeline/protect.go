package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
)

// The periods and dates for which every breakdown is published to the public
// and stands in figures; months and the like are there for All.
const (
	longPeriods = "period_type in ('three_months', 'calendar_year', 'financial_year', 'academic_year')"
	longDates   = "(is_increment_end or as_at = (select as_at from run))"
)

// publicFilter keeps what the public profile may hold: All for every period
// but weeks, other public breakdowns for increments and years, so that no
// month can be had by subtraction from its neighbours.
func publicFilter(t registry.Table) string {
	period, never := longPeriods, "period_type <> 'week'"
	if t.Dated {
		period, never = longDates, "true"
	}
	return fmt.Sprintf("breakdown_topic in (select breakdown_topic from topics where is_public) and %s "+
		"and (breakdown_topic = 'All' or %s)", never, period)
}

// protect makes the public tables out of the restricted ones.
func (j *job) protect(ctx context.Context) (int64, error) {
	if err := j.describeTables(ctx); err != nil {
		return 0, err
	}
	if !slices.Contains(j.o.Profiles, publicProfile) {
		return 0, nil
	}
	rule := protect.Rule{
		MinimumCount: int(j.o.Config.Disclosure.MinimumCount), PublishOldest: j.o.Config.Disclosure.PublishOldest,
	}
	var cells int64
	j.manifest.Suppression = Suppression{Method: j.o.Config.Disclosure.Method, MinimumCount: rule.MinimumCount, Hidden: map[string]int{}}
	for _, table := range registry.Tables() {
		if table.RestrictedOnly || table.Judged || table.Name == "figures" {
			continue
		}
		from := "ehcp.main." + table.Name
		if table.Name == "time_to_plan" {
			from = "time_to_plan_guarded"
		}
		_, rows, err := j.db.Text(ctx, "select "+strings.Join(table.Header(), ", ")+" from "+from+
			" where "+publicFilter(table)+" order by "+strings.Join(table.Sort, ", "))
		if err != nil {
			return 0, fmt.Errorf("protect %s: %w", table.Name, err)
		}
		j.manifest.Suppression.Hidden[table.Name] = rule.Apply(table, rows)
		cells += int64(len(rows)) * int64(len(table.Measures()))
		if err := j.keepPublic(ctx, table, rows); err != nil {
			return 0, err
		}
	}
	said, err := j.protectJudged(ctx)
	return cells + said, err
}

// keepPublic stores the protected rows as text: from here on the public
// profile is made of these tables alone.
func (j *job) keepPublic(ctx context.Context, table registry.Table, rows [][]*string) error {
	text := make([][]string, len(rows))
	for i, row := range rows {
		text[i] = make([]string, len(row))
		for k, cell := range row {
			if cell != nil {
				text[i][k] = *cell
			}
		}
	}
	return j.createText(ctx, publicProfile+"_"+table.Name, table, text)
}
