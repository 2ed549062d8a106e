-- severity: query
-- says: The decision to issue is dated after the plan.
-- column: assessment_outcome_date
-- try: check both dates: the decision comes first
-- needs: assessment_outcome_date, plan_issued_date
assessment_outcome_date > plan_issued_date and to_be_issued
