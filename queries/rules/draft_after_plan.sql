-- severity: query
-- says: The draft is dated after the final plan.
-- column: draft_plan_date
-- try: check both dates: the draft comes first
-- needs: draft_plan_date, plan_issued_date
draft_plan_date > plan_issued_date
