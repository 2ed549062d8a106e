-- What was the average wait of the cases open over 20 weeks? At the end of each
-- increment and on the as-at date, from the start of the clock.
with dates as (
    select authority_code, authority_name, backlog.as_at, over_20_weeks
    from backlog
    cross join run
    where
        breakdown_topic = 'All'
        and (is_increment_end or backlog.as_at = run.as_at)
),

waits as (
    select
        dates.authority_code,
        dates.as_at,
        count(*) as cases,
        sum(dates.as_at - cases.clock_start) as days_in_all
    from dates
    cross join run
    inner join cases
        on dates.authority_code = cases.authority_code
        and cases.in_clock
        and not cases.ended_undated
        and cases.opened_date <= dates.as_at
        and (cases.ended_date is null or cases.ended_date > dates.as_at)
        and dates.as_at - cases.clock_start > run.days_20_weeks
    group by dates.authority_code, dates.as_at
)

select
    dates.authority_name,
    dates.as_at,
    dates.over_20_weeks,
    mean_weeks_of(waits.days_in_all, waits.cases) as mean_weeks_open
from dates
left join waits using (authority_code, as_at)
order by dates.authority_code, dates.as_at
