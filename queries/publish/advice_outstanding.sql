-- One row per authority, date and breakdown: advice that had been asked for and
-- not received by the end of the day, by how far it was overdue.
with days as (
    select distinct as_at
    from dates_advice
),

-- Pieces are held against the days before they are split by topic: a piece is
-- outstanding on few days, and in a row a topic.
held as (
    select
        extract_id,
        list_row,
        days.as_at,
        days.as_at - requested_date as days_since_request
    from stage_advice
    inner join days
        on requested_date <= days.as_at
        and (received_date > days.as_at or received_date is null)
),

counted as (
    select
        authority_id,
        breakdown_topic,
        breakdown,
        held.as_at,
        count(*) as outstanding,
        count(*) filter (days_since_request > days_6_weeks) as overdue,
        count(*) filter (days_since_request > 2 * days_6_weeks)
            as overdue_over_6_weeks,
        round(10 * quantile_cont(days_since_request, 0.5))::bigint
            as median_days_10
    from held
    inner join split_advice using (extract_id, list_row)
    cross join run
    group by all
)

select
    authorities.authority_code,
    authorities.authority_name,
    dates.as_at,
    dates.is_increment_end,
    dates.is_month_end,
    dates.breakdown_topic,
    dates.breakdown,
    coalesce(outstanding, 0) as outstanding,
    coalesce(outstanding - overdue, 0) as not_overdue,
    coalesce(overdue, 0) as overdue,
    coalesce(overdue - overdue_over_6_weeks, 0) as overdue_to_6_weeks,
    coalesce(overdue_over_6_weeks, 0) as overdue_over_6_weeks,
    weeks_of(median_days_10) as median_weeks_outstanding
from dates_advice as dates
inner join authorities using (authority_id)
left join counted using (authority_id, breakdown_topic, breakdown, as_at)
order by
    authorities.authority_code, as_at, dates.breakdown_topic, dates.breakdown
