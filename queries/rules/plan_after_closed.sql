-- severity: query
-- says: A plan is dated after the case was closed.
-- column: plan_issued_date
-- try: the case closed before the plan: the earlier date is taken as its end;
--   check which is right
-- needs: closed_date, plan_issued_date
closed_date < plan_issued_date and closed_date >= received_date
