-- One row per cell (a topic, an authority and a value) and period: plans that
-- took more than 20 weeks, and the days of their stages in all.
with placed as (
    select *, unnest(array[ended_month, ended_week]) as slice_id
    from late_plans
),

sums as (
    select
        cell_id,
        period_id,
        sum(plans)::bigint as plans,
        sum(decided)::bigint as decided,
        sum(decided_over_6_weeks)::bigint as decided_over_6_weeks,
        sum(assessed)::bigint as assessed,
        sum(assessed_over_16_weeks)::bigint as assessed_over_16_weeks,
        sum(stages_known)::bigint as stages_known,
        sum(request_days)::bigint as request_days,
        sum(assessment_days)::bigint as assessment_days,
        sum(issue_days)::bigint as issue_days,
        sum(over_request_days)::bigint as over_request_days,
        sum(over_assessment_days)::bigint as over_assessment_days,
        sum(over_issue_days)::bigint as over_issue_days,
        sum(drafts_known)::bigint as drafts_known,
        sum(drafting_days)::bigint as drafting_days,
        sum(drafted_days)::bigint as drafted_days,
        sum(advice_known)::bigint as advice_known,
        sum(waited_for_advice)::bigint as waited_for_advice,
        sum(advice_days)::bigint as advice_days
    from placed
    inner join period_slices using (slice_id)
    group by cell_id, period_id
),

grid as (
    select cells.cell_id, covered_periods.period_id
    from cells
    inner join topics using (topic_id)
    inner join covered_periods using (authority_id)
    where topics.in_periods
)

select
    cell_id,
    period_id,
    coalesce(plans, 0) as plans_over_20_weeks,
    coalesce(plans - decided, 0) as decision_undated,
    coalesce(decided_over_6_weeks, 0) as decided_over_6_weeks,
    coalesce(plans - assessed, 0) as assessment_undated,
    coalesce(assessed_over_16_weeks, 0) as assessed_over_16_weeks,
    coalesce(stages_known, 0) as stages_known,
    coalesce(request_days, 0) as request_days,
    coalesce(assessment_days, 0) as assessment_days,
    coalesce(issue_days, 0) as issue_days,
    coalesce(over_request_days, 0) as over_request_days,
    coalesce(over_assessment_days, 0) as over_assessment_days,
    coalesce(over_issue_days, 0) as over_issue_days,
    coalesce(drafts_known, 0) as drafts_known,
    coalesce(drafting_days, 0) as drafting_days,
    coalesce(drafted_days, 0) as drafted_days,
    coalesce(advice_known, 0) as advice_known,
    coalesce(waited_for_advice, 0) as waited_for_advice,
    coalesce(advice_days, 0) as advice_days
from grid
left join sums using (cell_id, period_id)
