-- severity: query
-- says: A case was reopened before the request was received.
-- column: reopened_date
-- try: check both dates: the received date is the original one
-- needs: reopened_date
reopened_date < received_date
