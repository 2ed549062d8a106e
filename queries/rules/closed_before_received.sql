-- severity: error
-- says: A case is closed before the request was received.
-- column: closed_date
-- try: check both dates: a case cannot close before the request
-- needs: closed_date
closed_date < received_date
