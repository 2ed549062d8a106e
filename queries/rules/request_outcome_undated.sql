-- severity: query
-- says: The decision to assess has no date.
-- column: request_outcome_date
-- try: give the day of the decision: the case stays in the request stage
--   until then
-- needs: request_outcome, request_outcome_date
request_outcome in ('Y'::outcome_code, 'N'::outcome_code)
    and request_outcome_date is null and not is_historical
