-- One row per authority, breakdown and slice: requests by the day received,
-- which is the day the clock started, and decisions by the day made.
with received as (
    select authority_id, breakdown, clock_start as day, request_result,
        count(*) as requests
    from spells_by
    where is_request
    group by all
),

decided as (
    select authority_id, breakdown, request_decided_date as day,
        request_decided_date - clock_start <= days_6_weeks as in_6_weeks,
        count(*) as decisions
    from spells_by
    cross join run
    where is_request and request_decided_date is not null
    group by all
),

refused as (
    select authority_id, breakdown, ended_date as day,
        ended_date - clock_start <= days_16_weeks as in_16_weeks,
        count(*) as refusals
    from spells_by
    cross join run
    where in_clock and ended_how = 'not_issued'::ended_kind
    group by all
),

days as (
    select * from received
    union all by name
    select * from decided
    union all by name
    select * from refused
),

placed as (
    select days.*, unnest([calendar.month_slice, calendar.week_slice])
        as slice_id
    from days
    inner join calendar
        on days.day = calendar.day
)

select
    authority_id,
    breakdown,
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
    coalesce(sum(decisions) filter (in_6_weeks), 0)::bigint
        as decided_in_6_weeks,
    coalesce(sum(refusals), 0)::bigint as refused,
    coalesce(sum(refusals) filter (in_16_weeks), 0)::bigint
        as refused_in_16_weeks
from placed
group by authority_id, breakdown, slice_id
