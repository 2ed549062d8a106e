-- How many open cases fall due in the next 4, 8 and 12 weeks, by team? At 20
-- weeks; each number holds the one before it. A case after mediation or
-- tribunal whose clock restarted is due on its own day. Teams with none due are
-- left out.
with open_cases as (
    select
        cases.authority_code,
        cases.authority_name,
        coalesce(cases.team::varchar, 'Not recorded') as team_name,
        case when cases.route = 'mediation_or_tribunal'
            then coalesce(cases.own_due_date, cases.due_20_weeks)
            else cases.due_20_weeks end - run.as_at as days_left
    from cases
    cross join run
    where cases.is_open
)

select
    authority_name,
    team_name as team,
    count(*) filter (days_left <= 28) as in_4_weeks,
    count(*) filter (days_left <= 56) as in_8_weeks,
    count(*) as in_12_weeks
from open_cases
where days_left between 1 and 84
group by authority_code, authority_name, team_name
order by authority_code, team_name
