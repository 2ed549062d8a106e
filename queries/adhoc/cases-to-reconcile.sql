-- Which cases could explain a difference from DfE's counts of a year?
-- Case-level: for casework alone. Plans of the year that are in the one
-- count and may not be in the other, with why: those after mediation or a
-- tribunal are left out of the own counts, and in DfE's if the return did
-- not flag them; a plan without a received date counts as late; one of a
-- case that moved in has the old authority's dates if those were sent; one
-- with an exception is in the counts with exceptions alone; and one of the
-- last week of December may have been entered after the return. Set year, a
-- calendar year such as 2023.
with asked as (
    select authority_code, period_start, period_end
    from timeliness
    where
        breakdown_topic = 'All'
        and period_type = 'calendar_year'
        and period = $year::varchar
),

checked as (
    select
        case when (select count(*) from asked) = 0
            then error('no covered calendar year is ' || $year::varchar)
        end is null as is_known
)

select
    cases.authority_name,
    cases.case_id,
    cases.spell,
    cases.clock_start,
    cases.ended_date as plan_issued_date,
    cases.days,
    cases.route = 'mediation_or_tribunal' as is_after_mediation_or_tribunal,
    cases.clock_start is null as is_undated,
    cases.entry = 'transferred_in' as is_moved_in,
    cases.is_exception,
    month(cases.ended_date) = 12 and day(cases.ended_date) > 24
        as is_near_year_end,
    cases.area,
    cases.extract_file,
    cases.extract_row
from checked
left join asked
    on checked.is_known
inner join cases
    on asked.authority_code is not distinct from cases.authority_code
    and cases.ended_date between asked.period_start and asked.period_end
where
    cases.in_clock
    and cases.ended_how = 'plan'
    and (is_after_mediation_or_tribunal or is_undated or is_moved_in
        or cases.is_exception or is_near_year_end)
order by cases.authority_code, cases.ended_date, cases.case_id, cases.spell
