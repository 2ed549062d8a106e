-- severity: query
-- says: The start date of a plan in a SEN2 return is not the date of the
--    outcome to issue it.
-- column: plan_issued_date
-- needs: plan_moved_in
-- try: check which day the plan was issued: its start date was used, not the
--    date of the outcome
select extract_id, file, row, null as value
from stage_noted
where rule = 'plan_start_differs'
