-- severity: query
-- says: A case has been open for more than three years.
-- column: received_date
-- try: check whether it has ended: give the day if so
-- needs: received_date
as_at - received_date > 1096 and plan_issued_date is null
    and closed_date is null and not request_ended and not assessment_ended
    and closed_reason is null and not is_historical
