-- severity: error
-- says: The row has no case id, so that it cannot be told from others.
-- column: case_id
-- try: give the row the case system's own number
-- needs: case_id
case_id is null
