-- severity: query
-- says: The clock restarted without mediation or tribunal.
-- column: clock_restart_date
-- try: set the flag of the mediation or tribunal that restarted it
-- needs: clock_restart_date
clock_restart_date is not null and not after_mediation
