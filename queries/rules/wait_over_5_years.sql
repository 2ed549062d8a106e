-- severity: query
-- says: A plan took more than five years.
-- column: plan_issued_date
-- try: check both dates, and whether the request was made anew
-- needs: plan_issued_date
plan_issued_date - received_date > 1826 and plan_issued_date <= as_at
