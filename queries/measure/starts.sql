-- One row per authority, breakdown, clock start, opening day, own due date and
-- kind: spells. From it come requests, entries, the cases falling due, those
-- that grew into a later band and those that ended on an unknown day.
select authority_id, breakdown, clock_start, opened_date, own_due_date, kind,
    count(*) as spells
from spells_by
group by all
