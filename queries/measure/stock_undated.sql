-- One row per cell and stock date: spells opened since the stock date before
-- that ended on an unknown day.
select cell_id, coalesce(calendar.stock_id, 1) as stock_id,
    sum(spells)::bigint as change
from starts
inner join kinds using (kind)
left join calendar
    on starts.opened_date = calendar.day
where in_clock and ended_undated and opened_date is not null
group by all
