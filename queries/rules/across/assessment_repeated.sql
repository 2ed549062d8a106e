-- severity: query
-- says: A request in a SEN2 return has more than one assessment.
-- column: assessment_outcome
-- needs: plan_moved_in
-- try: leave the assessment that counts: the one with a plan is taken, else
--    the
--    last
select extract_id, file, row, null as value
from stage_noted
where rule = 'assessment_repeated'
