-- severity: query
-- says: It was decided to assess, and the SEN2 return has no assessment of the
--    request.
-- column: assessment_outcome
-- needs: plan_moved_in
-- try: give the assessment, with outcome A while it goes on
select extract_id, file, row, null as value
from stage_noted
where rule = 'agreed_without_assessment'
