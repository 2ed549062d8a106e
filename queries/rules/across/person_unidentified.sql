-- severity: query
-- says: A person in a SEN2 return has neither a UPN, a ULN, nor a name with a
--    birth date.
-- column: person_id
-- needs: plan_moved_in
-- try: give the UPN: the cases of this person cannot be known again in another
--    extract
select extract_id, file, row, null as value
from stage_noted
where rule = 'person_unidentified'
