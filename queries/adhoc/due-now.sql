-- How many open cases are past 20, 30 and 52 weeks now, with exceptions and
-- without? A case on its last day in time is not past it.
select
    authorities.authority_name,
    run.as_at,
    count(cases.case_id) as open,
    case when has_exceptions
        then count(cases.case_id) filter (not is_exception) end as open_excl,
    count(*) filter (days > days_20_weeks) as over_20_weeks,
    case when has_exceptions
        then count(*) filter (days > days_20_weeks and not is_exception) end
        as over_20_weeks_excl,
    count(*) filter (days > days_30_weeks) as over_30_weeks,
    case when has_exceptions
        then count(*) filter (days > days_30_weeks and not is_exception) end
        as over_30_weeks_excl,
    count(*) filter (days > days_52_weeks) as over_52_weeks,
    case when has_exceptions
        then count(*) filter (days > days_52_weeks and not is_exception) end
        as over_52_weeks_excl
from authorities
cross join run
left join cases
    on authorities.authority_code = cases.authority_code
    and cases.is_open
group by
    authorities.authority_code, authorities.authority_name, run.as_at,
    run.has_exceptions
order by authorities.authority_code
