package pipeline

import (
	"context"
	"path/filepath"

	"ehcp/pipeline/warehouse"
)

// compareWithBefore makes revised_cases, one row a case that earlier runs knew
// and that is gone now or has another received date, as it was first known; and
// moved_cases, one row an authority and day on which cases that the run before
// knew, or any before it, came in or ended: how many, how many of them have moved
// and how many are gone. Without such a run, or where its database is no longer
// there, both are empty.
func (j *job) compareWithBefore(ctx context.Context) error {
	if err := j.db.Exec(ctx, `create table ehcp.main.revised_cases
		(authority_text varchar, case_id varchar, received_date date, ended_date date, is_gone boolean)`); err != nil {
		return err
	}
	if err := j.db.Exec(ctx, `create table work.moved_cases
		(authority_id smallint, day date, is_end boolean, cases bigint, moved bigint, deleted bigint)`); err != nil {
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
	if err := j.readKnown(ctx); err != nil {
		return err
	}
	// Cases are matched by what they are called: the same words then and now.
	for _, statement := range []string{
		`insert into ehcp.main.revised_cases
		select known.*, now.case_id is null
		from known_cases as known
		left join (
			select coalesce(authority_code, '') as authority_text, case_id, min(received_date) as received_date
			from stage_rows where received_date is not null group by all
		) as now using (authority_text, case_id)
		where now.case_id is null or now.received_date <> known.received_date`,
		`insert into moved_cases
		select authority_id, day, is_end, count(*), count(*) filter (not is_gone), count(*) filter (is_gone)
		from (
			select known.authority_text, revised.is_gone,
				unnest([{'day': known.received_date, 'is_end': false}, {'day': known.ended_date, 'is_end': true}], recursive := true)
			from known_cases as known
			left join ehcp.main.revised_cases as revised using (authority_text, case_id)
		)
		inner join authority_texts using (authority_text)
		where day is not null
		group by all`,
		"drop table work.known_cases",
		"detach run_before",
	} {
		if err := j.db.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// readKnown makes known_cases: the cases of the run before, each with the
// received date under which any run first knew it, and those that had gone by
// then.
func (j *job) readKnown(ctx context.Context) error {
	has := func(table, column string) (found bool, err error) {
		err = j.db.Scan(ctx, "select count(*) > 0 from duckdb_columns() where database_name = 'run_before' and schema_name = 'main' "+
			"and table_name = "+warehouse.Literal(table)+" and column_name = "+warehouse.Literal(column), &found)
		return found, err
	}
	text := func(column, otherwise string) (string, error) {
		found, err := has("stage_assessments", column)
		if !found {
			return otherwise, err
		}
		return warehouse.Name(column), err
	}
	authority, err := text("authority_code", "null::varchar")
	if err != nil {
		return err
	}
	ended := "null::date"
	for _, column := range []string{"plan_issued_date", "closed_date"} {
		name, err := text(column, "null::date")
		if err != nil {
			return err
		}
		ended = "least(" + ended + ", " + name + ")"
	}
	known := "select coalesce(" + authority + ", '') as authority_text, case_id, min(received_date) as received_date, " +
		"max(" + ended + ") as ended_date from run_before.main.stage_assessments where received_date is not null group by all"
	revised, err := has("revised_cases", "case_id")
	if err != nil {
		return err
	}
	if revised {
		known = "select authority_text, case_id, received_date, ended_date from run_before.main.revised_cases union all " +
			"select * from (" + known + ") anti join run_before.main.revised_cases using (authority_text, case_id)"
	}
	return j.db.Exec(ctx, "create table work.known_cases as "+known)
}
