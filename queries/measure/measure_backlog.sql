-- One row per topic, authority, breakdown and stock date: cases open at the
-- end of that day, by weeks since the clock started. The median is type 7 on
-- days, in tenths of a day.
with waits as (
    select
        topic_id, authority_id, breakdown, stock_id, spells,
        (stock_dates.as_at - clock_start)::integer as days
    from stock_dates_open
    inner join stock_dates using (stock_id)
),

running as (
    select
        *,
        sum(spells) over everyone as open,
        sum(spells) over shortest as upto
    from waits
    window
        everyone as (partition by topic_id, authority_id, breakdown, stock_id),
        shortest as (partition by topic_id, authority_id, breakdown, stock_id
            order by days)
),

sums as (
    select
        topic_id, authority_id, breakdown, stock_id,
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
    group by topic_id, authority_id, breakdown, stock_id
),

grid as (
    select topics.topic_id, topics.at_as_at_only, breakdown_values.authority_id,
        breakdown_values.breakdown, stock_dates.stock_id, stock_dates.as_at
    from breakdown_values
    inner join topics using (topic_id)
    inner join coverage using (authority_id)
    inner join stock_dates
        on stock_dates.as_at >= coverage.complete_from
    cross join run
    where topics.in_backlog
        and (not topics.at_as_at_only or stock_dates.as_at = run.as_at)
),

assessed as (
    select grid.topic_id, grid.authority_id, grid.breakdown, grid.stock_id,
        sum(stock_assessed.change)::bigint as decided
    from grid
    inner join stock_assessed
        on grid.topic_id = stock_assessed.topic_id
        and grid.authority_id = stock_assessed.authority_id
        and grid.breakdown = stock_assessed.breakdown
        and stock_assessed.stock_id <= grid.stock_id
    group by all
),

undated as (
    select grid.topic_id, grid.authority_id, grid.breakdown, grid.stock_id,
        sum(stock_undated.change)::bigint as ended_undated
    from grid
    inner join stock_undated
        on grid.topic_id = stock_undated.topic_id
        and grid.authority_id = stock_undated.authority_id
        and grid.breakdown = stock_undated.breakdown
        and stock_undated.stock_id <= grid.stock_id
    group by all
)

select
    topic_id,
    authority_id,
    breakdown,
    stock_id,
    coalesce(open, 0) as open,
    coalesce(up_to_20, 0) as weeks_0_to_20,
    coalesce(up_to_30, 0) - coalesce(up_to_20, 0) as weeks_over_20_to_30,
    coalesce(up_to_52, 0) - coalesce(up_to_30, 0) as weeks_over_30_to_52,
    coalesce(open - coalesce(up_to_52, 0), 0) as weeks_over_52,
    coalesce(open - coalesce(up_to_20, 0), 0) as over_20_weeks,
    coalesce(open - coalesce(up_to_30, 0), 0) as over_30_weeks,
    coalesce(open - coalesce(up_to_52, 0), 0) as over_52_weeks,
    coalesce(decided, 0) as open_decided_to_assess,
    10 * median_low + (open - 1) * 5 % 10
        * (coalesce(median_high, median_low) - median_low) as median_days_10,
    oldest_days,
    coalesce(ended_undated, 0) as ended_undated
from grid
left join sums using (topic_id, authority_id, breakdown, stock_id)
left join assessed using (topic_id, authority_id, breakdown, stock_id)
left join undated using (topic_id, authority_id, breakdown, stock_id)
