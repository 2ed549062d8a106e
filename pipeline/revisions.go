package pipeline

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// compareFigures makes revisions: the figures of increments that are over, as
// they were first published and as they are now, and why. Without a run to be
// held against every figure is published for the first time.
func (j *job) compareFigures(ctx context.Context) (int64, error) {
	if err := j.build(ctx, queries.Model{Path: "measure/held_spells", Form: queries.Glimpse}); err != nil {
		return 0, err
	}
	for _, known := range []struct{ table, file, columns string }{
		{"known_spells", recordSpells, "authority_text varchar, case_id varchar, received_date date, opened_date date, clock_start date, " +
			"ended_date date, ended_how varchar, ended_undated boolean, in_clock boolean, is_exception boolean, after_mediation boolean, " +
			"is_request boolean, request_result varchar"},
		{"known_revisions", recordRevisions, "authority_code varchar, measure varchar, period_start date, first_published decimal(12, 1), " +
			"now decimal(12, 1), late_registered bigint, closure_withdrawn bigint, deleted bigint, closure_backdated bigint, " +
			"start_moved bigint, reclassified bigint, first_shown varchar, now_shown varchar"},
		{"known_by_case", recordRevised, revisedColumns},
	} {
		if err := j.know(ctx, known.table, known.file, known.columns); err != nil {
			return 0, err
		}
	}
	asAt := "null"
	if j.before != nil {
		asAt = warehouse.Literal(j.before.AsAt)
	}
	if err := j.db.Exec(ctx, "create temp view before_as_at as select "+asAt+"::date as as_at"); err != nil {
		return 0, err
	}
	models := queries.Revised()
	if j.before == nil { // no case can have changed
		if err := j.db.Exec(ctx, "create table work.revised_by_case ("+strings.TrimPrefix(revisedColumns, "as_at date, ")+")"); err != nil {
			return 0, err
		}
		models = models[len(models)-1:]
	}
	if err := j.buildAll(ctx, models); err != nil {
		return 0, err
	}
	if err := j.db.Exec(ctx, `create table ehcp.main.revisions_by_case as from known_by_case
		union all select as_at, revised_by_case.* from revised_by_case cross join run order by all`); err != nil {
		return 0, err
	}
	if err := j.db.Exec(ctx, "create table work.shown_revisions (authority_code varchar, measure varchar, period_start date, "+
		"first_shown varchar, now_shown varchar)"); err != nil {
		return 0, err
	}
	return j.rowsOf(ctx, "revisions")
}

// revisedColumns are those of the list of cases that have changed a figure.
const revisedColumns = "as_at date, authority_code varchar, case_id varchar, measure varchar, period_start date, why varchar, cases bigint"

// know is a view of one file of the record that this run is held against, or a
// table without a row where there is none.
func (j *job) know(ctx context.Context, table, file, columns string) error {
	follows := j.before != nil || (file == recordRevisions && j.record != "" && !j.o.NoHistory)
	if !follows {
		return j.db.Exec(ctx, "create table work."+table+" ("+columns+")")
	}
	return j.db.Exec(ctx, "create temp view "+table+" as from "+j.recorded(file))
}

// recorded reads a file of the record that this run follows.
func (j *job) recorded(file string) string {
	return "read_parquet(" + warehouse.Literal(literalPath(filepath.Join(j.record, file))) + ")"
}

// protectRevisions makes the public copy: every figure as the run that published
// it showed it, and the cases behind a difference only where none of their
// numbers is small.
func (j *job) protectRevisions(ctx context.Context) (int64, error) {
	d := j.o.Config.Disclosure
	smallest, base := int(d.HeadlineMinimumCount), int64(1)
	if d.IsRounded() {
		smallest, base = 0, int64(d.RoundTo)
	}
	if err := j.db.Exec(ctx, "create table work.public_revisions as "+
		fmt.Sprintf(queries.Text("publish/public_revisions"), smallest, base)); err != nil {
		return 0, err
	}
	if err := j.db.Exec(ctx, `insert into shown_revisions
		select authority_code, measure, period_start::date, first_published, now from public_revisions`); err != nil {
		return 0, err
	}
	var rows, hidden int64
	if err := j.db.Scan(ctx, `select count(*), coalesce(sum((first_published = 'c')::bigint + (previous = 'c')::bigint + (now = 'c')::bigint
		+ 6 * (late_registered = 'c')::bigint), 0)::bigint from public_revisions`, &rows, &hidden); err != nil {
		return 0, err
	}
	j.manifest.Suppression.Hidden["revisions"] = int(hidden)
	return rows * 9, nil
}

// listRevisedCases writes which cases have changed which figures of increments
// that are over, of those of this run and of the runs before it.
func (j *job) listRevisedCases(ctx context.Context) error {
	return j.copyCSV(ctx, "select as_at as noticed_as_at, authority_code, shown(case_id) as case_id, measure, period_start, why, cases "+
		"from revisions_by_case order by all", filepath.Join(j.folder, "casework", "revisions.csv"))
}
