-- severity: error
-- says: The row has neither a received date nor a plan.
-- column: received_date
-- try: give the day the request was received
-- needs: received_date
received_date is null and plan_issued_date is null and not is_historical
    and unreadable is null
