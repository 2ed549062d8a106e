-- severity: query
-- says: A person in a SEN2 return has no request.
-- needs: plan_moved_in
-- try: a person is in the return for a request: give it, or leave the person
--    out
select extract_id, file, row, null as value
from stage_noted
where rule = 'person_without_request'
