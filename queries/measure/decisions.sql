-- One row per authority, breakdown, day and kind: requests decided.
select authority_id, breakdown, request_decided_date, kind, count(*) as spells
from spells_by
where request_decided_date is not null
group by all
