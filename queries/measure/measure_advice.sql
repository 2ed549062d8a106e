-- One row per authority, period and breakdown: advice by the day on which it
-- was asked for, and by the day on which its six weeks ended: counted when
-- it comes, the newest periods would hold what came quickly alone.
with pieces as (
    select
        authority_id,
        breakdown_topic,
        breakdown,
        requested_date,
        requested_date + days_6_weeks as due_day,
        coalesce(received_date <= as_at, false) as is_received,
        is_received and received_date <= due_day as is_in_time,
        coalesce(response = 'not_known', false) as is_not_known,
        coalesce(exception, false) as is_exception
    from split_advice
    cross join run
    where requested_date <= as_at
),

sums as (
    select
        authority_id,
        breakdown_topic,
        breakdown,
        requested_date as day,
        count(*) as requested
    from pieces
    group by all
    union all by name
    select
        authority_id,
        breakdown_topic,
        breakdown,
        due_day as day,
        count(*) as fell_due,
        count(*) filter (is_in_time) as received_in_6_weeks,
        count(*) filter (is_received) as received,
        count(*) filter (not is_not_known) as fell_due_known,
        count(*) filter (is_in_time and not is_not_known)
            as received_in_6_weeks_known,
        count(*) filter (not is_exception) as fell_due_excl,
        count(*) filter (is_in_time and not is_exception)
            as received_in_6_weeks_excl
    from pieces
    cross join run
    where due_day <= as_at
    group by all
)

select
    periods.* exclude (period_id),
    coalesce(sum(requested), 0)::bigint as requested,
    coalesce(sum(fell_due), 0)::bigint as fell_due,
    coalesce(sum(received), 0)::bigint as received,
    coalesce(sum(received_in_6_weeks), 0)::bigint as received_in_6_weeks,
    coalesce(sum(fell_due_known), 0)::bigint as fell_due_known,
    coalesce(sum(received_in_6_weeks_known), 0)::bigint
        as received_in_6_weeks_known,
    coalesce(sum(fell_due_excl), 0)::bigint as fell_due_excl,
    coalesce(sum(received_in_6_weeks_excl), 0)::bigint
        as received_in_6_weeks_excl
from periods_advice as periods
left join sums
    on periods.authority_id = sums.authority_id
    and periods.breakdown_topic = sums.breakdown_topic
    and periods.breakdown = sums.breakdown
    and sums.day between periods.period_start
    and periods.period_end
group by all
