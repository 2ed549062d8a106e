-- severity: query
-- says: A plan was issued on a request that was not agreed.
-- column: request_outcome
-- try: check the outcome of the request: a plan needs an assessment
-- needs: request_outcome, plan_issued_date
plan_issued_date <= as_at and received_date is not null
    and not is_historical and reopened_date is null
    and coalesce(request_outcome <> 'Y'::outcome_code, true)
