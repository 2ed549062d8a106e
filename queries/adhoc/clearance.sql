-- How many plans a week would leave nobody waiting over 52, 30 and 20 weeks by
-- a day? Set by, up to two years ahead. Requests and the ways in which younger
-- cases end stay as in the last 13 weeks; the range is how far the cases that
-- reach the age may be off, as past forecasts were, and empty where too few
-- could be tested. Compare with what is issued now: plans and other endings of
-- cases that old, a week.
with asked as (
    select
        as_at,
        case
            when $by::date between as_at + 7 and as_at + 728 then $by::date
            else error('by must be a day from one week to 104 weeks after '
                || as_at || ', not ' || $by)::date
        end as by_date
    from run
)

select
    authorities.authority_name,
    needed.threshold_weeks as over_weeks,
    asked.by_date,
    needed.open_now,
    ceil(needed.plans_a_week)::integer as plans_a_week,
    ceil(needed.low)::integer as low,
    ceil(needed.high)::integer as high,
    round(needed.plans_a_week_now, 1)::decimal(7, 1) as plans_a_week_now
from plans_needed as needed
inner join authorities using (authority_code)
inner join asked
    on needed.weeks_ahead = (asked.by_date - asked.as_at) // 7
order by authorities.authority_code, needed.threshold_weeks desc
