-- severity: error
-- says: Advice was received before it was asked for.
-- column: received_date
-- try: check both dates: the advice came before it was asked for
received_date < requested_date
