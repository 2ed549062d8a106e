-- One row per authority, period and breakdown: plans maintained at its start
-- and end, and what came in and ceased between. A plan is maintained at the
-- end of a day that is not before its first, and before the one on which it
-- ceased.
with events as (
    select authority_id, breakdown_topic, breakdown, start_date as day,
        count(*) filter (not coalesce(split_plans.moved_in, false)) as new,
        count(*) filter (split_plans.moved_in) as moved_in, 0 as ceased
    from split_plans
    cross join run
    where start_date <= as_at
    group by all
    union all
    select authority_id, breakdown_topic, breakdown, cease_date as day,
        0 as new, 0 as moved_in, count(*) as ceased
    from split_plans
    cross join run
    where cease_date <= as_at
    group by all
),

days as (
    select authority_id, breakdown_topic, breakdown, day,
        sum(new) as new, sum(moved_in) as moved_in, sum(ceased) as ceased
    from events
    group by all
),

running as (
    select
        authority_id,
        breakdown_topic,
        breakdown,
        day,
        sum(new) over so_far as new,
        sum(moved_in) over so_far as moved_in,
        sum(ceased) over so_far as ceased
    from days
    window so_far as (partition by authority_id, breakdown_topic, breakdown
        order by day)
)

select
    periods.* exclude (period_id),
    (coalesce(before.new, 0) + coalesce(before.moved_in, 0)
    - coalesce(before.ceased, 0))::bigint as opening,
    (coalesce(until.new, 0) - coalesce(before.new, 0))::bigint as new,
    (coalesce(until.moved_in, 0) - coalesce(before.moved_in, 0))::bigint
        as moved_in,
    (coalesce(until.ceased, 0) - coalesce(before.ceased, 0))::bigint as ceased
from periods_plans as periods
asof left join running as before
    on periods.authority_id = before.authority_id
    and periods.breakdown_topic = before.breakdown_topic
    and periods.breakdown = before.breakdown
    and periods.period_start > before.day
asof left join running as until
    on periods.authority_id = until.authority_id
    and periods.breakdown_topic = until.breakdown_topic
    and periods.breakdown = until.breakdown
    and periods.period_end >= until.day
