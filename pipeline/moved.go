package pipeline

import (
	"context"
)

// compareWithBefore makes revised_cases, one row a case that earlier runs knew
// and that is gone now or has another received date, as it was first known; and
// moved_cases, one row an authority and day on which cases that the run before
// knew, or any before it, came in or ended: how many, how many of them have moved
// and how many are gone. Without such a run both are empty.
func (j *job) compareWithBefore(ctx context.Context) error {
	if err := j.db.Exec(ctx, `create table ehcp.main.revised_cases
		(authority_text varchar, case_id varchar, received_date date, ended_date date, is_gone boolean)`); err != nil {
		return err
	}
	if err := j.db.Exec(ctx, `create table work.moved_cases
		(authority_id smallint, day date, is_end boolean, cases bigint, moved bigint, deleted bigint)`); err != nil {
		return err
	}
	if err := j.know(ctx, "known_cases", recordCases,
		"authority_text varchar, case_id varchar, received_date date, ended_date date"); err != nil || j.before == nil {
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
	} {
		if err := j.db.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
