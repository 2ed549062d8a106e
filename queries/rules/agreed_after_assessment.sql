-- severity: query
-- says: The decision to assess is dated after the decision to issue.
-- column: request_outcome_date
-- try: check both dates: the request is decided first
-- needs: request_outcome_date, assessment_outcome_date
request_outcome_date > assessment_outcome_date
    and request_outcome = 'Y'::outcome_code and not is_historical
