-- severity: query
-- says: The draft is dated before the request was received.
-- column: draft_plan_date
-- try: check both dates: a draft cannot be sent before the request
-- needs: draft_plan_date
draft_plan_date < received_date
