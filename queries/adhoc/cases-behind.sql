-- Which cases are behind plans_issued in a period? Case-level: for casework
-- alone. Set period, a month, increment, week or calendar year as its label has
-- it, such as Dec 2024.
with asked as (
    select authority_code, period_start, period_end
    from timeliness
    where
        breakdown_topic = 'All'
        and period_type in ('month', 'three_months', 'week', 'calendar_year')
        and lower(period) = lower($period::varchar)
),

checked as (
    select
        case when (select count(*) from asked) = 0
            then error('no covered period is labelled ' || $period::varchar)
        end as nothing
),

absent as ( -- where cases has no such columns
    select null::varchar as area, null::varchar as team
),

plans as (
    select found.*
    from absent
    cross join lateral (
        select authority_code, authority_name, case_id, spell, clock_start,
            ended_date as plan_issued_date, days, is_exception,
            area::varchar as area_name, team::varchar as team_name,
            extract_file, extract_row
        from cases
        where
            in_clock
            and ended_how = 'plan'
            and route <> 'mediation_or_tribunal'
    ) as found
)

select
    authority_name,
    case_id,
    spell,
    clock_start,
    plan_issued_date,
    days,
    days <= days_20_weeks as is_within_20_weeks,
    period_start - 1 - clock_start >= days_20_weeks as is_from_backlog,
    is_exception,
    area_name as area,
    team_name as team,
    extract_file,
    extract_row
from checked
cross join run
left join (
    plans
    inner join asked
        on plans.authority_code = asked.authority_code
        and plans.plan_issued_date between asked.period_start
            and asked.period_end
) on checked.nothing is null
where case_id is not null
order by plans.authority_code, plan_issued_date, case_id, spell
