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
			row := []driver.Value{a.Code, int64(n.OverWeeks), int64(n.WeeksAhead), n.OpenNow, n.Weekly, nil, nil, n.Now}
			if n.HasRange {
				row[5], row[6] = n.Low, n.High
			}
			rows = append(rows, row)
		}
	}
	return j.appendRows(ctx, "plans_needed", rows)
}
