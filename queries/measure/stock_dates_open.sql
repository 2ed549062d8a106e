-- One row per authority, breakdown, stage, stock date and clock start: open
-- spells, from the changes at each stock date.
select
    authority_id,
    breakdown,
    stage,
    stock_id::smallint as stock_id,
    clock_start,
    sum(spells)::bigint as spells
from stock
cross join unnest(range(from_stock, until_stock)) as dates (stock_id)
group by authority_id, breakdown, stage, stock_id, clock_start
