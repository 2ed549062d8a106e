package pipeline

import (
	"context"
	"path/filepath"

	"ehcp/pipeline/warehouse"
)

// compareWithBefore makes moved_cases, one row a day on which cases were
// received by the run before: how many there were, how many have another
// received date now and how many are gone. It is empty without such a run, or
// where its database is no longer there.
func (j *job) compareWithBefore(ctx context.Context) error {
	if err := j.db.Exec(ctx, "create table work.moved_cases (authority_id smallint, day date, cases bigint, moved bigint, deleted bigint)"); err != nil {
		return err
	}
	if j.before == nil {
		return nil
	}
	path := filepath.Join(j.o.Out, "runs", j.before.RunID, "casework", "ehcp.duckdb")
	if err := j.db.Exec(ctx, "attach "+warehouse.Literal(path)+" as run_before (read_only)"); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		j.warn("the database of the run before cannot be read: received dates that were moved since are not counted")
		return nil
	}
	var authorities int
	if err := j.db.Scan(ctx, `select count(*) from duckdb_columns() where database_name = 'run_before' and schema_name = 'main'
		and table_name = 'stage_assessments' and column_name = 'authority_code'`, &authorities); err != nil {
		return err
	}
	authority := "''"
	if authorities > 0 {
		authority = "coalesce(authority_code, '')"
	}
	// Cases are matched by what they are called: the same words then and now.
	if err := j.db.Exec(ctx, `insert into moved_cases
		with before as (
			select `+authority+` as authority_text, case_id, min(received_date) as received_date
			from run_before.main.stage_assessments where received_date is not null group by all
		),
		now as (
			select coalesce(authority_code, '') as authority_text, case_id, min(received_date) as received_date
			from stage_rows where received_date is not null group by all
		)
		select authority_id, before.received_date, count(*), count(*) filter (now.received_date <> before.received_date),
			count(*) filter (now.case_id is null)
		from before
		inner join authority_texts using (authority_text)
		left join now using (authority_text, case_id)
		group by authority_id, before.received_date`); err != nil {
		return err
	}
	return j.db.Exec(ctx, "detach run_before")
}
