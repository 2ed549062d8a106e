package pipeline

import (
	"context"
	"errors"

	"ehcp/queries"
)

// stage finds the rows that do not stand: unusable, repeated or superseded.
func (j *job) stage(ctx context.Context) (int64, error) {
	if err := j.buildAll(ctx, append(queries.Authorities(), queries.Repeated()...)); err != nil {
		return 0, err
	}
	if err := j.judge(ctx); err != nil {
		return 0, err
	}
	if err := j.buildAll(ctx, queries.Stage()); err != nil {
		return 0, err
	}
	if err := j.carryOver(ctx); err != nil {
		return 0, err
	}
	if err := j.db.Exec(ctx, `create table ehcp.main.stage_excluded as
		select stage_row, extract_id, 'rejected' as why from stage_unusable
		union all
		select stage_row, extract_id, case why when 'conflict' then 'rejected' else why end from stage_repeats`); err != nil {
		return 0, err
	}
	if err := errors.Join(j.stageLists(ctx), j.stageSettings(ctx)); err != nil {
		return 0, err
	}
	for _, name := range []string{"clock/clock_events", "clock/clock_spells"} {
		if err := j.build(ctx, queries.Model{Path: name, Form: queries.View}); err != nil {
			return 0, err
		}
	}
	if err := j.build(ctx, queries.Model{Path: "clock/coverage", Form: queries.Table}); err != nil {
		return 0, err
	}
	if err := j.planTopics(); err != nil {
		return 0, err
	}
	if err := j.codeValues(ctx); err != nil {
		return 0, err
	}
	return j.rowsOf(ctx, "stage_rows")
}

// carryOver lets a row that calls a decision historical keep what the rows that
// it supersedes said of it. Without such rows nothing is joined to any.
func (j *job) carryOver(ctx context.Context) error {
	carried, err := j.rowsOf(ctx, "stage_carried")
	if err != nil || carried == 0 {
		return err
	}
	if err := j.db.Exec(ctx, "alter view ehcp.main.stage_rows rename to stage_read"); err != nil {
		return err
	}
	return j.build(ctx, queries.Model{Path: "stage/stage_rows", Form: queries.View})
}

// judge lists the rules that the extracts have the columns for, and tests every
// row by them.
func (j *job) judge(ctx context.Context) error {
	if err := j.db.Exec(ctx, "create table work.rules (bit bigint, rule varchar, severity varchar, field varchar, advice varchar)"); err != nil {
		return err
	}
	rules := queries.For(j.present(), queries.Rules())
	for i, r := range rules {
		if err := j.db.Exec(ctx, "insert into rules values (1::bigint << ?::integer, ?, ?, ?, ?)", i, r.Name, r.Severity, r.Column, r.Try); err != nil {
			return err
		}
	}
	return j.create(ctx, queries.Model{Path: "stage/stage_judged", Form: queries.Glimpse}, queries.Judged(rules))
}

// dropOverlaps leaves one of two spells of one case that overlap: that of the
// newer extract, else the earlier.
func (j *job) dropOverlaps(ctx context.Context) error {
	if err := j.build(ctx, queries.Model{Path: "stage/stage_overlaps", Form: queries.Scratch}); err != nil {
		return err
	}
	overlaps, err := j.rowsOf(ctx, "stage_overlaps")
	if err != nil || overlaps == 0 {
		return err
	}
	if err := j.db.Exec(ctx, "insert into stage_excluded select stage_row, extract_id, why from stage_overlaps"); err != nil {
		return err
	}
	return j.db.Exec(ctx, "delete from coded_spells where stage_row in (select stage_row from stage_overlaps)")
}
