-- One row per authority, period and breakdown of demand whose counts
-- protection takes by themselves: increments, and years made of them, that
-- are over, of all cases and by Training. Where requests of all cases are
-- hidden in any of them there are none of the authority: their sum would be
-- that count.
with longer as (
    select demand.*, shown.received
    from demand
    left join public_requests as shown
        on demand.authority_code is not distinct from shown.authority_code
        and demand.period_type = shown.period_type
        and demand.period_start = shown.period_start::date
        and shown.breakdown_topic = 'All'
    where demand.is_complete and demand.breakdown_topic in ('All', 'Training')
        and demand.period_type in ('three_months', 'calendar_year',
            'financial_year', 'academic_year')
),

increments as (
    select authority_code, period_start, period_end
    from longer
    where period_type = 'three_months' and breakdown_topic = 'All'
)

select longer.* exclude (received) replace (
    case when longer.breakdown_topic = 'All' then repeat_requests end
        as repeat_requests)
from longer
semi join increments as first_one
    on longer.authority_code is not distinct from first_one.authority_code
    and longer.period_start = first_one.period_start
semi join increments as last_one
    on longer.authority_code is not distinct from last_one.authority_code
    and longer.period_end = last_one.period_end
where not exists (
    select 1
    from longer as hidden
    where hidden.authority_code is not distinct from longer.authority_code
        and try_cast(hidden.received as bigint) is null
)
