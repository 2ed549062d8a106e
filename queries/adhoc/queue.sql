-- Does the service keep up with demand? Requests and endings a week in the last
-- 13 weeks; a load above 1 means that the open cases grow. The rest are the NHS
-- queue indicators of Fong and others (2022) for a target of 20 weeks: the
-- longest queue in which nearly all are seen in time, the endings a week that
-- hold it there, those that reach it in 26 weeks (empty where the queue is not
-- above it), and twice the mean wait over the target. They take it that any
-- case may be finished at once; an assessment cannot, so that only load and
-- numbers a week hold for it.
select
    authorities.authority_name,
    round(demand_a_week, 1)::decimal(9, 1) as requests_a_week,
    round(endings_a_week, 1)::decimal(9, 1) as endings_a_week,
    round(load, 2)::decimal(9, 2) as load,
    open_now::bigint as open_now,
    round(target_queue)::bigint as nhs_target_queue,
    round(target_capacity, 1)::decimal(9, 1) as nhs_target_endings_a_week,
    round(relief_capacity, 1)::decimal(9, 1) as nhs_relief_endings_a_week,
    round(pressure, 2)::decimal(9, 2) as nhs_pressure
from queue_indicators
inner join authorities using (authority_code)
order by authorities.authority_code
