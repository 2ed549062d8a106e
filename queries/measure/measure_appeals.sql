-- One row per authority, period and breakdown: appeals by the day on which they
-- were lodged, and by that on which they ended.
with days as (
    select authority_id, breakdown_topic, breakdown, lodged_date as day,
        count(*) as lodged
    from split_appeals
    cross join run
    where lodged_date <= as_at
    group by all
    union all by name
    select authority_id, breakdown_topic, breakdown, outcome_date as day,
        count(*) as ended
    from split_appeals
    cross join run
    where outcome_date <= as_at
    group by all
)

select
    periods.* exclude (period_id),
    coalesce(sum(lodged), 0)::bigint as lodged,
    coalesce(sum(ended), 0)::bigint as ended
from periods_appeals as periods
left join days
    on periods.authority_id = days.authority_id
    and periods.breakdown_topic = days.breakdown_topic
    and periods.breakdown = days.breakdown
    and days.day between periods.period_start and periods.period_end
group by all
