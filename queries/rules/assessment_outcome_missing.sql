-- severity: query
-- says: The decision to issue has a date but no outcome.
-- column: assessment_outcome
-- try: give the outcome: Y, N or W
-- needs: assessment_outcome, assessment_outcome_date
assessment_outcome_date <= as_at
    and coalesce(assessment_outcome = 'A'::outcome_code, true)
