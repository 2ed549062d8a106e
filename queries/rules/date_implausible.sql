-- severity: error
-- says: A date lies before 1990.
-- column: first_date
-- try: check the year: the date is before 1990
-- needs: received_date
first_date < date '1990-01-01'
