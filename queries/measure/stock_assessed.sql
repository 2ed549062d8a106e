-- One row per authority, breakdown and stock date: change in the number of
-- open spells with a decision to assess.
with changes as (
    select authority_id, breakdown, assessed_stock as stock_id,
        count(*) as change
    from stays_by
    where assessed_stock < until_stock
    group by all
    union all
    select authority_id, breakdown, until_stock, -count(*)
    from stays_by
    where assessed_stock < until_stock
    group by all
)

select authority_id, breakdown, stock_id, sum(change)::bigint as change
from changes
group by authority_id, breakdown, stock_id
