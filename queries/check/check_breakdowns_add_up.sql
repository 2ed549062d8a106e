-- The values of a breakdown add up to All, in every table. How a case ended
-- undated is not known by stage.
with figures as (
    select 'falling_due' as measure, cell_id,
        period_id * 100 + threshold_weeks as place, fell_due as cases,
        issued_by_due_date + fell_due_after_mediation_or_tribunal as more
    from measure_falling_due
    union all
    select 'timeliness', cell_id, period_id, plans_issued,
        within_20_weeks + issued_from_backlog
        + plans_issued_after_mediation_or_tribunal
    from measure_timeliness
    union all
    select 'backlog', cell_id, stock_id, open,
        over_20_weeks + over_52_weeks + open_decided_to_assess
    from measure_backlog
    union all
    select 'flow ' || weeks_open_band, cell_id, period_id, opening,
        closing + plans_issued + moved_up_in
    from measure_flow
    union all
    select 'requests', cell_id, period_id, received,
        assessed + decided_in_period + refused_after_assessment
    from measure_requests
    union all
    select 'stage_times', cell_id, period_id, stages_known,
        request_days + assessment_days + issue_days + advice_days
    from measure_stage_times
),

sums as (
    select measure, topic_id, breakdown_topic, authority_id, place,
        sum(cases) as cases, sum(more) as more
    from figures
    inner join cells using (cell_id)
    inner join topics using (topic_id)
    group by all
)

select parts.measure, parts.breakdown_topic, parts.authority_id, parts.place,
    parts.cases, totals.cases as all_cases
from sums as parts
inner join sums as totals
    on parts.measure = totals.measure
    and parts.authority_id = totals.authority_id
    and parts.place = totals.place
    and totals.breakdown_topic = 'All'
where parts.cases <> totals.cases or parts.more <> totals.more
