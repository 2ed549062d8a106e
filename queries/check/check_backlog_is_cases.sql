-- The open cases at the as-at date are the spells that have not ended.
with counted as (
    select authority_id, count(*) as open
    from spells
    where in_clock and opened_date is not null and ended_date is null
        and not ended_undated
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
    and stock.open <> coalesce(counted.open, 0)
