-- How many open cases will pass 30 or 52 weeks within a month, by area, unless
-- they end before? A case passes a threshold on the day after its due day.
with month as (
    select as_at, (as_at + interval 1 month)::date as until_date
    from run
),

open_cases as (
    select
        cases.authority_code,
        cases.authority_name,
        coalesce(cases.area::varchar, 'Not recorded') as area_name,
        due_30_weeks >= as_at and due_30_weeks < until_date as is_passing_30,
        due_52_weeks >= as_at and due_52_weeks < until_date as is_passing_52
    from cases
    cross join month
    where cases.is_open
)

select
    authority_name,
    area_name as area,
    count(*) as open,
    count(*) filter (is_passing_30) as passing_30_weeks,
    count(*) filter (is_passing_52) as passing_52_weeks
from open_cases
group by authority_code, authority_name, area_name
order by authority_code, area_name
