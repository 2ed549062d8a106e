package pipeline

import (
	"context"
	"database/sql/driver"
	"fmt"

	"ehcp/pipeline/verdict"
)

// keepPlansNeeded stores how many plans a week would clear each backlog by any
// week of the next two years, for the query clearance. An authority whose cases
// cannot be carried forward has one row a backlog, which says why.
func (j *job) keepPlansNeeded(ctx context.Context, all []*verdict.Authority) error {
	if err := j.db.Exec(ctx, `create table ehcp.main.plans_needed (authority_code varchar, threshold_weeks bigint, weeks_ahead bigint,
		open_now bigint, plans_a_week double, low double, high double, plans_a_week_now double, note varchar)`); err != nil {
		return err
	}
	var rows [][]driver.Value
	for _, a := range all {
		for _, n := range verdict.PlansNeeded(a) {
			note := ""
			if n.Why != "" {
				note = "no range: " + n.Why
			}
			rows = append(rows, []driver.Value{
				a.Code, int64(n.OverWeeks), int64(n.WeeksAhead), n.OpenNow, n.Weekly, known(n.Low, n.HasRange), known(n.High, n.HasRange), n.Now, note,
			})
		}
	}
	if err := j.appendRows(ctx, "ehcp", "plans_needed", rows); err != nil {
		return err
	}
	return j.sayWhatIsNotForecast(ctx)
}

// sayWhatIsNotForecast gives the reason for every authority whose cases cannot be
// carried forward, in plans_needed and once for all of them in a warning.
func (j *job) sayWhatIsNotForecast(ctx context.Context) error {
	if err := j.db.Exec(ctx, fmt.Sprintf(`insert into ehcp.main.plans_needed (authority_code, threshold_weeks, note)
		select authority_code, threshold_weeks, 'not available: ' || case
			when not run.has_ends then 'the extracts do not say when cases end'
			when run.as_at - %d < coverage.complete_from then 'the extracts are complete for less than %d weeks, which rates come from'
			else 'no case was open in the %d weeks that rates come from' end
		from authorities inner join coverage using (authority_id) cross join run cross join thresholds
		where authority_code not in (select authority_code from ehcp.main.plans_needed)`,
		7*verdict.WeeksBack, verdict.WeeksBack, verdict.WeeksBack)); err != nil {
		return err
	}
	_, rows, err := j.db.Text(ctx, `select note, count(distinct authority_code), any_value(authority_name) from ehcp.main.plans_needed
		inner join authorities using (authority_code) where weeks_ahead is null group by note order by note`)
	if err != nil {
		return err
	}
	for _, row := range rows {
		whom := *row[1] + " authorities"
		if *row[1] == "1" && *row[2] != "" {
			whom = *row[2]
		} else if *row[1] == "1" {
			whom = "the authority"
		}
		j.warn(fmt.Sprintf("backlog of %s: forecast and clearance are %s", whom, *row[0]))
	}
	return nil
}
