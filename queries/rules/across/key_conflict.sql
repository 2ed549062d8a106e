-- severity: error
-- says: The same case and opening day stands in two rows with other values,
--    and
--    no date says which is right.
-- column: case_id
-- try: the same case and opening day stands in another row with other values,
--    and no date says which is right: remove one
select stage_row, extract_id, null as value
from stage_repeats
where why = 'conflict'
