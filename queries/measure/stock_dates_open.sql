-- One row per cell, stock date and clock start: open spells, from the changes
-- at each stock date.
select
    cell_id,
    stock_id::smallint as stock_id,
    clock_start,
    sum(spells)::bigint as spells
from stock
cross join unnest(range(from_stock, until_stock)) as dates (stock_id)
group by cell_id, stock_id, clock_start
