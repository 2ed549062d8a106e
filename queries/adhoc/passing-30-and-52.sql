-- How many open cases will pass 30 or 52 weeks within a month, by area, unless
-- they end before? A case passes a threshold on the day after its due day.
with absent as (select null::varchar as area), -- where cases has no areas

open_cases as (
    select found.*
    from absent
    cross join lateral (
        select
            authority_code,
            authority_name,
            coalesce(area::varchar, 'Not recorded') as area_name,
            due_30_weeks + 1 as passes_30_weeks,
            due_52_weeks + 1 as passes_52_weeks
        from cases
        where is_open
    ) as found
),

passing as (
    select
        open_cases.*,
        passes_30_weeks > as_at and passes_30_weeks <= until_date
            as is_passing_30,
        passes_52_weeks > as_at and passes_52_weeks <= until_date
            as is_passing_52
    from open_cases
    cross join (
        select as_at, (as_at + interval 1 month)::date as until_date from run
    ) as month
)

select
    authority_name,
    area_name as area,
    count(*) as open,
    count(*) filter (is_passing_30) as passing_30_weeks,
    count(*) filter (is_passing_52) as passing_52_weeks
from passing
group by authority_code, authority_name, area_name
order by authority_code, area_name
