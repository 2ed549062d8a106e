-- How many requests came in and how many plans were issued, quarter by quarter?
-- A quarter is an increment as configured. Plans in a quarter do not come from
-- that quarter's requests.
select
    requests.authority_name,
    requests.period,
    requests.period_start,
    requests.is_complete,
    requests.received as requests_received,
    timeliness.plans_issued,
    timeliness.over_20_weeks as plans_issued_over_20_weeks,
    timeliness.plans_issued_after_mediation_or_tribunal
from requests
inner join timeliness using (
    authority_code, period_type, period_start, breakdown_topic, breakdown
)
where
    requests.period_type = 'three_months'
    and requests.breakdown_topic = 'All'
order by requests.authority_code, requests.period_start
