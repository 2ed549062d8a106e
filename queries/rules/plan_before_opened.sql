-- severity: query
-- says: A plan is dated before the spell opened, which it does not end.
-- column: plan_issued_date
-- try: the plan is dated before the spell opened, which it does not end:
--   check both dates
-- needs: plan_issued_date
plan_issued_date < spell_opened and plan_issued_date >= received_date
