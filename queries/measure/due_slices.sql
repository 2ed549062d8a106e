-- One row per authority, breakdown, threshold and slice.
with days as (
    select *, 0 as fell_due_after_mediation
    from due_days
    union all by name
    select * from due_own_days
),

placed as (
    select days.*, unnest([calendar.month_slice, calendar.week_slice])
        as slice_id
    from days
    inner join calendar
        on days.due_date = calendar.day
)

select
    authority_id,
    breakdown,
    threshold_weeks,
    slice_id,
    coalesce(sum(fell_due), 0)::bigint as fell_due,
    coalesce(sum(issued), 0)::bigint as issued,
    coalesce(sum(ended), 0)::bigint as ended,
    coalesce(sum(fell_due_excl), 0)::bigint as fell_due_excl,
    coalesce(sum(issued_excl), 0)::bigint as issued_excl,
    coalesce(sum(ended_excl), 0)::bigint as ended_excl,
    sum(fell_due_after_mediation)::bigint as fell_due_after_mediation
from placed
group by authority_id, breakdown, threshold_weeks, slice_id
