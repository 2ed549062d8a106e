-- severity: query
-- says: A row of a SEN2 return belongs to no row of the module above it.
-- needs: plan_moved_in
-- try: the key leads nowhere: export all modules of the return again, at one
--    time
select extract_id, file, row, null as value
from stage_noted
where rule = 'orphan_row'
