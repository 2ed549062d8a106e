-- One row per value that could not be cast and that is listed: of a rejected
-- row only what rejects it.
select *
from stage_unreadable
where severity = 'error'
    or stage_row not in (select stage_row from stage_unusable)
