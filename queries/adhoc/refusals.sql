-- How many requests were refused or withdrawn, beside timeliness, by increment
-- and year? Requests by the day received, refusals to issue and plans by their
-- own day. Better timeliness with more refusals is not better service.
select
    requests.authority_name,
    requests.period_type,
    requests.period,
    requests.is_complete,
    requests.received,
    requests.not_assessed,
    requests.pc_not_assessed,
    requests.withdrawn,
    percentage(requests.withdrawn, requests.received) as pc_withdrawn,
    requests.undecided,
    requests.refused_after_assessment,
    timeliness.plans_issued,
    timeliness.pc_within_20_weeks,
    timeliness.pc_within_20_weeks_excl
from requests
inner join timeliness using (
    authority_code, period_type, period_start, breakdown_topic, breakdown
)
where
    requests.period_type in (
        'three_months', 'calendar_year', 'financial_year', 'academic_year'
    )
    and requests.breakdown_topic = 'All'
order by requests.authority_code, requests.period_type, requests.period_start
