-- severity: query
-- says: The child or young person was older than 25 at the request.
-- column: age_at_request
-- try: check the age: plans end at 25
-- needs: age_at_request
age_at_request > 25
