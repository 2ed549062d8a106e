package pipeline

import (
	"context"
	"database/sql/driver"

	"ehcp/pipeline/verdict"
)

// keepPlansNeeded stores how many plans a week would clear each backlog by any
// week of the next two years, for the query clearance.
func (j *job) keepPlansNeeded(ctx context.Context, all []*verdict.Authority) error {
	if err := j.db.Exec(ctx, `create table ehcp.main.plans_needed (authority_code varchar, threshold_weeks bigint, weeks_ahead bigint,
		open_now bigint, plans_a_week double, low double, high double, plans_a_week_now double)`); err != nil {
		return err
	}
	var rows [][]driver.Value
	for _, a := range all {
		for _, n := range verdict.PlansNeeded(a) {
			rows = append(rows, []driver.Value{
				a.Code, int64(n.OverWeeks), int64(n.WeeksAhead), n.OpenNow, n.Weekly, known(n.Low, n.HasRange), known(n.High, n.HasRange), n.Now,
			})
		}
	}
	return j.appendRows(ctx, "ehcp", "plans_needed", rows)
}
