-- severity: query
-- says: The decision to assess is dated after the plan.
-- column: request_outcome_date
-- try: check both dates: the decision comes first
-- needs: request_outcome_date, plan_issued_date
request_outcome_date > plan_issued_date
    and request_outcome = 'Y'::outcome_code
