-- One row per cell and slice: requests by the day received, which is the day
-- the clock started, and decisions by the day made.
with received as (
    select cell_id, clock_start as day, request_result, sum(spells) as requests
    from starts
    inner join kinds using (kind)
    where is_request
    group by all
),

decided as (
    select cell_id, request_decided_date as day, decided_in_6_weeks,
        sum(spells) as decisions
    from decisions
    inner join kinds using (kind)
    where is_request
    group by all
),

refused as (
    select cell_id, ended_date as day, ended_in_16_weeks,
        sum(spells) as refusals
    from ends
    inner join kinds using (kind)
    where in_clock and ended_how = 'not_issued'::ended_kind
    group by all
),

days as (
    select cell_id, day, request_result, requests, false as decided_in_6_weeks,
        0 as decisions, false as ended_in_16_weeks, 0 as refusals
    from received
    union all
    select cell_id, day, null, 0, decided_in_6_weeks, decisions, false, 0
    from decided
    union all
    select cell_id, day, null, 0, false, 0, ended_in_16_weeks, refusals
    from refused
),

placed as (
    select days.*,
        unnest(array[calendar.month_slice, calendar.week_slice]) as slice_id
    from days
    inner join calendar
        on days.day = calendar.day
)

select
    cell_id,
    slice_id,
    coalesce(sum(requests), 0)::bigint as received,
    coalesce(sum(requests) filter (request_result = 'Y'), 0)::bigint
        as assessed,
    coalesce(sum(requests) filter (request_result = 'N'), 0)::bigint
        as not_assessed,
    coalesce(sum(requests) filter (request_result = 'W'), 0)::bigint
        as withdrawn,
    coalesce(sum(requests) filter (request_result = 'A'), 0)::bigint
        as undecided,
    coalesce(sum(decisions), 0)::bigint as decided,
    coalesce(sum(decisions) filter (decided_in_6_weeks), 0)::bigint
        as decided_in_6_weeks,
    coalesce(sum(refusals), 0)::bigint as refused,
    coalesce(sum(refusals) filter (ended_in_16_weeks), 0)::bigint
        as refused_in_16_weeks
from placed
group by cell_id, slice_id
