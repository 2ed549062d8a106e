-- How long had the oldest open case been open at each month end, and the
-- middle one?
select
    authority_name,
    as_at,
    open,
    median_weeks_open,
    oldest_weeks_open,
    over_52_weeks
from backlog
where
    breakdown_topic = 'All'
    and is_month_end
order by authority_code, as_at
