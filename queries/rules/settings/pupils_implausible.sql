-- severity: error
-- says: The number of pupils is below 0 or above 100,000.
-- column: pupils
-- try: give how many pupils or children the setting has
pupils not between 0 and 100000
