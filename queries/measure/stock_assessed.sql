-- One row per cell and stock date: change in the number of open spells with a
-- decision to assess. A spell is assessed from the day it opened at the
-- earliest, and a later stage begins after that.
with changes as (
    select cell_id, assessed_stock as stock_id, spells as change
    from stock
    where assessed_stock < until_stock
    union all
    select cell_id, until_stock, -spells
    from stock
    where assessed_stock < until_stock
)

select cell_id, stock_id, sum(change)::bigint as change
from changes
group by cell_id, stock_id
