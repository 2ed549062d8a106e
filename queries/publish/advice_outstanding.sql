-- One row per authority, date and breakdown: advice that had been asked for and
-- not received by the end of the day, by how far it was overdue.
with pieces as (
    select authority_id, breakdown_topic, breakdown, requested_date,
        received_date
    from split_advice
),

counted as (
    select
        dates.*,
        count(pieces.requested_date) as outstanding,
        count(*) filter (dates.as_at - requested_date > days_6_weeks)
            as overdue,
        count(*) filter (dates.as_at - requested_date > 2 * days_6_weeks)
            as overdue_over_6_weeks,
        round(10 * quantile_cont(dates.as_at - requested_date, 0.5))::bigint
            as median_days_10
    from dates_advice as dates
    cross join run
    left join pieces
        on dates.authority_id = pieces.authority_id
        and dates.breakdown_topic = pieces.breakdown_topic
        and dates.breakdown = pieces.breakdown
        and pieces.requested_date <= dates.as_at
        and (pieces.received_date > dates.as_at
            or pieces.received_date is null)
    group by all
)

select
    authorities.authority_code,
    authorities.authority_name,
    as_at,
    is_increment_end,
    is_month_end,
    breakdown_topic,
    breakdown,
    outstanding,
    outstanding - overdue as not_overdue,
    overdue,
    overdue - overdue_over_6_weeks as overdue_to_6_weeks,
    overdue_over_6_weeks,
    weeks_of(median_days_10) as median_weeks_outstanding
from counted
inner join authorities using (authority_id)
order by authorities.authority_code, as_at, breakdown_topic, breakdown
