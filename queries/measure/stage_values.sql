-- One row per authority and stage at which a case was open.
select distinct authority_id, breakdown
from stays_by
where from_stock < until_stock
