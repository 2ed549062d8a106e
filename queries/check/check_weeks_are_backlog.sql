-- The open cases by week of age, from which forecasts start, are those of the
-- backlog at the as-at date.
with counted as (
    select
        authority_id,
        sum(open) as open,
        coalesce(sum(open) filter (age > 20), 0) as over_20_weeks,
        coalesce(sum(open) filter (age > 30), 0) as over_30_weeks,
        coalesce(sum(open) filter (age > 52), 0) as over_52_weeks
    from open_weeks
    where weeks_before = 0
    group by authority_id
)

select cells.authority_id, stock.open, counted.open as counted
from measure_backlog as stock
inner join cells using (cell_id)
inner join topics using (topic_id)
inner join stock_dates using (stock_id)
inner join run using (as_at)
left join counted using (authority_id)
where topics.breakdown_topic = 'All'
    and (
        stock.open <> coalesce(counted.open, 0)
        or stock.over_20_weeks <> coalesce(counted.over_20_weeks, 0)
        or stock.over_30_weeks <> coalesce(counted.over_30_weeks, 0)
        or stock.over_52_weeks <> coalesce(counted.over_52_weeks, 0)
    )
