-- severity: query
-- says: The decision to assess has a date but no outcome.
-- column: request_outcome
-- try: give the outcome: Y, N or W
-- needs: request_outcome, request_outcome_date
request_outcome_date <= as_at
    and coalesce(request_outcome = 'A'::outcome_code, true)
