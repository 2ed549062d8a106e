-- severity: query
-- says: A plan does not say whether an exception applied.
-- column: week20_exception
-- try: say 1 or 0: without it the plan counts as having none
-- needs: week20_exception, plan_issued_date
plan_issued_date <= as_at and week20_exception is null
    and not is_historical
