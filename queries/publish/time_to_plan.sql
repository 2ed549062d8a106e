-- One row per authority, increment of the request and week since. Without the
-- days of plans nothing is known; without those of refusals only plans are.
select
    authorities.authority_code,
    authorities.authority_name,
    periods.period_type,
    periods.period_start,
    periods.period_end,
    periods.period,
    periods.is_complete,
    'All' as breakdown_topic,
    'All' as breakdown,
    week,
    case when has_plans then at_risk end as at_risk,
    case when has_plans then pc_plan end as pc_plan,
    case when has_plans then pc_plan_low end as pc_plan_low,
    case when has_plans then pc_plan_high end as pc_plan_high,
    case when has_plans and has_request_dates then pc_refused end as pc_refused,
    case when has_plans and has_request_dates then pc_withdrawn end
        as pc_withdrawn,
    case when has_plans and has_request_dates then pc_open end as pc_open,
    fully_followed
from measure_time_to_plan
cross join run
inner join authorities using (authority_id)
inner join periods using (period_id)
order by authorities.authority_code, periods.period_start, week
