-- severity: query
-- says: The decision is to issue and the 20-week day has passed, but no plan
--   is dated.
-- column: plan_issued_date
-- try: the decision is to issue and the 20-week day has passed: give the day
--   the plan was issued, or leave it if it is still to come
-- needs: assessment_outcome
to_be_issued and plan_issued_date is null and closed_date is null
    and received_date + days_20_weeks < as_at
