-- One row per authority, breakdown and slice: requests by the day received and
-- decisions by the day made.
with received as (
    select authority_id, breakdown, received_date as day,
        count(*) as received,
        count(*) filter (request_result = 'Y') as assessed,
        count(*) filter (request_result = 'N') as not_assessed,
        count(*) filter (request_result = 'W') as withdrawn,
        count(*) filter (request_result = 'A') as undecided
    from spells_by
    where is_request
    group by authority_id, breakdown, received_date
),

decided as (
    select authority_id, breakdown, request_decided_date as day,
        count(*) as decided,
        count(*) filter (request_decided_date - received_date
            <= days_6_weeks) as decided_in_6_weeks
    from spells_by
    cross join run
    where is_request and request_decided_date is not null
    group by authority_id, breakdown, request_decided_date
),

refused as (
    select authority_id, breakdown, ended_date as day,
        count(*) as refused,
        count(*) filter (ended_date - clock_start <= days_16_weeks)
            as refused_in_16_weeks
    from spells_by
    cross join run
    where in_clock and ended_how = 'not_issued'
    group by authority_id, breakdown, ended_date
),

days as (
    select authority_id, breakdown, day, received, assessed, not_assessed,
        withdrawn, undecided, 0 as decided, 0 as decided_in_6_weeks,
        0 as refused, 0 as refused_in_16_weeks
    from received
    union all
    select authority_id, breakdown, day, 0, 0, 0, 0, 0, decided,
        decided_in_6_weeks, 0, 0
    from decided
    union all
    select authority_id, breakdown, day, 0, 0, 0, 0, 0, 0, 0, refused,
        refused_in_16_weeks
    from refused
),

placed as (
    select days.*, calendar.month_slice as slice_id
    from days
    inner join calendar
        on days.day = calendar.day
    union all
    select days.*, calendar.week_slice
    from days
    inner join calendar
        on days.day = calendar.day
)

select
    authority_id,
    breakdown,
    slice_id,
    sum(received)::bigint as received,
    sum(assessed)::bigint as assessed,
    sum(not_assessed)::bigint as not_assessed,
    sum(withdrawn)::bigint as withdrawn,
    sum(undecided)::bigint as undecided,
    sum(decided)::bigint as decided,
    sum(decided_in_6_weeks)::bigint as decided_in_6_weeks,
    sum(refused)::bigint as refused,
    sum(refused_in_16_weeks)::bigint as refused_in_16_weeks
from placed
group by authority_id, breakdown, slice_id
