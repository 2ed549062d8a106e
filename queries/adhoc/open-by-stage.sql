-- How many cases are open at each stage, by weeks open? Request: not yet
-- decided whether to assess; assessment: not yet decided whether to issue;
-- issue: decided, no final plan yet.
select
    authority_name,
    stage,
    count(*) as open,
    count(*) filter (days <= days_20_weeks) as weeks_0_to_20,
    count(*) filter (days > days_20_weeks and days <= days_30_weeks)
        as weeks_over_20_to_30,
    count(*) filter (days > days_30_weeks and days <= days_52_weeks)
        as weeks_over_30_to_52,
    count(*) filter (days > days_52_weeks) as weeks_over_52,
    max(days) // 7 as oldest_weeks_open
from cases
cross join run
where is_open
group by authority_code, authority_name, stage
order by
    authority_code,
    list_position(['request', 'assessment', 'issue'], stage)
