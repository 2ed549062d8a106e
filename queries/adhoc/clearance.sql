-- How many plans a week would leave nobody waiting over 52, 30 and 20 weeks by
-- a day? Set by, up to two years ahead. Requests and the ways in which younger
-- cases end stay as in the last 13 weeks. The range is how far the cases that
-- reach the age may be off, as past forecasts that looked as many weeks ahead
-- were in four of five cases; it is empty, and the note says why, where fewer
-- than 8 such forecasts have an outcome yet or fewer than 5 of them missed by
-- half a case. Compare with what is issued now: plans and other endings of
-- cases that old, a week. All four numbers are rounded to one decimal, so that
-- 0.0 is less than one plan in 20 weeks.
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
    round(needed.plans_a_week, 1)::decimal(7, 1) as plans_a_week,
    round(needed.low, 1)::decimal(7, 1) as low,
    round(needed.high, 1)::decimal(7, 1) as high,
    round(needed.plans_a_week_now, 1)::decimal(7, 1) as plans_a_week_now,
    needed.note
from plans_needed as needed
inner join authorities using (authority_code)
inner join asked
    on needed.weeks_ahead is null
    or needed.weeks_ahead = (asked.by_date - asked.as_at) // 7
order by authorities.authority_code, needed.threshold_weeks desc
