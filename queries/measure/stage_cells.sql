-- One row per authority, value of the breakdown and stage at which a case was
-- open at a stock date.
select distinct authority_id, breakdown, stage
from stock
