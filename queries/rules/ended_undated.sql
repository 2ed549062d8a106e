-- severity: query
-- says: The case has ended, but no date says when.
-- column: closed_date
-- try: the case has ended but no date says when: give the date
-- needs: received_date
plan_issued_date is null and closed_date is null and (
    (request_ended and request_outcome_date is null and not to_be_issued)
    or (assessment_ended and assessment_outcome_date is null)
    or closed_reason is not null)
