-- One row per period that begins in the years the run can speak of. Weeks
-- begin on Monday; increments are three months from the configured day.
with months as (
    select month::date as period_start
    from run
    cross join range(run.first_day::timestamp, run.as_at::timestamp
        + interval 1 day, interval 1 month) as months (month)
),

increments as (
    select (increments_start + interval 3 month * number)::date as period_start
    from run
    cross join range(
        date_diff('month', run.increments_start, run.first_day) // 3 - 1,
        date_diff('month', run.increments_start, run.as_at) // 3 + 2
    ) as numbers (number)
),

starts as (
    select 'month' as period_type, period_start,
        (period_start + interval 1 month)::date - 1 as period_end
    from months
    union all
    select 'three_months', period_start,
        (period_start + interval 3 month)::date - 1
    from increments
    union all
    select 'week', week::date, week::date + 6
    from run
    cross join range(date_trunc('week', run.first_day)::timestamp,
        run.as_at::timestamp + interval 1 day, interval 7 day) as weeks (week)
    union all
    select 'rolling_12_months', (period_start - interval 11 month)::date,
        (period_start + interval 1 month)::date - 1
    from months
    union all
    select
        case month(period_start) when 1 then 'calendar_year'
            when 4 then 'financial_year' else 'academic_year' end,
        period_start, (period_start + interval 12 month)::date - 1
    from months
    where month(period_start) in (1, 4, 9)
)

select
    (row_number() over (order by period_type, period_start))::integer
        as period_id,
    period_type,
    period_start,
    period_end,
    case period_type
        when 'month' then strftime(period_start, '%b %Y')
        when 'week' then strftime(period_start, 'Week of %-d %b %Y')
        when 'rolling_12_months'
            then strftime(period_end, '12 months to %b %Y')
        when 'calendar_year' then strftime(period_start, '%Y')
        when 'three_months' then
            case when day(period_start) > 1
                then day(period_start) || ' ' else '' end
            || strftime(period_start, '%b')
            || case when year(period_start) < year(period_end)
                then strftime(period_start, ' %Y') else '' end
            || ' to '
            || case when day(period_start) > 1
                then day(period_end) || ' ' else '' end
            || strftime(period_end, '%b %Y')
        else strftime(period_start, '%Y-') || strftime(period_end, '%y')
    end as period,
    period_end <= as_at as is_complete
from starts
cross join run
where
    period_start >= first_day
    and period_start <= as_at
    and (period_type <> 'rolling_12_months' or period_end <= as_at)
