-- How many open cases fall due at 20 weeks in the next weeks, by team? Set
-- weeks, 1 to 520. A case after mediation or tribunal whose clock restarted is
-- due on its own day.
with asked as (
    select
        as_at,
        has_exceptions,
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
        coalesce(team::varchar, 'Not recorded') as team_name,
        case when route = 'mediation_or_tribunal'
            then coalesce(own_due_date, due_20_weeks)
            else due_20_weeks end as due_date
    from cases
    where is_open
)

select
    authority_name,
    team_name as team,
    count(*) as falling_due,
    count(*) filter (stage = 'request') as at_request_stage,
    count(*) filter (stage = 'assessment') as at_assessment_stage,
    count(*) filter (stage = 'issue') as at_issue_stage,
    case when has_exceptions then count(*) filter (is_exception) end
        as marked_as_exceptions,
    count(*) filter (route = 'mediation_or_tribunal')
        as after_mediation_or_tribunal,
    min(due_date) as first_due_date
from open_cases
cross join asked
where due_date > asked.as_at and due_date <= asked.until_date
group by authority_code, authority_name, team_name, has_exceptions
order by authority_code, team_name
