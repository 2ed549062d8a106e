-- One row per authority, breakdown, slice of issue and clock start: plans that
-- took more than 20 weeks, which may have come from the backlog.
with late_plans as (
    select authority_id, breakdown, ended_date, clock_start
    from spells_by
    cross join run
    where
        in_clock
        and ended_how = 'plan'
        and route <> 'mediation_or_tribunal'
        and ended_date - clock_start > days_20_weeks
)

select authority_id, breakdown, month_slice as slice_id, clock_start,
    count(*) as plans
from late_plans
inner join calendar
    on late_plans.ended_date = calendar.day
group by all
union all
select authority_id, breakdown, week_slice, clock_start, count(*)
from late_plans
inner join calendar
    on late_plans.ended_date = calendar.day
group by all
