-- One row per authority, breakdown, day and kind: spells that ended.
select authority_id, breakdown, ended_date, kind, count(*) as spells
from spells_by
where ended_date is not null
group by all
