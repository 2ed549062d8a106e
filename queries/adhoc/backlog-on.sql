-- How many cases were open at the end of a day, by weeks open? Set date, any
-- day from the first that the extracts cover to the as-at date.
with asked as (
    select
        case
            when $date::date between run.complete_from and run.as_at
                then $date::date
            else error($date::date || ' is not covered: set a date from '
                || run.complete_from || ' to ' || run.as_at)::date
        end as as_at
    from run
),

open_cases as (
    select
        cases.authority_code,
        asked.as_at - cases.clock_start as days_open
    from cases
    cross join asked
    where
        cases.in_clock
        and cases.opened_date <= asked.as_at
        and (cases.ended_date is null or cases.ended_date > asked.as_at)
        and not cases.ended_undated
)

select
    authorities.authority_name,
    asked.as_at,
    count(days_open) as open,
    count(*) filter (days_open <= days_20_weeks) as weeks_0_to_20,
    count(*) filter (days_open > days_20_weeks
        and days_open <= days_30_weeks) as weeks_over_20_to_30,
    count(*) filter (days_open > days_30_weeks
        and days_open <= days_52_weeks) as weeks_over_30_to_52,
    count(*) filter (days_open > days_52_weeks) as weeks_over_52,
    (max(days_open) // 7)::integer as oldest_weeks_open
from asked
cross join run
cross join coverage
inner join authorities using (authority_id)
left join open_cases
    on authorities.authority_code = open_cases.authority_code
where coverage.complete_from <= asked.as_at
group by authorities.authority_code, authorities.authority_name, asked.as_at
order by authorities.authority_code
