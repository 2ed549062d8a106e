-- Which open cases will pass 30 or 52 weeks within a month? Unless they end
-- before. Case-level: for casework alone. A case passes a threshold on the day
-- after its due day.
-- $months = 1: whole months ahead, 1 to 24
with asked as (
    select
        as_at,
        case
            when $months::integer between 1 and 24
                then (as_at + to_months($months::integer))::date
            else error('months must be 1 to 24, not ' || $months::integer)::date
        end as until_date
    from run
),

passing as (
    select
        cases.*,
        unnest([30, 52]) as passes_weeks,
        unnest([due_30_weeks, due_52_weeks]) + 1 as passes_on
    from cases
    where is_open
)

select
    authority_name,
    passes_weeks,
    passes_on,
    case_id,
    clock_start,
    days as days_open,
    stage,
    awaiting,
    team,
    case_officer,
    area,
    route,
    is_exception
from passing
cross join asked
where passes_on > asked.as_at and passes_on <= asked.until_date
order by passes_weeks desc, passes_on, authority_code, case_id, spell
