-- One row per authority, breakdown, stage and stock date: change in the number
-- of open spells with a decision to assess. A spell is assessed from the day it
-- opened at the earliest, and a later stage begins after that.
with assessed as (
    select authority_id, breakdown, stage,
        greatest(assessed_stock, from_stage) as assessed_stock, until_stock,
        count(*) as spells
    from stays_by
    where assessed_stock < until_stock
    group by all
),

changes as (
    select authority_id, breakdown, stage, assessed_stock as stock_id,
        spells as change
    from assessed
    union all
    select authority_id, breakdown, stage, until_stock, -spells
    from assessed
)

select authority_id, breakdown, stage, stock_id, sum(change)::bigint as change
from changes
group by authority_id, breakdown, stage, stock_id
