-- severity: error
-- says: The decision to issue is dated before the request was received.
-- column: assessment_outcome_date
-- try: check both dates: a decision cannot be made before the request
-- needs: assessment_outcome_date
assessment_outcome_date < received_date
