-- severity: error
-- says: A spell opens before the request was received.
-- column: opened_date
-- try: check both dates: a spell cannot open before the request
-- needs: opened_date
opened_date < received_date
