-- One row per authority, breakdown, stock date and clock start: open spells.
-- Each row is a running sum of openings less endings by stock date.
select
    authority_id,
    breakdown,
    stock_id::smallint as stock_id,
    clock_start,
    sum(spells)::bigint as spells
from stock
cross join unnest(range(from_stock, until_stock)) as dates (stock_id)
group by authority_id, breakdown, stock_id, clock_start
