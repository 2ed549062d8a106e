-- One row per authority, breakdown and stock date: spells opened since the
-- stock date before that ended on an unknown day.
select authority_id, breakdown, opened_stock as stock_id, count(*) as change
from spells_by
where in_clock and ended_undated and opened_stock is not null
group by authority_id, breakdown, opened_stock
