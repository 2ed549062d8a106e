-- One row per date at whose end open cases are counted: month ends, increment
-- ends and the as-at date, numbered in order.
with ends as (
    select period_end as as_at
    from periods
    where period_type in ('month', 'three_months') and is_complete
    union
    select as_at
    from run
)

select
    (row_number() over (order by as_at))::smallint as stock_id,
    as_at,
    as_at in (select period_end from periods
        where period_type = 'three_months') as is_increment_end,
    as_at = last_day(as_at) as is_month_end
from ends
where as_at >= (select complete_from from run)
