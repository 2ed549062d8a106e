-- Which 20 open cases have waited longest? Case-level: for casework alone.
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
where is_open
order by days desc, authority_code, case_id, spell
limit 20
