-- One row per authority, breakdown, month and week of issue: plans that took
-- more than 20 weeks, and the days of their stages in all. The stages of a plan
-- are known where the days of both decisions are, and follow each other.
with plans as (
    select
        authority_id,
        breakdown,
        ended_month,
        ended_week,
        days_to_assess,
        days_to_issue,
        days_to_draft,
        (ended_date - clock_start)::integer as days,
        advice_waits.stage_row as advised_row,
        days_waited,
        coalesce(days_to_assess >= 0 and days_to_issue >= days_to_assess
            and clock_start + days_to_issue <= ended_date, false) as is_known
    from spells_by
    inner join kinds using (kind)
    left join advice_waits
        on spells_by.stage_row = advice_waits.stage_row
    where
        in_clock
        and ended_how = 'plan'::ended_kind
        and not after_mediation
        and ended_band > 'weeks_0_to_20'::weeks_band
),

parted as (
    select
        plans.*,
        case when is_known then days_to_assess end as request_days,
        case when is_known then days_to_issue - days_to_assess end
            as assessment_days,
        case when is_known then days - days_to_issue end as issue_days,
        case when is_known and days_to_draft between days_to_issue and days
            then days_to_draft - days_to_issue end as drafting_days,
        case when is_known and days_to_draft between days_to_issue and days
            then days - days_to_draft end as drafted_days
    from plans
)

select
    authority_id,
    breakdown,
    ended_month,
    ended_week,
    count(*) as plans,
    count(days_to_assess) as decided,
    count(case when days_to_assess > days_6_weeks then 1 end)
        as decided_over_6_weeks,
    count(days_to_issue) as assessed,
    count(case when days_to_issue > days_16_weeks then 1 end)
        as assessed_over_16_weeks,
    count(request_days) as stages_known,
    sum(request_days)::bigint as request_days,
    sum(assessment_days)::bigint as assessment_days,
    sum(issue_days)::bigint as issue_days,
    sum(greatest(request_days - days_6_weeks, 0))::bigint
        as over_request_days,
    sum(greatest(assessment_days - (days_16_weeks - days_6_weeks), 0))::bigint
        as over_assessment_days,
    sum(greatest(issue_days - (days_20_weeks - days_16_weeks), 0))::bigint
        as over_issue_days,
    count(drafting_days) as drafts_known,
    sum(drafting_days)::bigint as drafting_days,
    sum(drafted_days)::bigint as drafted_days,
    count(advised_row) as advice_known,
    count(days_waited) as waited_for_advice,
    sum(days_waited)::bigint as advice_days
from parted
cross join run
group by authority_id, breakdown, ended_month, ended_week
