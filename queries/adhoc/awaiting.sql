-- What are the open cases waiting for? By stage, and how many of them are over
-- 20, 30 and 52 weeks; ep is an educational psychologist's advice.
select
    authority_name,
    stage,
    coalesce(awaiting::varchar, 'Not recorded') as awaiting_what,
    count(*) as open,
    count(*) filter (days > days_20_weeks) as over_20_weeks,
    count(*) filter (days > days_30_weeks) as over_30_weeks,
    count(*) filter (days > days_52_weeks) as over_52_weeks,
    max(days) // 7 as oldest_weeks_open
from cases
cross join run
where is_open
group by authority_code, authority_name, stage, awaiting_what
order by
    authority_code,
    list_position(['request', 'assessment', 'issue'], stage),
    awaiting_what
