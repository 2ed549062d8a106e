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
        end is null as is_known
)

select
    cases.authority_name,
    cases.case_id,
    cases.spell,
    cases.clock_start,
    cases.ended_date as plan_issued_date,
    cases.days,
    cases.days <= run.days_20_weeks as is_within_20_weeks,
    asked.period_start - 1 - cases.clock_start >= run.days_20_weeks
        as is_from_backlog,
    cases.is_exception,
    cases.area,
    cases.team,
    cases.extract_file,
    cases.extract_row
from checked
cross join run
left join asked
    on checked.is_known
inner join cases
    on asked.authority_code = cases.authority_code
    and cases.ended_date between asked.period_start and asked.period_end
where
    cases.in_clock
    and cases.ended_how = 'plan'
    and cases.route <> 'mediation_or_tribunal'
order by cases.authority_code, cases.ended_date, cases.case_id, cases.spell
