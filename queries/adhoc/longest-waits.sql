-- Which 20 open cases have waited longest? Case-level: for casework alone.
with absent as (select null::varchar as team), -- where cases has no teams

open_cases as (
    select found.*
    from absent
    cross join lateral (
        select authority_code, authority_name, case_id, spell, clock_start,
            days, stage, awaiting, team::varchar as team_name, is_exception
        from cases
        where is_open
    ) as found
)

select
    authority_name,
    case_id,
    clock_start,
    days as days_open,
    days // 7 as weeks_open,
    stage,
    awaiting,
    team_name as team,
    is_exception
from open_cases
order by days desc, authority_code, case_id, spell
limit 20
