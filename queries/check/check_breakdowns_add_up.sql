-- The values of a breakdown add up to All, in every table.
with parts as (
    select 'falling_due' as measure, topic_id, authority_id,
        period_id * 100 + threshold_weeks as place,
        sum(fell_due) as cases,
        sum(issued_by_due_date + fell_due_after_mediation_or_tribunal) as more
    from measure_falling_due
    group by all
    union all
    select 'timeliness', topic_id, authority_id, period_id,
        sum(plans_issued), sum(within_20_weeks + issued_from_backlog
            + plans_issued_after_mediation_or_tribunal)
    from measure_timeliness
    group by all
    union all
    select 'backlog', topic_id, authority_id, stock_id, sum(open),
        sum(over_20_weeks + over_52_weeks + ended_undated)
    from measure_backlog
    inner join topics using (topic_id)
    where breakdown_topic <> 'Stage' and not contains(breakdown_topic, 'Stage')
    group by all
    union all
    select 'stage', topic_id, authority_id, stock_id, sum(open),
        sum(over_20_weeks + over_52_weeks)
    from measure_backlog
    inner join topics using (topic_id)
    where breakdown_topic = 'Stage' or breakdown_topic = 'All'
    group by all
    union all
    select 'flow ' || weeks_open_band, topic_id, authority_id, period_id,
        sum(opening), sum(closing + plans_issued + moved_up_in)
    from measure_flow
    group by all
    union all
    select 'requests', topic_id, authority_id, period_id, sum(received),
        sum(assessed + decided_in_period + refused_after_assessment)
    from measure_requests
    group by all
)

select parts.measure, topics.breakdown_topic, parts.authority_id, parts.place,
    parts.cases, totals.cases as all_cases
from parts
inner join topics using (topic_id)
inner join parts as totals
    on parts.measure = totals.measure
    and parts.authority_id = totals.authority_id
    and parts.place = totals.place
inner join topics as total_topics
    on totals.topic_id = total_topics.topic_id
    and total_topics.breakdown_topic = 'All'
where parts.cases <> totals.cases or parts.more <> totals.more
