-- One row per authority, period and breakdown: plans over 20 weeks. What the
-- extracts have no days for is not known of any of them.
with dated as (
    select
        measure_stage_times.*,
        has_plans,
        has_request_dates,
        has_request_dates and has_assessment_dates and stages_are_dated
            as has_stages,
        drafts_are_dated,
        has_advice
    from measure_stage_times
    cross join run
),

told as (
    select
        *,
        case when has_request_dates then decided_over_6_weeks end
            as over_6_weeks,
        case when has_request_dates then decision_undated end as undecided,
        case when has_stages then assessed_over_16_weeks end as over_16_weeks,
        case when has_stages then assessment_undated end as unassessed,
        case when has_stages then stages_known end as staged,
        case when has_stages then request_days + assessment_days + issue_days
            end as days_in_all,
        case when has_stages and drafts_are_dated then drafts_known end
            as drafted,
        case when has_advice then advice_known end as advised,
        case when has_advice then waited_for_advice end as waited
    from dated
    where has_plans
)

select
    authorities.authority_code,
    authorities.authority_name,
    periods.period_type,
    periods.period_start,
    periods.period_end,
    periods.period,
    periods.is_complete and covered_periods.is_covered as is_complete,
    topics.breakdown_topic,
    cells.breakdown,
    plans_over_20_weeks,
    over_6_weeks as decided_over_6_weeks,
    undecided as decision_undated,
    over_16_weeks as assessed_over_16_weeks,
    unassessed as assessment_undated,
    staged as stages_known,
    mean_weeks_of(request_days, staged) as mean_weeks_request,
    mean_weeks_of(assessment_days, staged) as mean_weeks_assessment,
    mean_weeks_of(issue_days, staged) as mean_weeks_issue,
    mean_weeks_of(days_in_all, staged) as mean_weeks_in_all,
    percentage(request_days, days_in_all) as pc_time_request,
    percentage(assessment_days, days_in_all) as pc_time_assessment,
    percentage(issue_days, days_in_all) as pc_time_issue,
    mean_weeks_of(over_request_days, staged) as mean_weeks_over_request,
    mean_weeks_of(over_assessment_days, staged) as mean_weeks_over_assessment,
    mean_weeks_of(over_issue_days, staged) as mean_weeks_over_issue,
    drafted as drafts_known,
    mean_weeks_of(drafting_days, drafted) as mean_weeks_drafting,
    mean_weeks_of(drafted_days, drafted) as mean_weeks_draft_to_final,
    advised as advice_known,
    waited as waited_for_advice,
    mean_weeks_of(advice_days, waited) as mean_weeks_waiting_for_advice,
    percentage(waited, advised) as pc_waited_for_advice
from told
inner join cells using (cell_id)
inner join authorities
    on cells.authority_id = authorities.authority_id
inner join topics using (topic_id)
inner join periods using (period_id)
inner join covered_periods
    on cells.authority_id = covered_periods.authority_id
    and periods.period_id = covered_periods.period_id
where topics.in_periods
order by
    authorities.authority_id, periods.period_id, cells.cell_order
