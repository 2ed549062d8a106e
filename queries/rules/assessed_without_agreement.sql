-- severity: query
-- says: An assessment ended on a request that was not agreed.
-- column: request_outcome
-- try: check the outcome of the request, or give the day it was reopened
-- needs: request_outcome, assessment_outcome
assessment_outcome in ('Y'::outcome_code, 'N'::outcome_code)
    and not is_historical and reopened_date is null
    and coalesce(request_outcome <> 'Y'::outcome_code, true)
