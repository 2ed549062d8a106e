-- severity: error
-- says: A plan is dated before the request was received.
-- column: plan_issued_date
-- try: check both dates: a plan cannot be issued before the request
-- needs: plan_issued_date
plan_issued_date < received_date and not is_historical
