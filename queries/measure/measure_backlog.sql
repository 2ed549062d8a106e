-- One row per cell (a topic, an authority and a value) and stock date: cases
-- open at the end of that day, by weeks since the clock started. The median is
-- type 7 on days, in tenths of a day.
with waits as (
    select
        cell_id, stock_id, spells,
        (stock_dates.as_at - clock_start)::integer as days
    from stock_dates_open
    inner join stock_dates using (stock_id)
),

running as (
    select
        *,
        (sum(spells) over everyone)::bigint as open,
        sum(spells) over shortest as upto
    from waits
    window
        everyone as (partition by cell_id, stock_id),
        shortest as (partition by cell_id, stock_id
            order by days)
),

sums as (
    select
        cell_id, stock_id,
        sum(spells)::bigint as open,
        sum(case when days <= days_20_weeks then spells end)::bigint
            as up_to_20,
        sum(case when days <= days_30_weeks then spells end)::bigint
            as up_to_30,
        sum(case when days <= days_52_weeks then spells end)::bigint
            as up_to_52,
        max(days) as oldest_days,
        min(case when upto > (running.open - 1) * 5 // 10 then days end)
            as median_low,
        min(case when upto > (running.open - 1) * 5 // 10 + 1 then days end)
            as median_high
    from running
    cross join run
    group by cell_id, stock_id
),

grid as (
    select cells.cell_id, stock_dates.stock_id
    from cells
    inner join topics using (topic_id)
    inner join coverage using (authority_id)
    inner join stock_dates
        on stock_dates.as_at >= coverage.complete_from
    cross join run
    where topics.in_backlog
        and (not topics.at_as_at_only or stock_dates.as_at = run.as_at)
),

changes as (
    select cell_id, stock_id, change as decided, 0 as ended_undated
    from stock_assessed
    union all
    select cell_id, stock_id, 0, change
    from stock_undated
    union all
    select cell_id, stock_id, 0, 0
    from cells
    cross join stock_dates
),

levels as (
    select
        cell_id,
        stock_id,
        sum(sum(decided)) over upto_date as decided,
        sum(sum(ended_undated)) over upto_date as ended_undated
    from changes
    group by cell_id, stock_id
    window upto_date as (partition by cell_id order by stock_id)
)

select
    cell_id,
    stock_id,
    coalesce(open, 0) as open,
    coalesce(up_to_20, 0) as weeks_0_to_20,
    coalesce(up_to_30, 0) - coalesce(up_to_20, 0) as weeks_over_20_to_30,
    coalesce(up_to_52, 0) - coalesce(up_to_30, 0) as weeks_over_30_to_52,
    coalesce(open - coalesce(up_to_52, 0), 0) as weeks_over_52,
    coalesce(open - coalesce(up_to_20, 0), 0) as over_20_weeks,
    coalesce(open - coalesce(up_to_30, 0), 0) as over_30_weeks,
    coalesce(open - coalesce(up_to_52, 0), 0) as over_52_weeks,
    decided::bigint as open_decided_to_assess,
    10 * median_low + (open - 1) * 5 % 10
        * (coalesce(median_high, median_low) - median_low) as median_days_10,
    oldest_days,
    ended_undated::bigint as ended_undated
from grid
left join sums using (cell_id, stock_id)
inner join levels using (cell_id, stock_id)
