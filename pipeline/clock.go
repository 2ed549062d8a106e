package pipeline

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/queries"
)

// createRun makes the one-row table run: the values that models need.
func (j *job) createRun(ctx context.Context) error {
	start, err := config.Date(j.o.Config.Increments.Start)
	if err != nil {
		return err
	}
	has := func(columns ...string) bool {
		return slices.ContainsFunc(columns, func(c string) bool { return slices.Contains(j.present(), c) })
	}
	undated := slices.ContainsFunc(j.sources, (*extract.Source).IsSEN2)
	if err := j.db.Exec(ctx, `create table ehcp.main.run as select
		?::date as as_at, ?::date as increments_start, ? as moved_in, ? as council_code, ? as council_name,
		null::date as first_day, null::date as complete_from,
		?::integer as days_6_weeks, ?::integer as days_16_weeks, ?::integer as days_20_weeks,
		?::integer as days_30_weeks, ?::integer as days_52_weeks,
		?::integer as days_after_order_to_assess, ?::integer as days_after_order_to_plan,
		?::boolean as has_plans, ?::boolean as has_exceptions, ?::boolean as has_mediation,
		?::boolean as has_request_outcomes, ?::boolean as has_request_dates, ?::boolean as has_assessment_dates,
		?::boolean as stages_are_dated, ?::boolean as drafts_are_dated`,
		dateText(j.asAt), dateText(start), j.o.Config.Clock.MovedIn, j.o.Config.Council.Code, j.o.Config.Council.Name,
		days6Weeks, days16Weeks, days20Weeks, days30Weeks, days52Weeks, daysAfterOrderToAssess, daysAfterOrderToPlan,
		has("plan_issued_date"), has("week20_exception"),
		has("request_mediation", "request_tribunal", "assessment_mediation", "assessment_tribunal"),
		has("request_outcome"), has("request_outcome") && has("request_outcome_date"),
		has("assessment_outcome") && has("assessment_outcome_date"),
		!undated && has("request_outcome_date") && has("assessment_outcome_date"), has("draft_plan_date"),
	); err != nil {
		return err
	}
	if err := j.db.Exec(ctx, "create table work.thresholds as select * from (values (20, ?::integer), (30, ?::integer), "+
		"(52, ?::integer)) as thresholds (threshold_weeks, days)", days20Weeks, days30Weeks, days52Weeks); err != nil {
		return err
	}
	return j.loadAuthorities(ctx)
}

// stage finds the rows that do not stand: unusable, repeated or superseded.
func (j *job) stage(ctx context.Context) (int64, error) {
	if err := j.buildAll(ctx, append(queries.Authorities(), queries.Stage()...)); err != nil {
		return 0, err
	}
	if err := j.db.Exec(ctx, `create table ehcp.main.stage_excluded as
		select stage_row, extract_id, 'rejected' as why from stage_unusable
		union all
		select stage_row, extract_id, case why when 'conflict' then 'rejected' else why end from stage_repeats`); err != nil {
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

// clock lays out the periods and works out every spell.
func (j *job) clock(ctx context.Context) (int64, error) {
	if err := j.nothingStands(ctx); err != nil {
		return 0, err
	}
	var covered int
	if err := j.db.Scan(ctx, "select count(*) from coverage", &covered); err != nil {
		return 0, err
	}
	if covered == 0 {
		return 0, fault.New(fault.Quality, "no case was received by "+j.asAt.Format(time.DateOnly)+": there is nothing to publish",
			"check the as-at date, and the rejects in the run's data-quality folder")
	}
	var early int
	if err := j.db.Scan(ctx, "select count(*) from coverage cross join run where coverage.complete_from <= run.as_at", &early); err != nil {
		return 0, err
	}
	if early == 0 {
		return 0, fault.New(fault.Usage, "complete_from is after the as-at date "+j.asAt.Format(time.DateOnly)+": there is nothing to publish",
			"check complete_from: and the as-at date")
	}
	// Years begin in January: two of them before the first day hold every
	// period that could be asked for.
	if err := j.db.Exec(ctx, `update run set
		complete_from = (select min(complete_from) from coverage),
		first_day = date_trunc('year', (select min(complete_from) from coverage))::date - interval 1 year`); err != nil {
		return 0, err
	}
	if err := j.buildAll(ctx, queries.Clock()); err != nil {
		return 0, err
	}
	if err := j.codeSpells(ctx); err != nil {
		return 0, err
	}
	if err := j.dropOverlaps(ctx); err != nil {
		return 0, err
	}
	if err := errors.Join(j.reportQuality(ctx), j.qualityGate(ctx)); err != nil {
		return 0, err
	}
	return j.rowsOf(ctx, "spells")
}

// dropOverlaps rejects the later of two spells of one case that overlap.
func (j *job) dropOverlaps(ctx context.Context) error {
	if err := j.build(ctx, queries.Model{Path: "stage/stage_overlaps", Form: queries.Scratch}); err != nil {
		return err
	}
	overlaps, err := j.rowsOf(ctx, "stage_overlaps")
	if err != nil || overlaps == 0 {
		return err
	}
	if err := j.db.Exec(ctx, "insert into stage_excluded select stage_row, extract_id, 'rejected' from stage_overlaps"); err != nil {
		return err
	}
	return j.db.Exec(ctx, "delete from spells where stage_row in (select stage_row from stage_overlaps)")
}

// key is the key that pseudonyms are made with: a file beside the
// configuration that only its owner can read, made by the first run that
// needs it.
func (j *job) key() []byte {
	return j.pseudonymKey
}

// readKey reads the key, or makes it.
func (j *job) readKey() error {
	if !slices.ContainsFunc(j.sources, (*extract.Source).IsSEN2) {
		return nil
	}
	path := filepath.Join(j.o.Config.Folder, "ehcp.key")
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		fresh := make([]byte, 32)
		if _, err := rand.Read(fresh); err != nil {
			return fmt.Errorf("make the pseudonym key: %w", err)
		}
		text = []byte(hex.EncodeToString(fresh))
		if err := os.WriteFile(path, text, 0o600); err != nil {
			return fault.Wrap(fault.Failed, err, "cannot write the pseudonym key "+path, "check who may write there")
		}
	} else if err != nil {
		return fault.Wrap(fault.Failed, err, "cannot read the pseudonym key "+path, "it is for the owner of the night run alone")
	}
	if j.pseudonymKey, err = hex.DecodeString(strings.TrimSpace(string(text))); err != nil || len(j.pseudonymKey) < 16 {
		return fault.New(fault.Usage, path+" is not a pseudonym key", "restore the file that earlier runs used")
	}
	return nil
}
