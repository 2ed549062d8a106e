-- One row per day from the first the run speaks of to the as-at date: the
-- slice of each family that holds it, and the first stock date not before it.
with days as (
    select day::date as day
    from run
    cross join range(run.first_day::timestamp,
        run.as_at::timestamp + interval 1 day, interval 1 day) as days (day)
)

select
    days.day,
    month_slices.slice_id as month_slice,
    week_slices.slice_id as week_slice,
    stock_dates.stock_id
from days
left join slices as month_slices
    on month_slices.family = 'month'
    and days.day between month_slices.first_day and month_slices.last_day
left join slices as week_slices
    on week_slices.family = 'week'
    and days.day between week_slices.first_day and week_slices.last_day
asof join stock_dates
    on days.day <= stock_dates.as_at
