-- One row per authority, breakdown, threshold and due day that has come.
with by_day as (
    select authority_id, breakdown, 20 as threshold_weeks,
        clock_start + days_20_weeks as due_date,
        due_20 as fell_due, issued_20 as issued, ended_20 as ended,
        due_excl_20 as fell_due_excl, issued_excl_20 as issued_excl,
        ended_excl_20 as ended_excl
    from due
    cross join run
    union all
    select authority_id, breakdown, 30, clock_start + days_30_weeks,
        due_30, issued_30, ended_30, due_excl_30, issued_excl_30, ended_excl_30
    from due
    cross join run
    union all
    select authority_id, breakdown, 52, clock_start + days_52_weeks,
        due_52, issued_52, ended_52, due_excl_52, issued_excl_52, ended_excl_52
    from due
    cross join run
)

select by_day.*, 0 as fell_due_after_mediation
from by_day
cross join run
where due_date <= as_at
