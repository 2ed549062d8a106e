-- One row per spell that the stock counts: the stock dates at which it is open
-- run from the first on or after from_day to the one before until_stock.
select
    spells_by.authority_id,
    spells_by.breakdown,
    null::stage_kind as stage,
    spells_by.clock_start,
    spells_by.opened_date as from_day,
    null::smallint as from_stage,
    coalesce(spells_by.ended_stock, stock_end.stock_id) as until_stock,
    spells_by.assessed_stock
from spells_by
cross join stock_end
where
    spells_by.in_clock
    and spells_by.opened_date is not null
    and not spells_by.ended_undated
