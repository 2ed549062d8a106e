-- severity: error
-- says: Two spells of one case overlap.
-- column: opened_date
-- try: an earlier spell of this case is still open on that day: close it or
--    move the opening
select stage_row, extract_id, opened_date::varchar as value
from stage_overlaps
where why = 'rejected'
