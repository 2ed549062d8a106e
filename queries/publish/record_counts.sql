-- One row per count of a public table and value that it was ever published
-- with, or hidden under: from the first to the last as-at date of the runs that
-- did so.
with both_runs as (
    select * from known_counts
    union all
    select counted.*, run.as_at as first_as_at, run.as_at as last_as_at
    from public_counts as counted
    cross join run
)

select
    * exclude (first_as_at, last_as_at),
    min(first_as_at) as first_as_at,
    max(last_as_at) as last_as_at
from both_runs
group by all
order by all
