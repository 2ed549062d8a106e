-- severity: query
-- says: The clock restarted before the request was received.
-- column: clock_restart_date
-- try: check both dates: the order or agreement comes after the request
-- needs: clock_restart_date
clock_restart_date < received_date
