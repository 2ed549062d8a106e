-- severity: error
-- says: A date is later than the extract itself.
-- column: last_date
-- try: check the date: it is later than the extract itself
-- needs: received_date
last_date > extract_date
