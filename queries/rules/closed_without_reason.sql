-- severity: query
-- says: A case was closed and no reason is given.
-- column: closed_reason
-- try: give the reason: withdrawn, moved_out, deceased, error or other
-- needs: closed_date, closed_reason
closed_date <= as_at and closed_reason is null
    and plan_issued_date is null and not request_ended
    and not assessment_ended and unreadable is null
