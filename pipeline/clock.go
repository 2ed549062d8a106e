package pipeline

import (
	"context"
	"errors"
	"slices"
	"time"

	"ehcp/pipeline/config"
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
	if err := j.db.Exec(ctx, `create table ehcp.main.run as select
		?::date as as_at, ?::date as increments_start, ? as moved_in, ? as council_code, ? as council_name,
		null::date as first_day, null::date as complete_from,
		?::integer as days_4_weeks, ?::integer as days_12_weeks,
		?::integer as days_6_weeks, ?::integer as days_16_weeks, ?::integer as days_20_weeks,
		?::integer as days_30_weeks, ?::integer as days_52_weeks,
		?::integer as days_order_to_begin, ?::integer as days_order_to_decide,
		?::integer as days_after_order_to_assess, ?::integer as days_after_order_to_plan,
		?::boolean as has_plans, ?::boolean as has_ends, ?::boolean as has_exceptions, ?::boolean as has_mediation,
		?::boolean as has_request_outcomes, ?::boolean as has_request_dates, ?::boolean as has_assessment_dates,
		?::boolean as stages_are_dated, ?::boolean as drafts_are_dated,
		?::boolean as has_sources, ?::boolean as has_settings, ?::boolean as has_persons, ?::boolean as has_closed_reasons, ?::boolean as has_advice`,
		dateText(j.asAt), dateText(start), j.o.Config.Clock.MovedIn, j.o.Config.Council.Code, j.o.Config.Council.Name,
		days4Weeks, days12Weeks,
		days6Weeks, days16Weeks, days20Weeks, days30Weeks, days52Weeks,
		daysOrderToBegin, daysOrderToDecide, daysAfterOrderToAssess, daysAfterOrderToPlan,
		has("plan_issued_date"),
		has("plan_issued_date", "closed_date", "closed_reason"),
		has("week20_exception"),
		has("request_mediation", "request_tribunal", "assessment_mediation", "assessment_tribunal"),
		has("request_outcome"), has("request_outcome") && has("request_outcome_date"),
		has("assessment_outcome") && has("assessment_outcome_date"),
		j.stagesAreDated(), has("draft_plan_date"), has("request_source"), j.knowsSettings(), has("person_id"), has("closed_reason"), j.has("advice"),
	); err != nil {
		return err
	}
	if err := j.db.Exec(ctx, "create table work.thresholds as select * from (values (20, ?::integer), (30, ?::integer), "+
		"(52, ?::integer)) as thresholds (threshold_weeks, days)", days20Weeks, days30Weeks, days52Weeks); err != nil {
		return err
	}
	return j.loadAuthorities(ctx)
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
		if err := j.reportWithoutSpells(ctx); err != nil {
			return 0, err
		}
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
	if err := j.refuseBaseline(ctx); err != nil {
		return 0, err
	}
	// Years begin in January: two of them before the first day hold every
	// period that could be asked for.
	if err := j.db.Exec(ctx, `update run set
		complete_from = (select min(complete_from) from coverage),
		first_day = date_trunc('year', least((select min(complete_from) from coverage), (select min(complete_from) from lists)))::date
			- interval 1 year`); err != nil {
		return 0, err
	}
	if err := j.buildAll(ctx, queries.Clock()); err != nil {
		return 0, err
	}
	if err := j.nameCouncil(ctx); err != nil {
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
