-- One row per authority, breakdown, stage, clock start and the first and last
-- stock date at which spells were open: how many. Spells that were never open
-- at a stock date are left out.
select
    authority_id,
    breakdown,
    stage,
    clock_start,
    from_stock,
    until_stock,
    count(*) as spells
from stays_by
where from_stock < until_stock
group by all
