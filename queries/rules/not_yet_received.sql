-- severity: query
-- says: The request was received after the as-at date.
-- column: received_date
-- try: received after the as-at date: outside the picture
-- needs: received_date
received_date > as_at
