-- One row per authority and value of the breakdown that occurs.
select distinct authority_id, breakdown
from spells_by
inner join kinds using (kind)
where in_clock or is_request
