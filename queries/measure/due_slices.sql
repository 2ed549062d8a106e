-- One row per authority, breakdown, threshold and slice.
with days as (
    select * from due_days
    union all
    select authority_id, breakdown, threshold_weeks, due_date,
        0, 0, 0, 0, 0, 0, fell_due_after_mediation
    from due_own_days
),

placed as (
    select days.*, calendar.month_slice as slice_id
    from days
    inner join calendar
        on days.due_date = calendar.day
    union all
    select days.*, calendar.week_slice
    from days
    inner join calendar
        on days.due_date = calendar.day
)

select
    authority_id,
    breakdown,
    threshold_weeks,
    slice_id,
    sum(fell_due)::bigint as fell_due,
    sum(issued)::bigint as issued,
    sum(ended)::bigint as ended,
    sum(fell_due_excl)::bigint as fell_due_excl,
    sum(issued_excl)::bigint as issued_excl,
    sum(ended_excl)::bigint as ended_excl,
    sum(fell_due_after_mediation)::bigint as fell_due_after_mediation
from placed
group by authority_id, breakdown, threshold_weeks, slice_id
