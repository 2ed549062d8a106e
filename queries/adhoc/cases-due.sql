-- Which open cases fall due at 20 weeks in the next weeks? Case-level: for
-- casework alone. A case after mediation or tribunal whose clock restarted is
-- due on its own day.
-- $weeks = 4: 1 to 520
-- $team = All: one team
with asked as (
    select
        as_at,
        case
            when $weeks::integer between 1 and 520
                then as_at + 7 * $weeks::integer
            else error('weeks must be 1 to 520, not ' || $weeks::integer)::date
        end as until_date
    from run
),

open_cases as (
    select
        *,
        case when route = 'mediation_or_tribunal'
            then coalesce(own_due_date, due_20_weeks)
            else due_20_weeks end as due_date
    from cases
    where
        is_open
        and (
            lower($team::varchar) = 'all'
            or lower(coalesce(team::varchar, 'Not recorded'))
            = lower($team::varchar)
        )
)

select
    authority_name,
    team,
    case_id,
    due_date,
    due_date - asked.as_at as days_left,
    clock_start,
    stage,
    awaiting,
    case_officer,
    area,
    route,
    is_exception
from open_cases
cross join asked
where due_date > asked.as_at and due_date <= asked.until_date
order by due_date, authority_code, team nulls last, case_id, spell
