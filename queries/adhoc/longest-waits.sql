-- Which open cases have waited longest? Case-level: for casework alone.
-- $cases = 20: how many of them
-- $team = All: one team
select
    authority_name,
    case_id,
    clock_start,
    days as days_open,
    days // 7 as weeks_open,
    stage,
    awaiting,
    team,
    is_exception
from cases
where
    is_open
    and (
        lower($team::varchar) = 'all'
        or lower(coalesce(team::varchar, 'Not recorded'))
        = lower($team::varchar)
    )
order by days desc, authority_code, case_id, spell
limit $cases::integer
