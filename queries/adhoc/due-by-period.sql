-- Of the plans that fell due in each period, how many were issued in time?
-- The families' question: not how old the plans that were issued are, but what
-- became of the cases whose day came. With exceptions and without (_excl).
-- $per = month: week, month, quarter (an increment as configured),
-- calendar_year, financial_year or academic_year
-- $weeks = 20: 20, 30 or 52
with asked as (
    select
        case
            when $weeks::integer in (20, 30, 52) then $weeks::integer
            else error('weeks is 20, 30 or 52, not '
                || $weeks::integer)::integer
        end as threshold_weeks,
        case
            when $per::varchar = 'quarter' then 'three_months'
            when list_contains([
                'week', 'month', 'calendar_year', 'financial_year',
                'academic_year'
            ], $per::varchar) then $per::varchar
            else error('per is week, month, quarter, calendar_year, '
                || 'financial_year or academic_year, not ' || $per::varchar)
        end as period_type
)

select
    falling_due.authority_name,
    falling_due.threshold_weeks,
    falling_due.period,
    falling_due.period_start,
    falling_due.is_complete,
    falling_due.fell_due,
    falling_due.issued_by_due_date,
    falling_due.open_at_due_date,
    falling_due.ended_without_plan,
    falling_due.pc_issued_by_due_date,
    falling_due.fell_due_excl,
    falling_due.issued_by_due_date_excl,
    falling_due.pc_issued_by_due_date_excl
from asked
inner join falling_due
    on asked.threshold_weeks = falling_due.threshold_weeks
    and asked.period_type = falling_due.period_type
where falling_due.breakdown_topic = 'All'
order by falling_due.authority_code, falling_due.period_start
