-- severity: query
-- says: A plan has no received date, so that its wait is unknown.
-- column: received_date
-- try: give the day the request was received: the plan counts as undated,
--   never as on time
-- needs: plan_issued_date
received_date is null and plan_issued_date is not null
    and unreadable is null
