-- One row per authority, number of whole weeks before the as-at date and week
-- of age: cases open at the end of that day, those of them that were not open
-- a week before, and those open a week before that had ended by then, by their
-- age then. Day 0 is week 0 and days 1 to 7 are week 1, so that over 20, 30 and
-- 52 weeks are the weeks from 21, 31 and 53 on, the last of which holds all
-- older cases.
with lives as (
    select
        authority_id,
        (as_at - clock_start + 6) // 7 as age_now,
        least((as_at - opened_date) // 7, 160) as opened,
        case when ended_date is null then -1
            else (as_at - ended_date) // 7 end as ended,
        count(*) as cases
    from spells
    cross join run
    where in_clock and opened_date is not null and clock_start is not null
        and not ended_undated and opened_date <= as_at
    group by all
),

-- Open some weeks before: opened by then and not ended.
open_then as (
    select
        authority_id,
        weeks_before,
        age_now - weeks_before as age,
        weeks_before = opened as is_first,
        weeks_before = ended + 1 and ended >= 0 as is_last,
        cases
    from (
        select *, unnest(range(ended + 1, opened + 1)) as weeks_before
        from lives
        where opened > ended and ended < 160
    ) as laid_out
),

counted as (
    select authority_id, weeks_before, least(age, 53) as age, cases as open,
        case when is_first then cases else 0 end as entered, 0 as exited
    from open_then
    where weeks_before < 160
    union all
    select authority_id, weeks_before - 1, least(age, 53), 0, 0, cases
    from open_then
    where is_last
)

select authority_id, weeks_before, age, sum(open)::bigint as open,
    sum(entered)::bigint as entered, sum(exited)::bigint as exited
from counted
group by authority_id, weeks_before, age
