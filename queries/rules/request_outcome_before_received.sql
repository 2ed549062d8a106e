-- severity: error
-- says: The decision to assess is dated before the request was received.
-- column: request_outcome_date
-- try: check both dates: a decision cannot be made before the request
-- needs: request_outcome_date
request_outcome_date < received_date
