-- severity: error
-- says: The year of the move is not between 2014 and 2100.
-- column: transfer_year
-- try: give the calendar year of the move, such as 2025
transfer_year not between 2014 and 2100
